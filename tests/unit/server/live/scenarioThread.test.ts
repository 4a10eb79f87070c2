/** The scenario port over its real thread: errors that cross it, and a thread that ends. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { published } from '../../../../scenarios/kit/index.ts';
import { type ScenarioPort, UnknownVariantError } from '../../../../server/scenarios/port.ts';
import { scenarioThread } from '../../../../server/scenarios/thread.ts';
import { ThreadError } from '../../../../server/threads/pool.ts';
import { testServer } from '../../../support/server/host.ts';

let folder: string;
let port: ScenarioPort;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdout-scenarios-'));
  port = scenarioThread(folder);
});
afterEach(async () => {
  await port.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = { slug: 'none', form: 'a', source: published('x'), language: 'python' as const };

test('[RC2] an unknown variant keeps its class and its sentence on the way from the thread', async () => {
  const error = await port.variant(key).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UnknownVariantError);
  expect(error).toMatchObject({ message: 'there is no scenario "none"' });
});

/** A copy of a scenario outside of this project, with `first` before its generator. @returns where it is told that it was loaded */
function copyOutside(first: (loads: string) => string): string {
  const loads = join(folder, 'loads');
  cpSync('scenarios/bank-scam', join(folder, SLUG), { recursive: true });
  const data = join(folder, SLUG, 'data.ts');
  writeFileSync(data, first(JSON.stringify(loads)) + readFileSync(data, 'utf8'));
  return loads;
}
const SLUG = 'bank-scam';
const ours = { slug: SLUG, form: 'junior-a', source: published('x'), language: 'python' as const };
/** Ends the thread that loads it, as too little memory does, so many times. */
const ending = (times: number) => (loads: string) =>
  `
import { appendFileSync, readFileSync } from 'node:fs';
appendFileSync(${loads}, '.');
if (readFileSync(${loads}).length <= ${times}) process.exit(1);
`;

test.each([null, '{"type": "commonjs"}'])(
  '[RC4] a scenario outside of this project loads as one within, with package.json above it %s',
  async (manifest) => {
    copyOutside(() => '');
    if (manifest !== null) writeFileSync(join(folder, 'package.json'), manifest);
    expect((await port.variant(ours)).candidate.data.map(({ name, rows }) => [name, rows > 0])).toEqual([
      ['train.csv', true],
    ]);
  },
);

test('[RC5] a thread that ends while a variant is made is started again, and asked once more', async () => {
  const loads = copyOutside(ending(1));
  expect((await port.variant(ours)).version).toMatch(/^\d+-/);
  expect(readFileSync(loads, 'utf8')).toBe('..');
});

test('[RC5] where it ends again, making an interview is refused in words, and the next question starts another', async () => {
  const loads = copyOutside(ending(2));
  const server = await testServer({ scenarios: port });
  try {
    const staff = server.browser();
    await staff.claim(await server.link(null, 'admin'), 'Ada');
    const { source: _, ...chosen } = ours;
    const wanted = { title: 'T', ...chosen, minutes: 60, gated: false };
    const answer = await staff.fetch('/api/interviews', { method: 'POST', json: wanted, inviteId: 'staff' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3']);
    expect(await answer.json()).toMatchObject({
      error: { code: 'busy', message: expect.stringContaining('try again') },
    });
    expect(readFileSync(loads, 'utf8')).toBe('..');
    expect(await server.store.interviews()).toEqual([]);
    expect(await port.list()).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test('[RC3, RC5] questions fail when the threads are closed, and no later one starts another', async () => {
  const waiting = port.material(key).catch((e: unknown) => e);
  await port.close();
  expect(await waiting).toBeInstanceOf(ThreadError);
  await expect(port.list()).rejects.toThrow('the scenario threads are closed');
});
