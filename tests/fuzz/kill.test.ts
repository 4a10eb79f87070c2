/** The short form of `npm run chaos`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runLedger } from '../support/chaos/ledger.ts';
import { NIGHTLY, SEED } from '../support/seed.ts';

const ROUNDS = NIGHTLY ? 60 : 20;

test('[RM17] what was acknowledged survives kill -9 of the server, everybody agrees afterwards, nothing is there twice', {
  timeout: 600_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdout-kill-'));
  try {
    const report = await runLedger({ dataDir, rounds: ROUNDS, seed: SEED });
    expect(report.faults, `seed ${SEED}`).toEqual([]);
    expect(report.rounds).toBe(ROUNDS);
    expect(report.acknowledged, `seed ${SEED}`).toBeGreaterThan(ROUNDS * 3);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
