import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { loadScenario } from '../../../scenarios/kit/load.ts';
import { makeVariant } from '../../../scenarios/kit/variant.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const out = mkdtempSync(path.join(tmpdir(), 'rendered-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const scenario = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'scenarios/kit/cli.ts', ...args], { cwd: ROOT });

it('[SN19] list names every scenario with its forms', async () => {
  const listed = JSON.parse((await scenario('list', '--json')).stdout) as { slug: string; forms: string[] }[];
  expect(listed.find((one) => one.slug === 'bank-scam')?.forms).toContain('senior-a');
});

it('[SN19] render writes the files of the variant, its training data and the brief, and nothing else', async () => {
  await scenario('render', 'bank-scam', '--form', 'junior-b', '--seed', 's', '--out', out);
  const loaded = await loadScenario(path.join(ROOT, 'scenarios/bank-scam'));
  const variant = makeVariant(loaded, { form: 'junior-b', seed: 's', lang: 'python', rows: { holdout: 10 } });
  const wanted = { ...variant.files, 'train.csv': variant.trainCsv, 'brief.md': loaded.brief };
  expect(readdirSync(out).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, text] of Object.entries(wanted))
    expect(readFileSync(path.join(out, name), 'utf8') === text, name).toBe(true);
});

it('[SN19] a mistake ends with exit code 1 and says what', async () => {
  const failed = await scenario('render', 'bank-scam', '--form', 'nope', '--seed', 's').catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('bank-scam has no form "nope"') });
});
