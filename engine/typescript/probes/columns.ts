/** learned, matters: what a column has to do with the scores, asked of the fit and of the predictions. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { APART, agree } from './agree.ts';
import { rowsOf } from './predicting.ts';
import type { Session, Split } from './runs.ts';
import type { Table } from './table.ts';
import { CannotTell, judged, type Verdict } from './verdict.ts';

/**
 * A model fitted where the column's values lie at other rows scores like the one that was fitted to the file. Both score rows in
 * which the column is masked, so that a column which predict alone overwrites is still found in what was learned. A column of one
 * value would not do for the fit: whoever scales by its deviation divides by 0.
 */
export async function learned(session: Session, probe: ProbeOf<'learned'>): Promise<Verdict> {
  const base = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  const cell = probe.value === null ? '' : String(probe.value);
  const ids = session.ids(session.some(base.valid, probe.check));
  const cells = base.table.lines.map(() => cell);
  const given = rowsOf(session, await session.load(base.table.changed(probe.column, cells)), ids);
  const other = await session.split(moved(base.table, probe.column));
  const fitted = await session.fit(other.train, other.valid);
  const what = `scores of models fitted with ${probe.column} as in the file and with its values at other rows`;
  const found = await alike(session, probe.tolerance, [model, fitted.model], given, what);
  if (found.verdict === 'alarm') await checkRepeats(session, probe.tolerance, base, model, given);
  return found;
}

/** The table with the cells of a column moved by half its length. */
function moved(table: Table, name: string): Table {
  const cells = table.column(name);
  const half = Math.floor(cells.length / 2);
  return table.changed(name, [...cells.slice(half), ...cells.slice(0, half)]);
}

/** Fits once more to the same rows. @throws CannotTell where the scores differ: then a difference proves nothing. */
async function checkRepeats(session: Session, tolerance: number | null, base: Split, model: unknown, given: unknown) {
  const again = await session.fit(base.train, base.valid);
  const found = await alike(session, tolerance, [model, again.model], given, 'scores of two fits');
  if (found.verdict === 'alarm')
    throw new CannotTell('two fits to the same rows score differently, so nothing can be said of others');
}

function alike(
  session: Session,
  asked: number | null,
  [one, other]: [unknown, unknown],
  given: unknown,
  what: string,
): Promise<Verdict> {
  return agree(session, {
    asked,
    model: one,
    one: (seeded) => session.predict(one, given, { seeded }),
    other: (seeded) => session.predict(other, given, { seeded }),
    what,
  });
}

/** Scores move when the values of the named columns move to other rows; else these columns were left out. */
export async function matters(session: Session, probe: ProbeOf<'matters'>): Promise<Verdict> {
  const base = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  const changed = probe.columns.reduce(moved, base.table);
  const ids = session.ids(session.some(base.valid, probe.check));
  const given = rowsOf(session, base.loaded, ids);
  const other = rowsOf(session, await session.load(changed), ids);
  const found = await agree(session, {
    asked: probe.tolerance,
    model,
    one: (seeded) => session.predict(model, given, { seeded }),
    other: (seeded) => session.predict(model, other, { seeded }),
    what: 'scores',
  });
  const isLeftOut = found.verdict === 'silent';
  if (isLeftOut && found.threshold === APART)
    throw new CannotTell('predict does not repeat itself, and its noise hides what the columns do');
  const names = probe.columns.join(', ');
  const message = isLeftOut ? `no score moves when the values of ${names} move to other rows` : `${names} move scores`;
  return judged(isLeftOut, found.value ?? 0, found.threshold ?? 0, message);
}
