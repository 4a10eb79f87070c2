/** What a failed request reports, and that no view decides by a sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AppError, asAppError } from '../../../../client/api/error.ts';
import { send } from '../../../../client/api/request.ts';
import { messageReads } from '../messageReads.ts';

afterEach(() => vi.unstubAllGlobals());

describe('failures', () => {
  test('[CL26] a request that nothing answers keeps what the browser threw as its cause, and blames no field', async () => {
    const thrown = new TypeError('fetch failed');
    vi.stubGlobal('fetch', () => Promise.reject(thrown));
    const error = await send('i', '/api/me').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'network', field: undefined, cause: thrown, passing: true });
  });

  test("[CL26] a refusal has the server's code, sentence and field", async () => {
    const body = { error: { code: 'invalid', message: 'Give a title.', field: 'title' } };
    vi.stubGlobal('fetch', async () => Response.json(body, { status: 400 }));
    await expect(send('i', '/api/interviews')).rejects.toMatchObject({
      code: 'invalid',
      message: 'Give a title.',
      field: 'title',
      status: 400,
    });
  });

  test('[CL26] a fault of the page is not taken for an answer of the server', () => {
    const fault = new TypeError('x is not a function');
    expect(asAppError(fault)).toMatchObject({ code: 'page-fault', cause: fault });
    expect(asAppError(fault).message).toMatch(/This page made a mistake \(x is not a function\)/);
    const sentence = new Error('No interpreter runs in this tab.');
    expect(asAppError(sentence)).toMatchObject({ code: 'failed', message: sentence.message, cause: sentence });
    const known = new AppError('revoked', 'This link was revoked.');
    expect(asAppError(known)).toBe(known);
  });
});

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && /\.tsx?$/.test(entry.name)) yield path.join(entry.parentPath, entry.name);
}

test('[CL27] no page and no component decides by the words of a message', () => {
  const client = path.resolve(import.meta.dirname, '../../../../client');
  const wrong: string[] = [];
  for (const file of [...sources(path.join(client, 'pages')), ...sources(path.join(client, 'ui'))])
    for (const line of messageReads(file, readFileSync(file, 'utf8')))
      wrong.push(`${path.relative(client, file)}:${line}`);
  expect(wrong).toEqual([]);
});

test.each([
  "const a = /no try/i.test(score.failure?.message ?? '') ? null : 1;",
  "const a = failure.message\n  .toLowerCase()\n  .includes('no try');",
  "const a = (error as Error).message.startsWith(\n  'Network',\n);",
  'const a = /x/.exec(\n  message,\n);',
  "const a = error['message'].indexOf('x') >= 0;",
])('[CL27] the search finds code that reads a message: %j', (source) => {
  expect(messageReads('a.tsx', source)).toEqual([1]);
});

test('[CL27] the search lets messages be shown and lists be asked', () => {
  const source = 'const a = ids.includes(id) ? <p>{failure.message}</p> : /x/.test(name);';
  expect(messageReads('a.tsx', source)).toEqual([]);
});
