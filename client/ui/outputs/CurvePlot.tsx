/** The drawn part of a chart. In a separate chunk with uPlot, so that only a page that shows a chart loads it. */
import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { CurveItem } from '../../../protocol/output.ts';
import { useStore } from '../../store/store.ts';
import { darkStore } from '../../store/theme.ts';
import { figure } from '../../words/format.ts';
import { aligned, ticks } from './curves.ts';

/** Px, as in outputs.css: nothing moves when the chart comes or grows. */
const HEIGHT = 200;
/** Least ms between two drawings of growing curves: 10 a second are smooth, and a replay may ask for more. */
const LEAST_MS = 100;
const DASH = [5, 3];

/** What the pointer is at: an x and each series' value there. */
export interface CursorPoint {
  x: number;
  ys: (number | null)[];
}

/** A canvas takes no custom properties: colours and the face are read from elements that are styled with them. */
function looks(host: HTMLElement, legend: HTMLElement | null) {
  const of = (element: Element | undefined) => getComputedStyle(element ?? host);
  const items = [...(legend?.children ?? [])];
  return {
    font: `12px ${of(host).fontFamily}`,
    text: of(host).color,
    line: of(host).borderTopColor,
    series: items.map((item) => ({ stroke: of(item).color, dash: (item as HTMLElement).dataset.dashed !== undefined })),
  };
}

function optionsOf(
  host: HTMLElement,
  legend: HTMLElement | null,
  curve: CurveItem,
  onCursor: (u: uPlot) => void,
): uPlot.Options {
  const { font, text, line, series } = looks(host, legend);
  const grid = { stroke: line, width: 1 };
  const axis: uPlot.Axis = {
    stroke: text,
    font,
    labelFont: font,
    grid,
    ticks: { ...grid, size: 4 },
    // uPlot counts ticks upwards by adding, which never ends for 1e17 and its neighbour.
    splits: (u, index, min, max) => ticks(min, max, Math.max(2, Math.floor((index === 0 ? u.width : HEIGHT) / 60))),
    values: (_, values) => values.map(figure),
  };
  return {
    width: host.clientWidth,
    height: HEIGHT,
    padding: [8, 16, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 30, ...(curve.xLabel ? { label: curve.xLabel, labelSize: 16, labelGap: 0 } : {}) },
      { ...axis, size: 58 },
    ],
    series: [
      {},
      ...series.map(({ stroke, dash }) => ({
        stroke,
        width: 1.5,
        spanGaps: true,
        points: { size: 5, fill: stroke },
        ...(dash ? { dash: DASH } : {}),
      })),
    ],
    hooks: { setCursor: [onCursor] },
  };
}

/** Beyond this the extent of an axis is no number any more. */
const LARGEST = 1e300;
const isDrawable = ([x, y]: [number, number]): boolean => Math.abs(x) < LARGEST && Math.abs(y) < LARGEST;

/** The points as uPlot takes them; a single x gets a neighbour without values, since it has no extent to draw in. */
function dataOf({ series }: CurveItem): uPlot.AlignedData {
  const [xs, ...ys] = aligned(series.map((one) => ({ ...one, points: one.points.filter(isDrawable) })));
  const [only] = xs;
  return xs.length === 1 && only !== undefined ? [[only, only + 1], ...ys.map(([y = null]) => [y, null])] : [xs, ...ys];
}

export default function CurvePlot({
  curve,
  legend,
  onCursor,
}: {
  curve: CurveItem;
  /** One element per series, in order, in its colour. */
  legend: RefObject<HTMLElement | null>;
  /** Null when the pointer leaves. */
  onCursor: (point: CursorPoint | null) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const drawnAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef({ curve, onCursor });
  latest.current = { curve, onCursor };
  const dark = useStore(darkStore);
  const names = curve.series.map(({ name }) => name).join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: other series or another theme are another plot
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let index: number | null = null;
    const moved = (u: uPlot) => {
      const at = u.cursor.idx ?? null;
      if (at === index) return;
      index = at;
      const x = at === null ? undefined : u.data[0][at];
      const ys = at === null ? [] : u.data.slice(1).map((values) => values[at] ?? null);
      latest.current.onCursor(x === undefined ? null : { x, ys });
    };
    const options = optionsOf(element, legend.current, latest.current.curve, moved);
    const made = new uPlot(options, dataOf(latest.current.curve), element);
    plot.current = made;
    drawnAt.current = performance.now();
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
      latest.current.onCursor(null);
    };
  }, [names, curve.xLabel, dark]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: draws what has grown
  useEffect(() => {
    timer.current ??= setTimeout(
      () => {
        timer.current = null;
        drawnAt.current = performance.now();
        plot.current?.setData(dataOf(latest.current.curve));
      },
      Math.max(0, drawnAt.current + LEAST_MS - performance.now()),
    );
  }, [curve]);

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );

  return <div ref={host} className="curve-canvas" />;
}
