/** Caps applied by whoever receives output: the worker that caps itself is under the candidate's control. */
import { FoldedText } from './foldedText.ts';
import { type CurveItem, curvePoints, type OutputItem, outputItem } from './output.ts';
import { OUTPUT_CAPS } from './outputCaps.ts';

/** Bytes of UTF-8 JSON that one message of output may hold. */
export const OUTPUT_MESSAGE_BYTES = 900 * 1024;
/** Items of one message. */
const OUTPUT_MESSAGE_ITEMS = 200;

/** Counts charts, series and points of a run's curves. */
interface CurveMeter {
  /** True where the item stays within the caps; it is counted then, else nothing is. */
  fits(item: CurveItem): boolean;
}

/** A meter for the curves of one run. */
export function createCurveMeter(): CurveMeter {
  const charts = new Map<string, Set<string>>();
  let points = 0;
  return {
    fits(item) {
      const names = new Set([...(charts.get(item.chart) ?? []), ...item.series.map((series) => series.name)]);
      const more = curvePoints(item);
      if (!charts.has(item.chart) && charts.size >= OUTPUT_CAPS.curveCharts) return false;
      if (names.size > OUTPUT_CAPS.curveSeries || points + more > OUTPUT_CAPS.curveRunPoints) return false;
      charts.set(item.chart, names);
      points += more;
      return true;
    },
  };
}

/** Counts what is to be seen of a run's text, and what was sent of it. */
interface TextMeter {
  /** Counts the item; false where it leads beyond the caps (`more`: so many characters beyond them are taken). */
  fits(item: OutputItem, more?: number): boolean;
}

/** A meter for the stream and value text of one run. */
export function createTextMeter(): TextMeter {
  let folded = new FoldedText();
  let stream: string | null = null;
  let chars = 0;
  let lines = 0;
  let raw = 0;
  return {
    fits(item, more = 0) {
      const name = item.type === 'stream' ? item.name : null;
      if (name !== stream) {
        // What is written now overwrites nothing of before.
        chars += folded.chars;
        lines += folded.lines;
        folded = new FoldedText();
        stream = name;
      }
      if (item.type === 'stream') {
        folded.push(item.text);
        folded.take();
        raw += item.text.length;
      } else if (item.type === 'value') {
        chars += item.text.length;
        lines += item.text.split('\n').length;
      } else return true;
      return (
        chars + folded.chars <= OUTPUT_CAPS.chars + more &&
        lines + folded.lines <= OUTPUT_CAPS.lines + more &&
        raw <= OUTPUT_CAPS.rawChars + more
      );
    },
  };
}

/** Counts the items of one run and lets through what fits the caps. */
export interface OutputMeter {
  /** The item as parsed, or null where it has a wrong shape or is beyond the caps. */
  take(item: unknown): OutputItem | null;
  /** Items refused so far. */
  readonly refused: number;
}

/** A meter for one run. Errors and notices pass after the text caps are reached, up to 20 of each. */
export function createOutputMeter(): OutputMeter {
  const count: Record<OutputItem['type'], number> = {
    stream: 0,
    value: 0,
    table: 0,
    image: 0,
    curve: 0,
    error: 0,
    notice: 0,
    weights: 0,
  };
  const most: Partial<Record<OutputItem['type'], number>> = {
    table: OUTPUT_CAPS.tables,
    image: OUTPUT_CAPS.images,
    error: 20,
    notice: 20,
    weights: 20,
  };
  const curves = createCurveMeter();
  const texts = createTextMeter();
  let items = 0;
  let refused = 0;
  const fits = (item: OutputItem): boolean => {
    if (items >= OUTPUT_CAPS.items || count[item.type] >= (most[item.type] ?? Number.POSITIVE_INFINITY)) return false;
    return item.type === 'curve' ? curves.fits(item) : texts.fits(item);
  };
  return {
    take(candidate) {
      const parsed = outputItem.safeParse(candidate);
      if (!parsed.success || !fits(parsed.data)) {
        refused++;
        return null;
      }
      items++;
      count[parsed.data.type]++;
      return parsed.data;
    },
    get refused() {
      return refused;
    },
  };
}

const encoder = new TextEncoder();

/** Cuts a list of items into messages of at most {@link OUTPUT_MESSAGE_BYTES} and {@link OUTPUT_MESSAGE_ITEMS} each. */
export function outputMessages(items: readonly OutputItem[]): OutputItem[][] {
  const messages: OutputItem[][] = [];
  let current: OutputItem[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = encoder.encode(JSON.stringify(item)).length + 1;
    if (current.length > 0 && (bytes + size > OUTPUT_MESSAGE_BYTES || current.length >= OUTPUT_MESSAGE_ITEMS)) {
      messages.push(current);
      current = [];
      bytes = 0;
    }
    current.push(item);
    bytes += size;
  }
  if (current.length > 0) messages.push(current);
  return messages;
}
