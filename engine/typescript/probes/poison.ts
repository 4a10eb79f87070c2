/** poison: what is learned before validation must not move when the validation rows do. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { hasColumn, take } from '../official/rows.ts';
import { inverted, poisoned, withColumn } from './change.ts';
import { difference, type Marks, marks } from './compare.ts';
import type { Session, Split } from './runs.ts';
import { judged, short, type Verdict } from './verdict.ts';

/** Relative change that counts; seeded fits repeat exactly, so a clean pipeline is at 0. */
const MOVED = 1e-6;

/** Changes numbers and labels of the validation rows; prep, and the model before tune, must not move. */
export async function poison(session: Session, probe: ProbeOf<'poison'>): Promise<Verdict> {
  const base = await session.base(probe.rows);
  const fitted = await session.fitted(probe.rows);
  const { id, label } = session.config;
  const skip = new Set([id, label, ...probe.except]);
  const how = { factor: probe.factor, columns: new Set(probe.columns), skip, bytes: new Set(probe.bytes) };
  const changed = poisoned(base.valid, how);
  const valid = probe.labels ? withColumn(changed, label, turned(session.labels(base.valid))) : changed;
  const after = await session.fit(base.train, valid, { tune: false });
  const prep = difference(fitted.prepMarks, after.prepMarks);
  if (prep.moved > MOVED) return alarm('what prepare returns', prep);
  if (difference(fitted.modelMarks, after.modelMarks).moved > MOVED) {
    // A model may hold times or random draws: what changes without an intervention proves nothing.
    const again = await session.fit(base.train, base.valid, { tune: false });
    const isStable = (path: string): boolean =>
      difference(only(fitted.modelMarks, path), only(again.modelMarks, path)).moved === 0;
    const stable = new Map([...fitted.modelMarks].filter(([path]) => isStable(path)));
    const model = difference(stable, new Map([...after.modelMarks].filter(([path]) => stable.has(path))));
    if (model.moved > MOVED) return alarm('what fit returns', model);
  }
  const loaded = await loading(session, base, probe, skip);
  if (loaded.moved > MOVED) return alarm('the training rows that load returns', loaded);
  return judged(false, loaded.moved, MOVED, 'changed validation rows leave what is fitted where it was');
}

function only(all: Marks, path: string): Marks {
  const value = all.get(path);
  return new Map(value === undefined ? [] : [[path, value]]);
}

function alarm(what: string, { moved, path }: { moved: number; path: string }): Verdict {
  return judged(true, moved, MOVED, `changed validation rows move ${what}: ${path} by ${short(moved)} of its size`);
}

/** The same labels at other rows: moved by half their number, then reversed, so that few rows get the same label. */
export function turned(labels: readonly unknown[]): unknown[] {
  const half = labels.length - Math.floor(labels.length / 2);
  return [...labels.slice(half), ...labels.slice(0, half)].reverse();
}

/** Whether numbers of the validation rows reach the training rows inside `load`. */
async function loading(
  session: Session,
  { table, loaded, valid }: Split,
  probe: ProbeOf<'poison'>,
  skip: ReadonlySet<string>,
): Promise<{ moved: number; path: string }> {
  const { id } = session.config;
  if (!hasColumn(loaded, id)) return { moved: 0, path: '' };
  const held = new Set(session.ids(valid));
  const ids = table.ids(id);
  let changed = table;
  for (const name of table.header) {
    if (skip.has(name) || (probe.columns.length > 0 && !probe.columns.includes(name))) continue;
    const change = (cell: string): string => (probe.bytes.includes(name) ? inverted(cell) : times(cell, probe.factor));
    const cells = table.column(name).map((cell, i) => (held.has(ids[i] as string) ? change(cell) : cell));
    changed = changed.changed(name, cells);
  }
  const after = await session.load(changed);
  const places = new Map(session.ids(loaded, 'load').map((key, at) => [key, at]));
  const now = new Map(session.ids(after, 'load').map((key, at) => [key, at]));
  const kept = [...places.keys()].filter((key) => !held.has(key) && now.has(key));
  const rowsOf = (rows: unknown, from: ReadonlyMap<string, number>): Promise<Marks> =>
    marks(
      take(
        rows,
        kept.map((key) => from.get(key) as number),
      ),
      'rows',
    );
  return difference(await rowsOf(loaded, places), await rowsOf(after, now));
}

/** A cell that is a plain number times the factor; 0 and 1 stay what they are, as flags. */
function times(cell: string, factor: number): string {
  const number = Number(cell);
  return cell.trim() === '' || !Number.isFinite(number) || number === 0 || number === 1
    ? cell
    : String(number * factor);
}
