/**
 * npm test [-- --install-browsers]: everything, on a fresh clone. The last line is the count; the exit code is not zero when
 * anything failed. Firefox and WebKit are tried where they are installed; --install-browsers installs them.
 */
import { build } from './build.mjs';
import { findChromium, installOtherEngines } from './chromium.mjs';
import { prepareRuntime } from './runtime.mjs';
import { checkNode, ensureInstalled, main, readFlags, say } from './steps.mjs';
import { MINUTE, Suite, TIERS } from './suite.mjs';

const HELP = `npm test -- [options]
  --install-browsers  install Firefox and WebKit (Debian, as root), in which the room is tried too`;

/** An end for what hangs, about three times what a tier takes on two quiet cores. */
const LIMITS = {
  fast: 10 * MINUTE,
  server: 20 * MINUTE,
  interpreters: 25 * MINUTE,
  browser: 15 * MINUTE,
  measured: 30 * MINUTE,
};

await main(async () => {
  checkNode();
  const flags = readFlags({ 'install-browsers': { type: 'boolean' } }, HELP);
  await ensureInstalled();
  await prepareRuntime();
  const chromium = await findChromium();
  say(`Chromium: ${chromium}`);
  if (flags['install-browsers']) await installOtherEngines();
  const env = { CHROMIUM_PATH: chromium, CI: process.env.CI ?? '1' };
  const suite = new Suite();
  await suite.command('types (tsc)', 'typescript/bin/tsc', ['--noEmit'], 3 * MINUTE);
  await suite.command('lint (biome)', '@biomejs/biome/bin/biome', ['check', '.'], MINUTE);
  await suite.command('lint (ruff)', '../scripts/ruff.mjs', [], MINUTE);
  // Before the tests: some of them read what is built.
  const built = await suite.check('build', async () => {
    await build();
    return true;
  });
  for (const tier of TIERS) {
    await suite.vitest(tier, { env, limit: LIMITS[tier] });
    if (tier === 'browser' && built) await suite.playwright({ env, limit: 60 * MINUTE });
  }
  return suite.close();
});
