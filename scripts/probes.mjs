/** npm run probes: the tables of the probes over all 20 seeds, of which npm test asks four a day. Takes minutes. */
import { join } from 'node:path';
import { prepareRuntime } from './runtime.mjs';
import { checkNode, ensureInstalled, main, ROOT, run } from './steps.mjs';

await main(async () => {
  checkNode();
  await ensureInstalled();
  await prepareRuntime();
  const args = [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    'tests/unit/engine/probes',
    '--testTimeout=300000',
  ];
  return run(process.execPath, args, { env: { PROBE_SEEDS: 'all' }, stdout: 1, limit: 3_600_000 });
});
