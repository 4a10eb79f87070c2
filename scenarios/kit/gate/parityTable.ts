/** How equal the languages of a scenario are: the same cases side by side, from what was measured last. */
import type { Expected, MeasuredRun } from '../read/expectedFile.ts';
import { columns } from '../text/columns.ts';

/** A case in one language: means over the measured seeds, in the unit of the metric. */
interface ParitySide {
  hidden: number;
  /** Hidden minus the clean scaffold's. */
  diff: number;
  /** Standard deviation of `diff`: that of its mean over seeds, from the paired ones. */
  sd: number;
  weights: number;
}

export interface ParityRow {
  /** `clean`, `reference`, a form, or `bug:` and a bug's id. */
  case: string;
  python: ParitySide | null;
  typescript: ParitySide | null;
  /** `one language`: it exists in one only. `differs`: the effects are further apart than their noise and a third of the larger one. */
  verdict: 'equal' | 'differs' | 'one language';
}

/** Differences within so many standard deviations are noise. */
const NOISE = 3;
/** Two scaffolds are two programs: their networks start and shuffle differently. Effects within this share are called equal. */
const SHARE = 1 / 3;

function sideOf(runs: readonly MeasuredRun[]): ParitySide | null {
  const n = runs.length;
  if (n === 0) return null;
  const mean = (of: (run: MeasuredRun) => number) => runs.reduce((sum, run) => sum + of(run), 0) / n;
  return {
    hidden: mean((run) => run.hidden),
    diff: mean((run) => run.diff),
    sd: Math.sqrt(runs.reduce((sum, run) => sum + run.sd ** 2, 0)) / n,
    weights: Math.max(...runs.map((run) => run.weights)),
  };
}

function verdictOf(python: ParitySide | null, typescript: ParitySide | null): ParityRow['verdict'] {
  if (!python || !typescript) return 'one language';
  const apart = Math.abs(python.diff - typescript.diff);
  const noise = NOISE * Math.hypot(python.sd, typescript.sd);
  const larger = Math.max(Math.abs(python.diff), Math.abs(typescript.diff));
  return apart <= Math.max(noise, SHARE * larger) ? 'equal' : 'differs';
}

/** The scaffolds of the languages side by side: the cases of Python in their order, then those of TypeScript alone. */
export function parityTable({ runs }: Expected): ParityRow[] {
  const own = runs.filter((run) => run.framework === undefined);
  const of = (language: string, name: string) => own.filter((run) => run.language === language && run.case === name);
  return [...new Set(own.map((run) => run.case))].map((name) => {
    const [python, typescript] = [sideOf(of('python', name)), sideOf(of('typescript', name))];
    return { case: name, python, typescript, verdict: verdictOf(python, typescript) };
  });
}

const HEAD = ['case', 'python hidden', 'diff', 'sd', 'weights', 'typescript hidden', 'diff', 'sd', 'weights', ''];

/** The table as plain text. */
export function formatParity(rows: readonly ParityRow[]): string {
  const cells = (side: ParitySide | null): string[] =>
    side
      ? [side.hidden.toFixed(3), side.diff.toFixed(3), side.sd.toFixed(3), String(side.weights)]
      : ['-', '-', '-', '-'];
  const lines = [HEAD, ...rows.map((row) => [row.case, ...cells(row.python), ...cells(row.typescript), row.verdict])];
  return columns(lines);
}
