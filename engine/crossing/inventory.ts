/** The count of a model and its code as people read it: elements by where they are, then what lies beside them. One form for both languages. */
import type { WeightInventory } from '../../protocol/score.ts';
import { WEIGHT_RULE } from '../../protocol/weightRule.ts';
import type { CodeCount } from './code/count.ts';
import { FREE_STRUCTURE_BYTES, weightsOfBytes } from './structure.ts';

/** Most items of an inventory; the smaller ones are summed up in `rest`. */
const MOST_ITEMS = 200;

/** What a model weighs, before the free part is taken off. */
export interface ModelCount {
  /** Elements by path. */
  paths: ReadonlyMap<string, number>;
  /** Bytes of all else, compressed. */
  structureBytes: number;
}

const sizeOf = (bytes: number): string => bytes.toLocaleString('en');

/** Items and rest add up to the total, which is 1 an element and 1 per 8 bytes beyond the free ones. */
export function inventoryOf({ paths, structureBytes }: ModelCount, code: CodeCount): WeightInventory {
  const items = Array.from(paths, ([path, count]) => ({ path, count }));
  for (const [file, count] of code.numbers) items.push({ path: `${file}: numbers side by side`, count });
  const elements = items.reduce((sum, { count }) => sum + count, 0);
  const total = weightsOfBytes(elements, structureBytes + code.bytes);
  if (total > elements) {
    const parts = `names, settings and texts ${sizeOf(structureBytes)} bytes, code ${sizeOf(code.bytes)}`;
    const path = `beside numbers: ${parts}, compressed; ${sizeOf(FREE_STRUCTURE_BYTES)} are free`;
    items.push({ path, count: total - elements });
  }
  items.sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1));
  const rest = items.slice(MOST_ITEMS).reduce((sum, { count }) => sum + count, 0);
  return { total, items: items.slice(0, MOST_ITEMS), rest, rule: WEIGHT_RULE };
}
