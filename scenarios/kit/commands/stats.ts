/** `stats`: what past interviews say about a scenario. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { LogResponse, UnreadableInterview } from '../../../protocol/api.ts';
import { interviewStats, type ScenarioStats, type Spread } from '../log/interviewStats.ts';
import { loadScenario } from '../read/load.ts';
import { columns } from '../text/columns.ts';
import { print, rootOf } from './options.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

interface Flags {
  from?: string[];
  dataDir?: string;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('stats <slug>')
    .description('solve rate and time per bug, score spread and honesty gap of past interviews; no names')
    .option('--from <files...>', 'exports of interviews (export.json) instead of a store')
    .option('--data-dir <folder>', 'folder of the store; default: DATA_DIR or ./data, or the database of DATABASE_URL')
    .option('--json', 'print a JSON object')
    .action(async (slug: string, flags: Flags, command: Command) => {
      if (flags.from && flags.dataDir) throw new Error('say --from or --data-dir, not both');
      const scenario = await loadScenario(path.join(rootOf(command), slug));
      const { logs, unreadable } = flags.from
        ? { logs: flags.from.map(readExport), unreadable: [] }
        : await readStore(slug, flags.dataDir);
      const stats = interviewStats(scenario, logs);
      if (flags.json) print(JSON.stringify({ ...stats, unreadable }));
      else print([statsText(stats, scenario.spec.metric.digits), ...unreadableText(unreadable)].join('\n'));
    });
}

function readExport(file: string): LogResponse {
  const given = JSON.parse(readFileSync(file, 'utf8')) as Partial<LogResponse>;
  if (!Array.isArray(given.entries)) throw new Error(`${file} is no export of an interview`);
  return given as LogResponse;
}

/** An interview of the store that is counted nowhere, whatever its scenario; without its title, which may name somebody. */
type Unread = Pick<UnreadableInterview, 'id' | 'unreadable'>;

/** Starts the server's reader as a process: scenarios import nothing of the server. */
async function readStore(slug: string, dataDir?: string): Promise<{ logs: LogResponse[]; unreadable: Unread[] }> {
  const { DATA_DIR, DATABASE_URL } = process.env;
  const question = {
    slug,
    dataDir: path.resolve(dataDir ?? (DATA_DIR || path.join(PROJECT, 'data'))),
    databaseUrl: dataDir === undefined && DATABASE_URL ? DATABASE_URL : null,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/exports.ts'], { cwd: PROJECT });
  child.stdin.end(JSON.stringify(question));
  const [printed, wrong, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(wrong.trim());
  const lines = printed
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogResponse | UnreadableInterview);
  return {
    logs: lines.flatMap((line) => ('entries' in line ? [line] : [])),
    unreadable: lines.flatMap((line) => ('unreadable' in line ? [{ id: line.id, unreadable: line.unreadable }] : [])),
  };
}

/** Which interviews of the store are counted nowhere. */
function unreadableText(unreadable: readonly Unread[]): string[] {
  if (unreadable.length === 0) return [];
  return [
    '',
    'These interviews of the store cannot be read, whatever their scenario, and are counted nowhere:',
    ...unreadable.map(({ id, unreadable: reason }) => `  ${id}: ${reason}`),
  ];
}

function statsText({ slug, counted, skipped, versions, bugs, forms }: ScenarioStats, digits: number): string {
  const spread = (given: Spread | null, places: number) =>
    given ? `${given.median.toFixed(places)} (${given.least.toFixed(places)} to ${given.most.toFixed(places)})` : '';
  const left = Object.entries(skipped).map(([why, count]) => `${count} ${why}`);
  return [
    `${counted} interviews of ${slug} counted${left.length > 0 ? `; not counted: ${left.join(', ')}` : ''}`,
    ...(counted === 0
      ? []
      : [
          `versions: ${Object.entries(versions)
            .map(([version, count]) => `${version} (${count})`)
            .join(', ')}`,
          '',
          columns([
            ['bug', 'planted', 'fixed', 'changed', 'open', 'minutes until gone'],
            ...bugs.map((bug) => [
              bug.bug,
              ...[bug.planted, bug.fixed, bug.changed, bug.open].map(String),
              spread(bug.minutes, 0),
            ]),
          ]),
          '',
          columns([
            [
              'form',
              'language',
              'interviews',
              'last public score',
              'last final score',
              'targets reached',
              'honesty gap',
              'minutes',
            ],
            ...forms.map((form) => [
              form.form,
              form.language,
              String(form.interviews),
              spread(form.public, digits),
              spread(form.final, digits),
              form.targets.map(targetText).join(', '),
              spread(form.honestyGap, digits),
              spread(form.minutes, 0),
            ]),
          ]),
          '',
          'Spreads are median (least to most). Fixes are told from the text of the files at runs, scores and the end: fixed where',
          'the faulty lines are gone and the scenario’s own fix stands there, changed where they are gone and something else does.',
        ]),
  ].join('\n');
}

/** `sound 3 of 4`; interviews from when there was one target have no name for it. */
const targetText = ({ name, reached, of }: ScenarioStats['forms'][number]['targets'][number]): string =>
  `${name === 'only' ? '' : `${name} `}${reached} of ${of}`;
