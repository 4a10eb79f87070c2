/**
 * npm run bench: every measured claim of this folder. `npm run bench -- boot score` runs those only.
 * Prints a table for each and writes bench/results/<date>.json with the raw numbers and the machine they belong to.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Row = Record<string, unknown>;
interface Bench {
  /** Whether a missed goal fails the run; else it is reported only. */
  required?: boolean;
  run?: () => Promise<{ name: string; rows: readonly Row[] }>;
}
interface Outcome {
  name: string;
  rows: readonly Row[];
  seconds: number;
  /** Load average of one minute before the run: what the absolute times are worth. */
  load: number;
  error?: string;
  required?: boolean;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

const asked = process.argv.slice(2);
const names = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'main.ts')
  .map((entry) => entry.name.slice(0, -3))
  .sort();
for (const name of asked) {
  if (names.includes(name)) continue;
  console.error(`there is no benchmark ${JSON.stringify(name)}; there are: ${names.join(', ')}`);
  process.exit(2);
}

const outcomes: Outcome[] = [];
for (const name of asked.length > 0 ? asked : names) {
  const { run, required = false } = (await import(new URL(`${name}.ts`, import.meta.url).href)) as Bench;
  if (!run) continue;
  const started = performance.now();
  const load = Number((loadavg()[0] ?? 0).toFixed(2));
  const seconds = (): number => Math.round((performance.now() - started) / 1000);
  console.log(`\n${name}`);
  try {
    const found = await run();
    console.table(found.rows);
    outcomes.push({ ...found, seconds: seconds(), load, required });
  } catch (error) {
    console.error(error);
    outcomes.push({ name, rows: [], seconds: seconds(), load, error: String(error) });
  }
}

const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGB: Math.round(totalmem() / 1e9),
  node: process.version,
  platform: process.platform,
};
const date = new Date().toISOString();
const folder = join(HERE, 'results');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${date.slice(0, 19).replaceAll(':', '-')}.json`);
writeFileSync(file, `${JSON.stringify({ date, machine, outcomes }, null, 1)}\n`);
console.log(`\nwritten to ${file}`);
const failed = outcomes.filter((outcome) => outcome.error || outcome.rows.some((row) => row.met === false));
if (failed.length > 0) console.log(`goals not met or not measured: ${failed.map(({ name }) => name).join(', ')}`);
process.exit(failed.some(({ error, required }) => error || required) ? 1 : 0);
