/** The short form of `npm run chaos`, on both stores. */
import { expect, test } from 'vitest';
import { libsqlHost, postgresHost } from '../support/chaos/host.ts';
import { runLedger } from '../support/chaos/ledger.ts';
import { NO_CLUSTER } from '../support/postgres/tools.ts';
import { NIGHTLY, SEED } from '../support/seed.ts';

const STORES = [
  { store: 'the embedded store', open: async () => libsqlHost(), skip: null, rounds: NIGHTLY ? 60 : 20 },
  { store: 'PostgreSQL', open: postgresHost, skip: NO_CLUSTER, rounds: NIGHTLY ? 60 : 3 },
];

for (const { store, open, skip, rounds } of STORES) {
  if (skip !== null) console.warn(`SKIPPED: kill -9 on ${store}: ${skip}`);
  test.skipIf(skip !== null)(
    `[RM17] what was acknowledged survives kill -9 of the server, everybody agrees afterwards, nothing is there twice (${skip ?? store})`,
    { timeout: 600_000 },
    async () => {
      const host = await open();
      try {
        const report = await runLedger({ host, rounds, seed: SEED });
        expect(report.faults, `seed ${SEED}`).toEqual([]);
        expect(report.rounds).toBe(rounds);
        expect(report.acknowledged, `seed ${SEED}`).toBeGreaterThan(rounds * 3);
      } finally {
        await host.remove();
      }
    },
  );
}
