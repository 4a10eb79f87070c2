import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { afterAll, expect, it } from 'vitest';
import { published } from '../../../scenarios/kit/data/source.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { referenceFiles, renderFiles } from '../../../scenarios/kit/render/files.ts';
import { makeVariant } from '../../../scenarios/kit/render/variant.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const out = mkdtempSync(path.join(tmpdir(), 'rendered-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const scenario = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'scenarios/kit/cli.ts', ...args], { cwd: ROOT });

it('[SN19] list names every scenario with its forms', async () => {
  const listed = JSON.parse((await scenario('list', '--json')).stdout) as { slug: string; forms: string[] }[];
  const bank = listed.find((one) => one.slug === 'bank-scam');
  expect(bank).toMatchObject({ languages: ['python', 'typescript'], measured: true, staleAfter: expect.any(String) });
  expect(bank?.forms).toContain('senior-a');
});

it('[SN19] render writes the files of the variant, its training data and the brief, and nothing else', async () => {
  await scenario('render', 'bank-scam', '--form', 'junior-b', '--seed', 's', '--out', out);
  const loaded = await loadScenario(path.join(ROOT, 'scenarios/bank-scam'));
  const variant = makeVariant(loaded, {
    form: 'junior-b',
    source: published('s'),
    language: 'python',
    rows: { holdout: 10 },
  });
  const wanted = { ...variant.files, 'train.csv': variant.trainCsv, 'brief.md': loaded.brief };
  expect(readdirSync(out).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, text] of Object.entries(wanted))
    expect(readFileSync(path.join(out, name), 'utf8') === text, name).toBe(true);
});

it('[SN72] render writes the files with every bug fixed, with chosen ones, and solved', async () => {
  const loaded = await loadScenario(path.join(ROOT, 'scenarios/bank-scam'));
  const render = async (...how: string[]) => {
    await scenario('render', 'bank-scam', ...how, '--seed', 's', '--out', out);
    return readFileSync(path.join(out, 'features.py'), 'utf8');
  };
  const files = (bugs: string[]) => renderFiles(loaded, scaffoldOf('python'), new Set(bugs))['features.py'];
  expect(await render('--clean')).toBe(files([]));
  expect(await render('--bugs', 'late-column')).toBe(files(['late-column']));
  expect(await render('--reference')).toBe(referenceFiles(loaded, scaffoldOf('python'))['features.py']);
  const both = await scenario('render', 'bank-scam', '--clean', '--reference').catch((error: unknown) => error);
  expect(both).toMatchObject({ code: 1, stderr: expect.stringContaining('say one of --form') });
});

it('[SN71] every command says what it does, takes --json and names its exit codes', async () => {
  const { stdout } = await scenario('--help');
  expect(stdout).toMatch(/Exit codes: 0 /);
  const folder = path.join(ROOT, 'scenarios/kit/commands');
  const program = new Command();
  for (const name of readdirSync(folder)) {
    const module = (await import(path.join(folder, name))) as { register?: (to: Command) => void };
    module.register?.(program);
  }
  expect(program.commands.length).toBeGreaterThan(9);
  for (const command of program.commands) {
    expect(stdout).toContain(`  ${command.name()} `);
    expect(command.description(), command.name()).not.toBe('');
    expect(command.helpInformation(), command.name()).toContain('--json');
  }
});

it('[SN19] a mistake ends with exit code 1 and says what', async () => {
  const failed = await scenario('render', 'bank-scam', '--form', 'nope', '--seed', 's').catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('bank-scam has no form "nope"') });
});

it('[SN71] effects of a scaffold that does not exist are not measured: exit code 2', async () => {
  const asked = ['effects', 'bank-scam', '--framework', 'nope', '--seeds', 'a', '--holdout', '100'];
  const failed = await scenario(...asked).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining('bank-scam has no scaffold python-nope') });
});
