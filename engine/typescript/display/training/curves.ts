/**
 * Live curves of a run: points are collected and sent as `curve` items at most four times a second, and thinned where a series
 * grows long, so that a loop of any length costs the page little.
 */
import type { CurveItem } from '../../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import type { Sink } from '../sink.ts';
import { cut } from '../text.ts';

const EVERY_MS = 250;
/** After so many points of a series every second one is sent, after twice as many every fourth, and so on. */
const DENSE = 500;

interface Series {
  seen: number;
  pending: [number, number][];
}

interface Chart {
  xLabel: string;
  series: Map<string, Series>;
}

/** The curves of one run after another. */
export class Curves {
  readonly #sink: Sink;
  #charts = new Map<string, Chart>();
  #sent = 0;
  #last = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** False where no curve is wanted: an official run. */
  enabled = true;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** Starts a new run. */
  begin(): void {
    this.#charts = new Map();
    this.#sent = 0;
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** Adds a point; one that is not finite, or beyond the caps of charts, series and points, is left out. */
  add(chart: string, xLabel: string, name: string, x: number, y: number): void {
    if (!this.enabled || !Number.isFinite(x) || !Number.isFinite(y)) return;
    const series = this.#series(chart, xLabel, name);
    if (series === null) return;
    const stride = 2 ** Math.floor(Math.log2(1 + series.seen / DENSE));
    if (series.seen++ % stride !== 0) return;
    series.pending.push([x, y]);
    if (performance.now() - this.#last >= EVERY_MS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), EVERY_MS);
  }

  /** Sends what is pending. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = performance.now();
    for (const [chart, { xLabel, series }] of this.#charts) {
      for (
        let item = next(chart, xLabel, series, this.#room());
        item !== null;
        item = next(chart, xLabel, series, this.#room())
      ) {
        this.#sent += item.series.reduce((sum, s) => sum + s.points.length, 0);
        this.#sink.item(item);
      }
    }
  }

  #room(): number {
    return Math.min(OUTPUT_CAPS.curvePoints, OUTPUT_CAPS.curveRunPoints - this.#sent);
  }

  #series(chartName: string, label: string, seriesName: string): Series | null {
    const chart = cut(chartName, OUTPUT_CAPS.curveNameChars) || 'Training';
    const name = cut(seriesName, OUTPUT_CAPS.curveNameChars) || 'value';
    let found = this.#charts.get(chart);
    if (found === undefined) {
      if (this.#charts.size >= OUTPUT_CAPS.curveCharts) return null;
      found = { xLabel: cut(label, OUTPUT_CAPS.curveLabelChars), series: new Map() };
      this.#charts.set(chart, found);
    }
    let series = found.series.get(name);
    if (series === undefined) {
      if (found.series.size >= OUTPUT_CAPS.curveSeries) return null;
      series = { seen: 0, pending: [] };
      found.series.set(name, series);
    }
    return series;
  }
}

/** The next item of a chart with at most `room` points, taken from what is pending; null where nothing is or fits. */
function next(chart: string, xLabel: string, series: ReadonlyMap<string, Series>, room: number): CurveItem | null {
  const taken: CurveItem['series'] = [];
  let left = room;
  for (const [name, { pending }] of series) {
    const points = pending.splice(0, Math.max(0, left));
    left -= points.length;
    if (points.length > 0) taken.push({ name, points });
  }
  return taken.length > 0 ? { type: 'curve', chart, xLabel, series: taken } : null;
}
