/** Seeds that tables of probes are made from: all 20 take minutes per interpreter, so the gate asks four of them. */
import { NIGHTLY } from '../../../support/seed.ts';

const ALL = Array.from({ length: 20 }, (_, i) => i + 1);

/** All of them in `npm run nightly` and `npm run probes` (`PROBE_SEEDS=all`), else four. Printed: a run can be made again. */
export const SEEDS = NIGHTLY || process.env.PROBE_SEEDS === 'all' ? ALL : ALL.filter((seed) => seed % 5 === 0);
console.log(`seeds of the probes' tables: ${SEEDS}`);
