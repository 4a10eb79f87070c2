/**
 * The outputs of a run as they are shown: pieces of one stream and of one chart put together, and what is too much work for the page left
 * plain. Work is counted in elements, the same on every machine.
 */
import type { CurveItem, OutputItem, StreamItem } from '../../../protocol/output.ts';
import { merged } from './curves.ts';

/** Elements that one run may take; a whole table of 200 rows and 50 columns fits. */
const RUN_ELEMENTS = 12_000;

/** An item, and whether it is shown without what costs work: text without colours, a table folded. */
export interface Planned {
  item: OutputItem;
  plain: boolean;
  /** About how many elements it takes. */
  elements: number;
}

/**
 * Items as shown: text of one stream that came in pieces is one piece again, and the items of a chart are one chart, which is where
 * its first points came.
 */
export function joined(items: readonly OutputItem[]): OutputItem[] {
  const result: OutputItem[] = [];
  const charts = new Map<string, { at: number; first: CurveItem; more: CurveItem[] }>();
  let run: StreamItem[] = [];
  const close = () => {
    const first = run[0];
    if (first) result.push({ ...first, text: run.map((item) => item.text).join('') });
    run = [];
  };
  for (const item of items) {
    if (item.type === 'stream' && (run.length === 0 || run[0]?.name === item.name)) {
      run.push(item);
      continue;
    }
    const chart = item.type === 'curve' ? charts.get(item.chart) : undefined;
    if (item.type === 'curve' && chart) {
      chart.more.push(item);
      continue;
    }
    close();
    if (item.type === 'curve') charts.set(item.chart, { at: result.length, first: item, more: [] });
    if (item.type === 'stream') run.push(item);
    else result.push(item);
  }
  close();
  for (const { at, first, more } of charts.values()) if (more.length > 0) result[at] = merged(first, more);
  return result;
}

/** Occurrences of a character, at most `most`. */
function times(text: string, character: string, most: number): number {
  let n = 0;
  for (let at = text.indexOf(character); at !== -1 && n < most; at = text.indexOf(character, at + 1)) n += 1;
  return n;
}

/** About how many elements an item takes. Long texts keep only their visible lines in the document. */
function elementsOf(item: OutputItem): number {
  switch (item.type) {
    case 'stream':
    case 'value':
      return 2 + times(item.text, '\n', 400) + 2 * times(item.text, '\u001b', 3_000);
    case 'table':
      return 20 + (item.rows.length + 1) * (item.columns.length + 1);
    case 'curve':
      return 60 + 4 * item.series.length;
    case 'error':
      return 8 + 4 * item.frames.length;
    default:
      return 8;
  }
}

/** The items of a run in order; from where the run's share of work is used up, plain. */
export function planned(items: readonly OutputItem[]): Planned[] {
  let used = 0;
  return joined(items).map((item) => {
    const elements = elementsOf(item);
    const costly = item.type === 'stream' || item.type === 'value' || item.type === 'table';
    const plain = costly && used + elements > RUN_ELEMENTS;
    const taken = plain ? 4 : elements;
    used += taken;
    return { item, plain, elements: taken };
  });
}
