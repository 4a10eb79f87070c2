/**
 * npm run nightly [-- --install-browsers] [--seed N]: the long forms of the tests, with seeds that change each day, and the bench.
 * Takes hours. Closes with the same line as `npm test`; the seed is printed, and `--seed` makes a run again.
 */
import { build } from './build.mjs';
import { findChromium, installOtherEngines } from './chromium.mjs';
import { prepareRuntime } from './runtime.mjs';
import { checkNode, ensureInstalled, main, PlainError, readFlags, run, runTs, say } from './steps.mjs';
import { MINUTE, Suite, TIERS } from './suite.mjs';

const HELP = `npm run nightly -- [options]
  --seed N            the seed of everything that is drawn; the number of today's day without it
  --rounds N          rounds of killing the server, default 200
  --install-browsers  install Firefox and WebKit (Debian, as root), in which the room is tried too`;
const OPTIONS = {
  seed: { type: 'string' },
  rounds: { type: 'string', default: '200' },
  'install-browsers': { type: 'boolean' },
};

await main(async () => {
  checkNode();
  const flags = readFlags(OPTIONS, HELP);
  const seed = Number(flags.seed ?? Math.floor(Date.now() / 86_400_000));
  if (!Number.isSafeInteger(seed) || seed < 0) throw new PlainError(`--seed takes a whole number\n${HELP}`);
  await ensureInstalled();
  await prepareRuntime();
  const chromium = await findChromium();
  say(`Chromium: ${chromium}`);
  if (flags['install-browsers']) await installOtherEngines();
  say(`Seed: ${seed} (npm run nightly -- --seed ${seed} makes this run again)`);
  const env = {
    CHROMIUM_PATH: chromium,
    CI: process.env.CI ?? '1',
    HOLDOUT_NIGHTLY: '1',
    HOLDOUT_SEED: String(seed),
    PROBE_SEEDS: 'all',
  };
  const suite = new Suite();
  const built = await suite.check('build', async () => {
    await build();
    return true;
  });
  for (const tier of TIERS) {
    await suite.vitest(tier, { env, args: ['--testTimeout=600000'], limit: 120 * MINUTE });
    if (tier === 'browser' && built) await suite.playwright({ env, limit: 60 * MINUTE });
  }
  const chaos = ['--rounds', flags.rounds, '--seed', String(seed)];
  await suite.check(
    'server killed under load (chaos)',
    async () => (await runTs('tests/support/chaos/main.ts', chaos, { stdout: 1, limit: 60 * MINUTE })) === 0,
  );
  await suite.check(
    'server and PostgreSQL killed under load (chaos)',
    async () =>
      (await runTs('tests/support/chaos/main.ts', [...chaos, '--store', 'postgres'], {
        stdout: 1,
        limit: 60 * MINUTE,
      })) === 0,
  );
  await suite.check(
    'bench',
    async () =>
      (await run(process.execPath, ['--import', 'tsx', 'bench/main.ts'], {
        env: { CHROMIUM_PATH: chromium },
        stdout: 1,
        limit: 120 * MINUTE,
      })) === 0,
  );
  say(`\nSeed of this run: ${seed}`);
  return suite.close();
});
