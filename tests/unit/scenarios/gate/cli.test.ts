import { execFile } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { writeBroken } from '../../../support/brokenScenario.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const remove: (() => void)[] = [];
afterAll(() => {
  for (const one of remove) one();
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

async function check(folder: string, ...args: string[]): Promise<Ended> {
  const all = ['--import', 'tsx', 'scenarios/kit/cli.ts', '--scenarios', path.dirname(folder), 'check', ...args];
  const ended = promisify(execFile)(process.execPath, all, { cwd: ROOT });
  return ended.then(
    (told) => ({ ...told, code: 0 }),
    (error: Ended) => error,
  );
}
const copy = (patch: Parameters<typeof writeBroken>[0] = []) => {
  const made = writeBroken(patch);
  remove.push(made.remove);
  return made.folder;
};

it('[GA21] a scenario that passes ends with 0, and --json prints one object', async () => {
  const { code, stdout, stderr } = await check(copy(), '--cheap', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    passed: true,
    scenarios: [{ slug: 'base', passed: true, complaints: [] }],
  });
  expect(stderr).toContain('base: reading\n');
});

it('[GA21] a broken rule ends with 1 and says where, under which rule', async () => {
  const folder = copy([{ file: 'scenario.yaml', find: 'staff: 2}}\n\nstaleAfter', put: 'staff: 9}}\n\nstaleAfter' }]);
  const { code, stdout } = await check(folder, 'base', '--cheap');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^scenarios\/base\/scenario\.yaml:\d+:\d+: rubric\.code expects anchor 9 .*\[GA1 names\]$/m);
});

it('[GA21] an interpreter that cannot work ends with 2', async () => {
  const folder = copy();
  appendFileSync(path.join(folder, 'data.ts'), '\nif (process.send) process.exit(7);\n');
  const { code, stderr } = await check(folder, 'base', '--quick', '--no-cache', '--processes', '1');
  expect(stderr).toContain('process ended with 7');
  expect(code).toBe(2);
});

it.each([['../base'], ['nobody']])('[GA21] %s is no scenario, and nothing outside is read', async (slug) => {
  const { code, stderr } = await check(copy(), slug, '--cheap');
  expect(code).toBe(1);
  expect(stderr).toContain(`there is no scenario "${slug}"`);
});

it.each([[[]], [['--write']]])('[GA21] four bugs are no full gate: --some with %j is refused', async (others) => {
  const { code, stderr } = await check(copy(), 'base', '--some', ...others);
  expect(code).toBe(1);
  expect(stderr).toContain('--some goes with --quick');
});
