/** npm run chaos -- [--rounds 200] [--seed N] [--store postgres]: kills the server under load again and again and checks the ledger. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { libsqlHost, postgresHost } from './host.ts';
import { runLedger } from './ledger.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string' },
    store: { type: 'string', default: 'libsql' },
  },
});
if (values.store !== 'libsql' && values.store !== 'postgres') throw new Error('--store is libsql or postgres');
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const rounds = Number(values.rounds);
if (!Number.isInteger(seed) || !Number.isInteger(rounds) || rounds < 1)
  throw new Error('--rounds and --seed take whole numbers');
const host = values.store === 'postgres' ? await postgresHost() : libsqlHost();
process.stdout.write(`seed ${seed}, ${rounds} rounds on ${values.store}\n`);
try {
  const report = await runLedger({ host, rounds, seed, progress: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
} finally {
  await host.remove();
}
