/** GA5: whether each quirk is where it is declared to be: its `holds`, counted. */
import { describeDrift } from '../../../../datasets/describeDrift.ts';
import { duplicateShare } from '../../../../datasets/duplicateShare.ts';
import { columnOf, type Table } from '../../../../datasets/table.ts';
import type { ScenarioData } from '../../data.ts';
import type { Hold } from '../../manifest/quirkClaim.ts';
import type { QuirkSpec } from '../../manifest/schema.ts';
import { type Complaint, complain } from '../complaint.ts';
import { type Facts, fewRows } from '../facts.ts';

/** Quirks that say nothing that could be counted. */
export function uncounted({ scenario, manifest }: Facts): Complaint[] {
  return [...scenario.spec.quirks.entries()]
    .filter(([, quirk]) => quirk.holds.length === 0)
    .map(([n, { id }]) =>
      complain('quirks', manifest.at(['quirks', n]), `quirks.${id}.holds says nothing that could be counted`),
    );
}

/** Looks at the rows of one seed. */
export function quirks(facts: Facts, seed: string, data: ScenarioData): Complaint[] {
  const { scenario, manifest } = facts;
  return [...scenario.spec.quirks.entries()].flatMap(([n, quirk]) =>
    [...quirk.holds.entries()].flatMap(([h, hold]) => {
      if (fewRows(facts) && (hold.in === 'holdout' || hold.kind === 'drift')) return [];
      const place = manifest.at(['quirks', n, 'holds', h]);
      const say = (message: string) => [
        complain('quirks', place, `quirks.${quirk.id}.holds.${h}: ${message} (seed ${seed})`),
      ];
      try {
        const { value, range } = count(hold, quirk, data, scenario.spec.data);
        const [least, most] = range;
        if (value >= least && value <= most) return [];
        return say(`${hold.kind} is ${value.toPrecision(4)}, declared is ${least} to ${most}`);
      } catch (error) {
        return say(error instanceof Error ? error.message : String(error));
      }
    }),
  );
}

function count(
  hold: Hold,
  quirk: QuirkSpec,
  data: ScenarioData,
  { id, label, time }: { id: string; label: string; time: string | null },
): { value: number; range: readonly [number, number] } {
  const table = data[hold.in];
  const name = hold.column ?? quirk.column;
  const cells = () => Array.from<number | string>(columnOf(table, name).values);
  switch (hold.kind) {
    case 'missing':
      return { value: shareOf(cells(), isMissing), range: hold.share };
    case 'values':
      return { value: shareOf(cells(), (cell) => hold.values.includes(cell)), range: hold.share };
    case 'told-by-label': {
      const marked = cells().map((cell) => isMissing(cell) || hold.values.includes(cell));
      const labels = hold.in === 'train' ? columnOf(table, label).values : data.labels;
      const of = (wanted: number) =>
        shareOf(
          marked.filter((_, row) => labels[row] === wanted),
          Boolean,
        );
      return { value: of(1) / of(0), range: hold.ratio };
    }
    case 'scale': {
      const groups = columnOf(table, hold.by).values;
      const numbers = cells().map(Number);
      const inside = numbers.filter((_, row) => String(groups[row]) === hold.group);
      const outside = numbers.filter((_, row) => String(groups[row]) !== hold.group);
      return { value: median(inside) / median(outside), range: hold.ratio };
    }
    case 'duplicates':
      return { value: duplicateShare(table, [id]), range: hold.share };
    case 'drift': {
      const ignore = [id, ...(time === null ? [] : [time])].filter((column) => column !== name);
      const drift = describeDrift(only(data.train, [name, ...ignore]), only(data.holdout, [name, ...ignore]), {
        ignore,
      });
      return { value: drift.columns[0]?.separation ?? 0.5, range: hold.separation };
    }
  }
}

function only(table: Table, names: readonly string[]): Table {
  return { ...table, columns: table.columns.filter((column) => names.includes(column.name)) };
}

function isMissing(cell: number | string): boolean {
  return cell === '' || Number.isNaN(cell);
}

function shareOf<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.length === 0 ? Number.NaN : items.filter(is).length / items.length;
}

function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
