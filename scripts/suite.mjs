/**
 * Runs tests for `npm test` and `npm run nightly`, counts them, and closes with the minutes per tier, the slowest files, what
 * failed and the line `N passed, N failed[, N skipped]`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PlainError, ROOT, run, say } from './steps.mjs';

export const MINUTE = 60_000;
/** The tiers of tests/tiers.ts, in the order in which they run: what fails soonest comes first. */
export const TIERS = ['fast', 'server', 'interpreters', 'browser', 'measured'];
const RESULTS = join(ROOT, '.cache/test');
const SLOWEST = 5;
/** What a list of failures repeats of a test's error: the rest stands where the test ran. */
const ERROR_LINES = 12;

const bin = (path) => join(ROOT, 'node_modules', path);

/** One command's checks and tests. */
export class Suite {
  #total = { passed: 0, failed: 0, skipped: 0 };
  /** Milliseconds per part: the tiers, and what comes before and after them. */
  #times = new Map();
  /** Every test file with its milliseconds. */
  #files = [];
  /** What failed, each as lines: a log of which only the end was kept still tells. */
  #failures = [];

  /** A step that is one check: right or wrong. @returns whether it was right. */
  async check(title, body) {
    say(`\n== ${title}`);
    let right = false;
    try {
      right = await this.#timed('checks', body);
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      say(error.message);
    }
    if (!right) this.#fail(`${title}: FAILED`);
    return right;
  }

  /** A command of node_modules that is right where its exit code is 0. */
  command(title, path, args, limit) {
    return this.check(
      title,
      async () => (await run(process.execPath, [bin(path), ...args], { stdout: 1, limit })) === 0,
    );
  }

  /** The vitest tests of a tier. */
  vitest(tier, { env = {}, args = [], limit }) {
    const command = (out) => [
      bin('vitest/vitest.mjs'),
      'run',
      `--project=${tier}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${out}`,
      ...args,
    ];
    return this.#suite(tier, `${tier} tests (vitest)`, `${tier}.json`, command, env, limit, readVitest);
  }

  /** The browser tests of tests/e2e. */
  playwright({ env = {}, args = [], limit }) {
    const command = () => [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...args];
    const json = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: join(RESULTS, 'e2e.json') };
    return this.#suite('browser', 'browser tests (playwright)', 'e2e.json', command, json, limit, readPlaywright);
  }

  /** Prints what took how long, then the counts as the last line. @returns the exit code. */
  close() {
    const { passed, failed, skipped } = this.#total;
    const minutes = (ms) => (ms / MINUTE).toFixed(1).padStart(5);
    const sum = [...this.#times.values()].reduce((all, ms) => all + ms, 0);
    const parts = [...this.#times, ['all', sum]].map(([name, ms]) => `${minutes(ms)} min  ${name}\n`);
    const slow = this.#files.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
    const files = slow.map(({ file, ms }) => `${minutes(ms)} min  ${file}\n`);
    process.stdout.write(`\nMinutes per tier\n${parts.join('')}\nSlowest files\n${files.join('')}`);
    if (failed > 0) process.stdout.write(`\nFailed\n${this.#failures.join('\n')}\n`);
    process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    return failed > 0 || passed === 0 ? 1 : 0;
  }

  async #timed(part, body) {
    const started = performance.now();
    try {
      return await body();
    } finally {
      this.#times.set(part, (this.#times.get(part) ?? 0) + performance.now() - started);
    }
  }

  /** A step that counts its tests into a JSON file. One that fails without a failed test counts as one. */
  async #suite(tier, title, file, command, env, limit, read) {
    say(`\n== ${title}`);
    const results = join(RESULTS, file);
    rmSync(results, { force: true });
    const code = await this.#timed(tier, () => run(process.execPath, command(results), { env, stdout: 1, limit }));
    const counted = { passed: 0, failed: 0, skipped: 0, files: [], failures: [] };
    if (existsSync(results)) Object.assign(counted, read(JSON.parse(readFileSync(results, 'utf8'))));
    for (const key of Object.keys(this.#total)) this.#total[key] += counted[key];
    this.#files.push(...counted.files);
    this.#failures.push(...counted.failures);
    if (code !== 0 && counted.failed === 0) this.#fail(`${title}: FAILED without a failed test (exit code ${code})`);
    else if (counted.passed + counted.failed === 0) this.#fail(`${title}: FAILED, no test ran`);
  }

  #fail(sentence) {
    say(sentence);
    this.#total.failed += 1;
    this.#failures.push(sentence);
  }
}

/** A failed test as it stands in the list: file, title, the start of its error. */
function failure(file, title, errors) {
  const error = stripVTControlCharacters(errors.join('\n')).split('\n').slice(0, ERROR_LINES);
  return [`${file}: ${title}`, ...error.map((line) => `    ${line}`)].join('\n');
}

function readVitest(json) {
  // A file that does not load has no tests to fail.
  const broken = json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + broken.length,
    skipped: json.numPendingTests + json.numTodoTests,
    files: json.testResults.map(({ name, startTime, endTime }) => ({
      file: relative(ROOT, name),
      ms: endTime - startTime,
    })),
    failures: [
      ...broken.map(({ name, message }) => failure(relative(ROOT, name), 'does not load', [message])),
      ...json.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) => failure(relative(ROOT, name), fullName, failureMessages)),
      ),
    ],
  };
}

function readPlaywright({ stats, suites, config }) {
  const failures = (suite, file) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ results }) =>
          failure(
            file,
            spec.title,
            results.flatMap((result) => result.errors).map(({ message }) => message ?? ''),
          ),
        ),
    ),
    ...(suite.suites ?? []).flatMap((inner) => failures(inner, file)),
  ];
  const times = (suite) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.flatMap((test) => test.results.map(({ duration }) => duration)),
    ),
    ...(suite.suites ?? []).flatMap(times),
  ];
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    files: suites.map((suite) => ({
      file: relative(ROOT, join(config.rootDir, suite.file)),
      ms: times(suite).reduce((sum, ms) => sum + ms, 0),
    })),
    failures: suites.flatMap((suite) => failures(suite, relative(ROOT, join(config.rootDir, suite.file)))),
  };
}
