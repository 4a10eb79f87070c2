/** The outlines of violins: the density of the values of each group, to both sides of a line. */

/** A place on an outline. `left` and `right` are equally far from 0; the widest place of a group is at 1. */
interface Outline {
  group: string;
  y: number;
  left: number;
  right: number;
}

const GRID = 60;
/** Values of a group that the density is made of; of more, every so manyth. */
const MOST = 4_000;

/** Gaussian kernel densities of the `y` of each group, with the bandwidth of Silverman's rule (1986, eq. 3.31). */
export function violins<K extends 'x' | 'series'>(
  data: readonly ({ y: unknown } & Record<K, unknown>)[],
  by: K,
): Outline[] {
  const groups = new Map<string, number[]>();
  for (const point of data) {
    const y = Number(point.y);
    const group = String(point[by]);
    if (point.y === null || !Number.isFinite(y)) continue;
    const values = groups.get(group);
    if (values) values.push(y);
    else groups.set(group, [y]);
  }
  return [...groups].flatMap(([group, values]) => outline(group, values));
}

function outline(group: string, all: readonly number[]): Outline[] {
  const sorted = [...all].sort((a, b) => a - b);
  const every = Math.ceil(sorted.length / MOST);
  const values = sorted.filter((_, i) => i % every === 0);
  const mean = values.reduce((s, v) => s + v, 0) / values.length;
  const sd = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / Math.max(1, values.length - 1));
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? mean;
  const spread = Math.min(sd, (at(0.75) - at(0.25)) / 1.34) || sd || 1;
  const width = 0.9 * spread * values.length ** -0.2;
  const [low, high] = [at(0) - 2 * width, at(1) + 2 * width];
  const places = Array.from({ length: GRID }, (_, i) => low + ((high - low) * i) / (GRID - 1));
  const density = places.map((y) => values.reduce((s, v) => s + Math.exp(-0.5 * ((y - v) / width) ** 2), 0));
  const most = Math.max(...density);
  return places.map((y, i) => {
    const half = (density[i] ?? 0) / most;
    return { group, y, left: -half, right: half };
  });
}
