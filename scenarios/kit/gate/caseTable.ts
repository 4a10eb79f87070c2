/** What the gate prints at the end: a table a scaffold, and the languages side by side. */
import { meanOf } from '../measure/scorer.ts';
import { columns } from '../text/columns.ts';
import { effectRuns } from './effectTable.ts';
import type { GateReport } from './gate.ts';
import type { Measured } from './measured.ts';
import { formatParity, parityTable } from './parityTable.ts';
import { alarmsIn } from './verdicts.ts';

/** A case of a scaffold over all seeds. Numbers of a metric are means, null where no official run was asked for. */
interface TableRow {
  scaffold: string;
  case: string;
  /** Probes that alarmed, and on how many seeds where not on all. */
  alarms: string[];
  hidden: number | null;
  /** Against the clean scaffold, and its paired deviation in the mean of the seeds. */
  diff: number | null;
  sd: number | null;
  weights: number | null;
  /** Of the quickest fit. */
  fitSeconds: number | null;
}

/** The rows of everything that was measured. */
export async function tableOf({ measured }: GateReport): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for (const scaffold of measured)
    for (const { name } of scaffold.plan.cases) {
      const results = scaffold.seeds.map((seed) => scaffold.of(name, seed));
      const official = results.flatMap((result) => result.official ?? []);
      const differences = (
        await Promise.all(scaffold.seeds.map((seed) => scaffold.difference(name, 'clean', seed)))
      ).filter((difference) => difference !== null);
      const some = official.length > 0;
      const deviation = Math.sqrt(differences.reduce((sum, { sd }) => sum + sd ** 2, 0)) / differences.length;
      rows.push({
        scaffold: scaffold.plan.scaffold.name,
        case: name,
        alarms: alarmsOver(scaffold, name),
        hidden: some ? meanOf(official.map(({ hidden }) => hidden)) : null,
        diff: differences.length > 0 ? meanOf(differences.map(({ diff }) => diff)) : null,
        sd: differences.length > 0 ? deviation : null,
        weights: some ? Math.max(...official.map(({ weights }) => weights)) : null,
        fitSeconds: some ? Math.min(...official.map(({ fitSeconds }) => fitSeconds)) : null,
      });
    }
  return rows;
}

const HEAD = ['scaffold', 'case', 'hidden', 'diff', 'sd', 'weights', 'fit s', 'alarms'];

/** The rows as plain text. */
export function formatTable(rows: readonly TableRow[]): string {
  const digits = (value: number | null, count: number) => (value === null ? '-' : value.toFixed(count));
  return columns([
    HEAD,
    ...rows.map(({ scaffold, case: name, alarms, hidden, diff, sd, weights, fitSeconds }) => [
      scaffold,
      name,
      digits(hidden, 3),
      digits(diff, 3),
      digits(sd, 3),
      weights === null ? '-' : String(weights),
      digits(fitSeconds, 2),
      alarms.join(', '),
    ]),
  ]);
}

/** A bug in the scaffolds of both languages; `differs` where alarms or effects do, `one language` where it is declared in one. */
interface BugParity {
  case: string;
  python: string[] | null;
  typescript: string[] | null;
  verdict: 'equal' | 'alarms differ' | 'effects differ' | 'one language';
}

/** The scaffolds of the languages compared, bug by bug; nothing where only one of them was measured. */
export async function bugParity({ measured }: GateReport): Promise<BugParity[]> {
  const own = measured.filter(({ plan }) => plan.scaffold.framework === null);
  if (own.length < 2) return [];
  const runs = (await Promise.all(own.map(effectRuns))).flat();
  const effects = new Map(parityTable({ holdout: 1, runs }).map((row) => [row.case, row.verdict]));
  const names = [...new Set(own.flatMap(({ plan }) => plan.bugs.map((id) => `bug:${id}`)))];
  return names.map((name) => {
    const of = (language: string) => {
      const side = own.find(({ plan }) => plan.scaffold.language === language);
      return side?.plan.bugs.includes(name.slice('bug:'.length)) ? alarmsOver(side, name) : null;
    };
    const [python, typescript] = [of('python'), of('typescript')];
    let verdict: BugParity['verdict'] = effects.get(name) === 'differs' ? 'effects differ' : 'equal';
    if (!python || !typescript) verdict = 'one language';
    else if (python.join() !== typescript.join()) verdict = 'alarms differ';
    return { case: name, python, typescript, verdict };
  });
}

/** Alarms side by side, and below them the effects. */
export async function formatBugParity(report: GateReport): Promise<string> {
  const rows = await bugParity(report);
  if (rows.length === 0) return '';
  const cell = (alarms: string[] | null) => (alarms === null ? '-' : alarms.join(', ') || 'none');
  const lines = rows.map((row) => [row.case, cell(row.python), cell(row.typescript), row.verdict]);
  const runs = (await Promise.all(report.measured.map(effectRuns))).flat();
  const effects = runs.length > 0 ? `\n\n${formatParity(parityTable({ holdout: 1, runs }))}` : '';
  return `${columns([['bug', 'alarms in python', 'alarms in typescript', ''], ...lines])}${effects}`;
}

function alarmsOver({ seeds: all, of }: Measured, name: string): string[] {
  const seeds = all.filter((seed) => of(name, seed).probes.length > 0);
  const counts = new Map<string, number>();
  for (const seed of seeds) for (const id of alarmsIn(of(name, seed))) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => (count === seeds.length ? id : `${id} (${count}/${seeds.length})`));
}
