/**
 * The seed of what tests draw: fixed in `npm test`, so that a red run is due to the change; `npm run nightly` sets another one
 * each day (`HOLDOUT_SEED`, printed at its start). Whoever uses it names it in the test's title or message.
 */
export const NIGHTLY = process.env.HOLDOUT_NIGHTLY === '1';

/** A whole number from 0 on. */
export const SEED = NIGHTLY ? Number(process.env.HOLDOUT_SEED ?? 0) : 0;
