/** The inventory of an artefact and of the code around it: what is counted, the largest items first. */
import { FREE_SCALARS, FREE_TEXT_BYTES, type Inventory, MOST_ITEMS, totalOf } from '../python/inventory.ts';
import { countArtefact } from './count.ts';
import type { Artefact } from './format.ts';
import type { ItemKind, Tally, TallyItem } from './tally.ts';

const MOST_PATH_CHARS = 300;

const byCount = (a: TallyItem, b: TallyItem): number => a.count - b.count || (a.path < b.path ? -1 : 1);

/** Items of a kind after the free part is taken off, from the smallest first, so that the large ones stay. */
function paid(items: readonly TallyItem[], kind: ItemKind, free: number): TallyItem[] {
  let left = free;
  const remaining: TallyItem[] = [];
  for (const item of items.filter((each) => each.kind === kind).sort(byCount)) {
    const used = Math.min(left, item.count);
    left -= used;
    if (item.count > used) remaining.push({ ...item, count: item.count - used });
  }
  return remaining;
}

/** Bytes as weights, rounded so that the sum is rounded up once. */
function eighths(items: readonly TallyItem[]): TallyItem[] {
  let done = 0;
  let given = 0;
  return items.map((item) => {
    done += item.count;
    const count = Math.ceil(done / 8) - given;
    given += count;
    return { ...item, count };
  });
}

/**
 * The weights of a fitted model and of the code around it: what {@link countLiterals} found. Items are sorted, largest
 * first, at most 200; items and rest add up to the total.
 */
export function artefactInventory(artefact: Artefact, literals: Tally): Inventory {
  const model = countArtefact(artefact);
  const every = [...model.items(), ...literals.items()];
  const counted = [
    ...every.filter(({ kind }) => kind === 'array'),
    ...paid(every, 'scalar', FREE_SCALARS),
    ...eighths(paid(every, 'text', FREE_TEXT_BYTES)),
  ];
  const counts = new Map<string, number>();
  for (const { path, count } of counted) {
    const shown = path.slice(0, MOST_PATH_CHARS);
    if (count > 0) counts.set(shown, (counts.get(shown) ?? 0) + count);
  }
  const items = Array.from(counts, ([path, count]) => ({ path, count }));
  items.sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1));
  return {
    total: totalOf(model.sums(), literals.sums()),
    model: model.sums(),
    code: literals.sums(),
    items: items.slice(0, MOST_ITEMS),
    rest: items.slice(MOST_ITEMS).reduce((sum, { count }) => sum + count, 0),
  };
}
