/** Seeds that tables of probes are made from. All 20 take minutes an interpreter, so that each day asks four and five days ask all. */

const ALL = Array.from({ length: 20 }, (_, i) => i + 1);
const day = Math.floor(Date.now() / 86_400_000);

/** All of them where `PROBE_SEEDS=all` (`npm run probes`), else today's. Printed: a run can be made again. */
export const SEEDS = process.env.PROBE_SEEDS === 'all' ? ALL : ALL.filter((seed) => seed % 5 === day % 5);
console.log(`seeds of the probes' tables: ${SEEDS}`);
