/** Plotly's traces, as far as danfojs makes them, drawn by Observable Plot. */
import * as Plot from '@observablehq/plot';
import { showFigure, showPlot } from '../../display/images/show.ts';
import type { Sink } from '../../display/sink.ts';
import { tableItem } from '../../display/tables/item.ts';
import { dtypeOf } from '../../display/tables/source.ts';
import { plotDocument } from '../plot/document.ts';
import type { Element } from '../plot/element.ts';
import { pie } from './pie.ts';
import { violins } from './violin.ts';

/** What danfojs sets of a trace. */
export interface Trace {
  type?: string;
  mode?: string;
  name?: string;
  x?: readonly unknown[];
  y?: readonly unknown[];
  labels?: readonly unknown[];
  values?: readonly unknown[];
  header?: { values: readonly unknown[] };
  cells?: { values: readonly (readonly unknown[])[] };
}

/** The first of Plot's colours, which plotly's first resembles. */
const BLUE = '#4269d0';

type Title = string | { text?: string };

/** What is used of a layout. */
export interface Layout {
  title?: Title;
  xaxis?: { title?: Title };
  yaxis?: { title?: Title };
  width?: number;
  height?: number;
  barmode?: string;
}

interface Point {
  x: unknown;
  y: unknown;
  series: string;
}

const titleOf = (title: Title | undefined): string | undefined => (typeof title === 'object' ? title.text : title);

/** Shows traces as one picture; tables as tables, and pies as a picture each. */
export function drawTraces(traces: readonly Trace[], layout: Layout, sink: Sink): void {
  const [first] = traces;
  if (first === undefined) return;
  if (first.type === 'table') {
    showTable(first, sink);
    return;
  }
  if (first.type === 'pie') {
    for (const trace of traces) {
      const { labels = [], values = [] } = trace;
      const title = titleOf(layout.title) ?? (traces.length > 1 ? trace.name : undefined);
      const { figure, alt } = pie(plotDocument, labels, values, title);
      showFigure(figure, alt, sink);
    }
    return;
  }
  const several = traces.length > 1;
  const { marks, x, y } = marksOf(traces, several, layout);
  const drawn = Plot.plot({
    marks,
    width: layout.width ?? 640,
    ...(layout.height === undefined ? {} : { height: layout.height }),
    ...(titleOf(layout.title) === undefined ? {} : { title: titleOf(layout.title) }),
    x: { label: titleOf(layout.xaxis?.title) ?? null, ...x },
    y: { label: titleOf(layout.yaxis?.title) ?? null, grid: true, ...y },
    ...(several ? { color: { legend: true, domain: traces.map(nameOf) } } : {}),
    fx: { label: null },
  });
  showPlot(drawn as unknown as Element, sink);
}

const nameOf = (trace: Trace, i: number): string => trace.name ?? `trace ${i}`;

function points(traces: readonly Trace[]): Point[] {
  return traces.flatMap((trace, t) => {
    const { x, y } = trace;
    const n = (x ?? y ?? []).length;
    return Array.from({ length: n }, (_, i) => ({ x: x ? x[i] : i, y: y ? y[i] : i, series: nameOf(trace, t) }));
  });
}

/** Marks and the scale options that they need. */
function marksOf(
  traces: readonly Trace[],
  several: boolean,
  layout: Layout,
): { marks: Plot.Markish[]; x?: Plot.ScaleOptions; y?: Plot.ScaleOptions } {
  const type = traces[0]?.type ?? 'scatter';
  const data = points(traces);
  const colour = { fill: several ? 'series' : BLUE };
  switch (type) {
    case 'bar': {
      // Bars of several series are next to each other, as in plotly, unless they are to be stacked.
      const beside = several && layout.barmode !== 'stack';
      const bars = beside ? { fx: 'x', x: 'series', y: 'y' } : { x: 'x', y: 'y' };
      const marks = [Plot.barY(data, { ...bars, ...colour }), Plot.ruleY([0])];
      return beside ? { marks, x: { axis: null, label: null } } : { marks };
    }
    case 'histogram': {
      const along = traces[0]?.x ? 'x' : 'y';
      // danfojs gives an index as y beside the values in x.
      const values = data.map((p) => ({ value: p[along], series: p.series }));
      const fill = several ? { fill: 'series', fillOpacity: 0.6 } : { fill: BLUE };
      return along === 'x'
        ? { marks: [Plot.rectY(values, Plot.binX({ y2: 'count' }, { x: 'value', ...fill })), Plot.ruleY([0])] }
        : { marks: [Plot.rectX(values, Plot.binY({ x2: 'count' }, { y: 'value', ...fill })), Plot.ruleX([0])] };
    }
    case 'box':
      return { marks: [Plot.boxY(data, { x: several || !traces[0]?.x ? 'series' : 'x', y: 'y' })] };
    case 'violin': {
      const outline = violins(data, several || !traces[0]?.x ? 'series' : 'x');
      const shape = { fx: 'group', y: 'y', x1: 'left', x2: 'right', fill: BLUE, fillOpacity: 0.6 };
      return { marks: [Plot.areaX(outline, shape)], x: { axis: null, label: null } };
    }
    default: {
      const lined = traces.some((t) => t.mode === undefined || t.mode.includes('lines'));
      const given = { x: 'x', y: 'y', ...(several ? { stroke: 'series' } : { stroke: BLUE }) };
      return { marks: [lined ? Plot.lineY(data, given) : Plot.dot(data, given)] };
    }
  }
}

function showTable({ header, cells }: Trace, sink: Sink): void {
  const columns = cells?.values ?? [];
  const rows = columns[0]?.length ?? 0;
  sink.item(
    tableItem({
      kind: 'frame',
      rows,
      columns: columns.map((values, i) => {
        const at = (row: number): unknown => values[row];
        return { name: String([header?.values[i]].flat()[0] ?? i), dtype: dtypeOf(rows, at), at };
      }),
    }),
  );
}
