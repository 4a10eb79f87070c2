/** `check`: the gate. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { folderCache, memoryCache } from '../gate/cache.ts';
import { bugParity, formatBugParity, formatTable, tableOf } from '../gate/caseTable.ts';
import { formatComplaint } from '../gate/complaint.ts';
import { type GateReport, gate } from '../gate/gate.ts';
import { createProgress } from '../gate/progress.ts';
import { quickSeed } from '../gate/quickSeed.ts';
import { RULES } from '../gate/ruleList.ts';
import { type Expected, expectedSchema, expectedText } from '../read/expectedFile.ts';
import { commaList, KIT, positive, print, rootOf } from './options.ts';

interface Flags {
  quick?: boolean;
  cheap?: boolean;
  some?: boolean;
  seeds?: string[];
  seed?: string;
  scaffolds?: string[];
  holdout?: number;
  processes: number;
  write?: boolean;
  cache: boolean;
  json?: boolean;
}

const SEEDS = [1, 2, 3, 4, 5].map((n) => `effect-${n}`);
const HELP = `
Exit codes: 0 every scenario passes, 1 a rule is broken, 2 something could not be measured.
What was measured is kept by its content in .cache/gate: what has not changed is not measured again.

Rules:
${Object.entries(RULES)
  .map(([name, { id, about }]) => `  ${id}  ${name.padEnd(14)}${about}`)
  .join('\n')}`;

export function register(program: Command): void {
  program
    .command('check [slugs...]')
    .description(
      'the gate: everything that a scenario must be before it is published; all scenarios where none is named',
    )
    .option('--quick', 'one seed, each bug alone, few hold-out rows')
    .option('--some', 'with --quick: four bugs of a scaffold, other ones with each seed: what npm test asks')
    .option('--cheap', 'only the rules that read; nothing is run')
    .option('--seeds <list>', `seeds, by commas; default: those of expected.json and ${SEEDS.join()}`, commaList)
    .option('--seed <text>', 'the one seed; with --quick it changes with the day of the week otherwise')
    .option('--scaffolds <list>', 'only these scaffolds (python, python-torch, typescript)', commaList)
    .option('--holdout <rows>', 'hold-out rows; default: what public scores rest on', positive)
    .option('--processes <number>', 'interpreters at a time, about 1 GB each', positive, 2)
    .option('--write', 'keep what was measured, with hashes of what it rests on, in expected.json')
    .option('--no-cache', 'measure everything anew')
    .option('--json', 'one JSON object')
    .addHelpText('after', HELP)
    .action(async (slugs: string[], flags: Flags, command: Command) => {
      const root = rootOf(command);
      const folders = (slugs.length > 0 ? slugs : slugsIn(root)).map((slug) => folderOf(root, slug));
      const { quick = false, some = false, cheap = false, write = false } = flags;
      if (some && !quick) throw new InvalidArgumentError('--some goes with --quick; the full gate asks all bugs');
      if (write && (quick || cheap)) throw new InvalidArgumentError('--write keeps what the full gate has measured');
      const cache = flags.cache ? folderCache(path.join(KIT, '../../.cache/gate')) : memoryCache();
      const progress = createProgress(process.stderr);
      const reports = [];
      for (const folder of folders) {
        const { scaffolds, holdout, processes } = flags;
        const report = await gate(folder, {
          seeds: seedsFor(folder, flags),
          quick,
          some,
          cheap,
          scaffolds,
          holdout,
          processes,
          cache,
          writing: write,
          onProgress: progress.report,
        });
        progress.end();
        if (write && report.expected) writeFileSync(path.join(folder, 'expected.json'), expectedText(report.expected));
        if (flags.json) reports.push(await jsonOf(report));
        else print(await textOf(report));
        if (!report.passed) process.exitCode = 1;
      }
      if (flags.json) print(JSON.stringify({ passed: process.exitCode !== 1, scenarios: reports }));
    });
}

/** Seeds that are in expected.json are measured again: targets of interviews with them rest on them. */
function seedsFor(folder: string, { quick, seed, seeds }: Flags): string[] {
  if (seed !== undefined) return [seed];
  if (seeds !== undefined) return seeds;
  if (quick) return [quickSeed()];
  return [...new Set([...(measuredIn(folder)?.runs.map((run) => run.seed) ?? []), ...SEEDS])];
}

/** Null where nothing was measured, or where the file is wrong, which the gate reports. */
function measuredIn(folder: string): Expected | null {
  try {
    return expectedSchema.parse(JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')));
  } catch {
    return null;
  }
}

function slugsIn(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'scenario.yaml')))
    .map(({ name }) => name)
    .sort();
}

/** @throws InvalidArgumentError for what is no name of a folder there */
function folderOf(root: string, slug: string): string {
  const folder = path.join(root, slug);
  if (path.dirname(folder) !== path.resolve(root) || !existsSync(folder))
    throw new InvalidArgumentError(`there is no scenario "${slug}" in ${root}`);
  return folder;
}

async function jsonOf(report: GateReport): Promise<object> {
  const { slug, seeds, passed, complaints } = report;
  const listed = complaints.map((complaint) => ({ ...complaint, id: RULES[complaint.rule].id }));
  return { slug, seeds, passed, complaints: listed, cases: await tableOf(report), parity: await bugParity(report) };
}

async function textOf(report: GateReport): Promise<string> {
  const { slug, seeds, passed, complaints } = report;
  const errors = complaints.filter(({ level }) => level === 'error').length;
  const verdict = passed ? 'passes' : `${errors} ${errors === 1 ? 'rule is' : 'times a rule is'} broken`;
  const rows = await tableOf(report);
  const parts = [
    rows.length > 0 ? formatTable(rows) : '',
    await formatBugParity(report),
    complaints.map(formatComplaint).join('\n'),
    `${slug}: ${verdict} (seeds ${seeds.join(', ')})`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
