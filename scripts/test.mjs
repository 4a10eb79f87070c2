// npm test: everything, on a fresh clone. The last line is the count; the exit code is not zero when anything failed.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { prepareRuntime } from './runtime.mjs';
import { checkNode, ensureInstalled, main, ROOT, run, say, Told } from './steps.mjs';

const MINUTE = 60_000;
const RESULTS = join(ROOT, '.cache/test');
const total = { passed: 0, failed: 0, skipped: 0 };

const bin = (path) => join(ROOT, 'node_modules', path);

/** A step that is one check: right or wrong. */
async function check(title, body) {
  say(`\n== ${title}`);
  let right = false;
  try {
    right = await body();
  } catch (error) {
    if (!(error instanceof Told)) throw error;
    say(error.message);
  }
  if (!right) {
    total.failed += 1;
    say(`${title}: FAILED`);
  }
  return right;
}

/** A step that counts its own tests into a JSON file. One that fails without a failed test counts as one. */
async function suite(title, file, args, env, limit, read) {
  say(`\n== ${title}`);
  const results = join(RESULTS, file);
  rmSync(results, { force: true });
  const code = await run(process.execPath, args(results), { env, stdout: 1, limit });
  const counted = existsSync(results)
    ? read(JSON.parse(readFileSync(results, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0 && counted.failed === 0) {
    say(`${title}: FAILED without a failed test (exit code ${code})`);
    counted.failed = 1;
  } else if (counted.passed + counted.failed === 0) {
    say(`${title}: FAILED, no test ran`);
    counted.failed = 1;
  }
  for (const key of Object.keys(total)) total[key] += counted[key];
}

function readVitest(json) {
  // A file that does not load has no tests to fail.
  const broken = json.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length;
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + broken,
    skipped: json.numPendingTests + json.numTodoTests,
  };
}

function readPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

await main(async () => {
  checkNode();
  await ensureInstalled();
  await prepareRuntime();
  const chromium = await findChromium();
  say(`Chromium: ${chromium}`);
  const env = { CHROMIUM_PATH: chromium, CI: process.env.CI ?? '1' };
  await check(
    'types (tsc)',
    async () =>
      (await run(process.execPath, [bin('typescript/bin/tsc'), '--noEmit'], { stdout: 1, limit: 3 * MINUTE })) === 0,
  );
  await check(
    'lint (biome)',
    async () =>
      (await run(process.execPath, [bin('@biomejs/biome/bin/biome'), 'check', '.'], { stdout: 1, limit: MINUTE })) ===
      0,
  );
  // Before the tests: some of them read what is built.
  const built = await check('build', async () => {
    await build();
    return true;
  });
  await suite(
    'tests (vitest)',
    'vitest.json',
    (out) => [bin('vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${out}`],
    env,
    // Twice what a slow machine took: an end for what hangs, not a measure.
    35 * MINUTE,
    readVitest,
  );
  if (built) {
    const args = () => [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'];
    const json = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: join(RESULTS, 'e2e.json') };
    await suite('browser tests (playwright)', 'e2e.json', args, json, 20 * MINUTE, readPlaywright);
  }
  const { passed, failed, skipped } = total;
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
