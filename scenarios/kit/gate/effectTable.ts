/**
 * The effect table: what each bug, each form and the test-solve do to the reported and to the hidden metric. It is a view of
 * what the gate measures; `expected.json` holds its rows.
 */
import type { MeasuredRun } from '../read/expectedFile.ts';
import { columns } from '../text/columns.ts';
import type { Measured } from './measured.ts';

/** A row of the table; `secondary` holds the other metrics by name. */
export interface EffectRun extends MeasuredRun {
  reach: number;
  /** Seconds of `fit` on this machine; not stored in expected.json. */
  fitSeconds: number;
  secondary: Record<string, number>;
}

/** Names of the rows, and of the cases that were run for them: two forms with the same bugs share one. */
export function tableRows({ plan }: Measured): { name: string; of: string }[] {
  return [
    { name: 'clean', of: 'clean' },
    ...plan.bugs.map((id) => ({ name: `bug:${id}`, of: `bug:${id}` })),
    ...plan.forms.map(({ form, name }) => ({ name: form.id, of: name })),
    { name: 'reference', of: 'reference' },
  ];
}

/** The rows of one scaffold, seeds apart. Cases without an official run, or whose run failed, are left out. */
export async function effectRuns(measured: Measured): Promise<EffectRun[]> {
  const { language, framework } = measured.plan.scaffold;
  const found: EffectRun[] = [];
  for (const seed of measured.seeds)
    for (const { name, of } of tableRows(measured)) {
      const { official } = measured.of(of, seed);
      const difference = await measured.difference(of, 'clean', seed);
      if (!official || !difference) continue;
      const { reported, hidden, reach, secondary, weights, fitSeconds } = official;
      const naive = await measured.naive(seed);
      const own = framework === null ? {} : { framework };
      const { diff, sd } = difference;
      const scores = { reported, hidden, reach, naive, diff, sd, weights, fitSeconds, secondary };
      found.push({ language, ...own, seed, case: name, ...scores });
    }
  return found;
}

const HEAD = ['seed', 'case', 'reported', 'as', 'hidden', 'diff', 'sd', 'diff/sd'];

/** The table as plain text, one line per run. */
export function formatEffects(runs: readonly EffectRun[]): string {
  return columns([
    [...HEAD, ...Object.keys(runs[0]?.secondary ?? {}), 'weights', 'fit s'],
    ...runs.map((run) => [
      run.seed,
      run.case,
      run.reported.value.toFixed(3),
      run.reported.name,
      run.hidden.toFixed(3),
      run.diff.toFixed(3),
      run.sd.toFixed(3),
      run.sd > 0 ? (run.diff / run.sd).toFixed(1) : '',
      ...Object.values(run.secondary).map((value) => value.toFixed(3)),
      String(run.weights),
      run.fitSeconds.toFixed(2),
    ]),
  ]);
}
