/** row-id: rows are followed by their id through load and split. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { idKey } from '../official/alignment.ts';
import type { Session, Split } from './runs.ts';
import { counted, FEW_CLASSES } from './table.ts';
import { CannotTell, judged, percent, type Verdict } from './verdict.ts';

type Probe = ProbeOf<'row-id'>;

/** Rows of the file by id, and which of them are where. */
interface Followed extends Split {
  cells: ReadonlyMap<string, readonly string[]>;
  trainIds: readonly string[];
  validIds: readonly string[];
}

/** Overlap of train and valid, time order, lost and doubled rows, labels that left their row. */
export async function rowId(session: Session, probe: Probe): Promise<Verdict> {
  const split = await session.base(null);
  const { id } = session.config;
  const at = split.table.at(id);
  const cells = new Map(split.table.lines.map((line) => [idKey(line[at]), line]));
  const found = { ...split, cells, trainIds: session.ids(split.train), validIds: session.ids(split.valid) };
  const stranger = [...found.trainIds, ...found.validIds].find((key) => !cells.has(key));
  if (stranger !== undefined) {
    throw new CannotTell(`split returns a row with ${id} ${stranger}, which the file does not have`);
  }
  if (probe.time !== null) return inTime(found, probe, probe.time);
  const overlapping = overlap(found, probe, at);
  if (overlapping.verdict === 'alarm' || probe.by !== 'id') return overlapping;
  const checks = [doubled(found), lost(session, found, probe), share(found, probe), labels(session, found)];
  return checks.find(({ verdict }) => verdict === 'alarm') ?? overlapping;
}

function overlap({ table, cells, trainIds, validIds }: Followed, { by, most }: Probe, idAt: number): Verdict {
  const column = by === 'id' || by === 'content' ? -1 : table.at(by);
  const keyOf = (id: string): string => {
    const line = cells.get(id) as readonly string[];
    if (by === 'id') return id;
    return by === 'content' ? JSON.stringify(line.toSpliced(idAt, 1)) : (line[column] as string);
  };
  const known = new Set(trainIds.map(keyOf));
  const part = validIds.filter((id) => known.has(keyOf(id))).length / validIds.length;
  const what =
    by === 'id'
      ? 'are training rows as well'
      : by === 'content'
        ? 'equal a training row'
        : `share their ${by} with one`;
  return judged(part > most, part, most, `${percent(part)} of the validation rows ${what}`);
}

function doubled({ validIds }: Followed): Verdict {
  const part = 1 - new Set(validIds).size / validIds.length;
  return judged(part > 0, part, 0, `${percent(part)} of the validation rows are copies of other ones`);
}

/** Looked at for the rarest label alone: leaving out rows of a common one may be meant. */
function lost(session: Session, { table, trainIds, validIds }: Followed, probe: Probe): Verdict {
  const labels = table.column(session.config.label);
  const counts = [...counted(labels)].sort(([a, n], [b, m]) => n - m || (a < b ? -1 : 1));
  const rarest = counts.length <= FEW_CLASSES ? counts[0]?.[0] : undefined;
  const asked = table.ids(session.config.id).filter((_, at) => rarest === undefined || labels[at] === rarest);
  const there = new Set([...trainIds, ...validIds]);
  const part = asked.filter((id) => !there.has(id)).length / asked.length;
  const which = rarest === undefined ? '' : ` with the label ${rarest}`;
  return judged(part > probe.lost, part, probe.lost, `${percent(part)} of the rows${which} are in neither part`);
}

function share({ sizes }: Followed, { share: [least, most] }: Probe): Verdict {
  const part = sizes.valid / (sizes.train + sizes.valid);
  const threshold = part > most ? most : least;
  return judged(part < least || part > most, part, threshold, `${percent(part)} of the rows are validation rows`);
}

/** Each label of the file must have one counterpart among the labels that split returns. */
function labels(session: Session, { table, cells, train, valid, trainIds, validIds }: Followed): Verdict {
  const at = table.at(session.config.label);
  const pairs = new Map<string, string[]>();
  const note = (rows: unknown, ids: readonly string[]): void => {
    for (const [i, label] of session.labels(rows).entries()) {
      const cell = cells.get(ids[i] as string)?.[at] ?? '';
      const known = pairs.get(String(label));
      if (known) known.push(cell);
      else pairs.set(String(label), [cell]);
    }
  };
  note(train, trainIds);
  note(valid, validIds);
  if (pairs.size > FEW_CLASSES) return judged(false, 0, 0, 'labels are numbers');
  const right = [...pairs.values()].reduce((sum, found) => sum + Math.max(...counted(found).values()), 0);
  const part = 1 - right / (trainIds.length + validIds.length);
  return judged(part > 0, part, 0, `${percent(part)} of the rows have the label of another row`);
}

function inTime({ table, cells, trainIds, validIds }: Followed, { most }: Probe, name: string): Verdict {
  const at = table.at(name);
  const cell = (id: string): string => cells.get(id)?.[at] ?? '';
  const isNumber = table.column(name).every((one) => one.trim() !== '' && !Number.isNaN(Number(one)));
  const isLater = (a: string, b: string): boolean => (isNumber ? Number(a) > Number(b) : a > b);
  const first = validIds.map(cell).reduce((least, one) => (isLater(least, one) ? one : least));
  const part = trainIds.filter((id) => isLater(cell(id), first)).length / trainIds.length;
  const message = `${percent(part)} of the training rows are later than the first validation row`;
  return judged(part > most, part, most, message);
}
