/** npm run chaos -- [--rounds 200] [--seed N]: kills the server under load again and again and checks the ledger. */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLedger } from './ledger.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const rounds = Number(values.rounds);
if (!Number.isInteger(seed) || !Number.isInteger(rounds) || rounds < 1)
  throw new Error('--rounds and --seed take whole numbers');
const dataDir = mkdtempSync(join(tmpdir(), 'holdout-chaos-'));
process.stdout.write(`seed ${seed}, ${rounds} rounds\n`);
try {
  const report = await runLedger({ dataDir, rounds, seed, progress: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
