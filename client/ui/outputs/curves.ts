/** Live curves as data: items of one chart put together, points of several series on one axis, and the same in words. */
import type { CurveItem } from '../../../protocol/output.ts';
import { figure } from '../../words/format.ts';
import { outputWords } from '../../words/outputs.ts';

type CurveSeries = CurveItem['series'][number];

/** The items of one chart as one: points are appended to the series of their name, the label of the first item is used. */
export function merged(first: CurveItem, rest: readonly CurveItem[]): CurveItem {
  const points = new Map<string, CurveSeries['points']>();
  for (const { series } of [first, ...rest])
    for (const { name, points: more } of series) {
      const known = points.get(name);
      if (known) known.push(...more);
      else points.set(name, [...more]);
    }
  return { ...first, series: [...points].map(([name, all]) => ({ name, points: all })) };
}

/**
 * The x values of all series in order, each once, and for each series its y there, null where it has none. Of several points of a
 * series at one x the last counts.
 */
export function aligned(series: readonly CurveSeries[]): [number[], ...(number | null)[][]] {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const ys = series.map(({ points }) => {
    const at = new Map(points);
    return xs.map((x) => at.get(x) ?? null);
  });
  return [xs, ...ys];
}

/** The last point, and the lowest and highest ones, the first of equals. */
export function extremes(points: CurveSeries['points']): Record<'last' | 'low' | 'high', [number, number]> {
  const [first = [0, 0]] = points;
  let [low, high] = [first, first];
  for (const point of points) {
    if (point[1] < low[1]) low = point;
    if (point[1] > high[1]) high = point;
  }
  return { last: points.at(-1) ?? first, low, high };
}

/** One sentence per series: "loss: 0.412 at epoch 8, lowest 0.398 at epoch 6, highest 1.21 at epoch 1". */
export function spoken({ series, xLabel }: CurveItem): string[] {
  const place = ([x, y]: [number, number]) => outputWords.curvePoint(figure(y), xLabel, figure(x));
  return series.map(({ name, points }) => {
    const { last, low, high } = extremes(points);
    return outputWords.curveSeries(name, place(last), place(low), place(high));
  });
}

/** Marks of an axis from `min` to `max`: at most `most` and two more, at multiples of 1, 2 or 5 times a power of ten. */
export function ticks(min: number, max: number, most: number): number[] {
  const span = max - min;
  if (!Number.isFinite(span) || span <= 0) return [min];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10);
  const first = Math.ceil(min / step);
  const marks = Array.from({ length: most + 2 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return [...new Set(marks)].filter((mark) => mark >= min && mark <= max);
}

/** Rows of a chart's values as a table: x and each series' y there, at most `most`, evenly spread, with the first and the last one. */
export function tableOf({ series }: CurveItem, most: number): { rows: (number | null)[][]; all: number } {
  const [xs, ...ys] = aligned(series);
  const at = (i: number): (number | null)[] => [xs[i] ?? null, ...ys.map((values) => values[i] ?? null)];
  const shown = Math.min(most, xs.length);
  const rows = Array.from({ length: shown }, (_, i) =>
    at(shown < 2 ? 0 : Math.round((i * (xs.length - 1)) / (shown - 1))),
  );
  return { rows, all: xs.length };
}
