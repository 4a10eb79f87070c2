import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSink, type Sink } from '../../../../engine/typescript/display/sink.ts';
import { cut } from '../../../../engine/typescript/display/text.ts';
import { Curves } from '../../../../engine/typescript/display/training/curves.ts';
import { type CurveItem, type OutputItem, outputItem } from '../../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import { createOutputMeter } from '../../../../protocol/outputMeter.ts';

let sink: Sink;
let sends: OutputItem[][];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  sends = [];
  sink = createSink((json) => sends.push(JSON.parse(json)));
});
afterEach(() => {
  vi.useRealTimers();
});

const items = (): OutputItem[] => {
  sink.flush();
  return sends.flat();
};
const text = (): string =>
  items()
    .map((i) => (i.type === 'stream' ? i.text : ''))
    .join('');
/** Everything that was sent is what the receiver lets through. */
const accepted = (): void => {
  const meter = createOutputMeter();
  for (const item of items())
    expect(meter.take(item), JSON.stringify(outputItem.safeParse(item).error?.issues)).not.toBeNull();
};
const table: OutputItem = {
  type: 'table',
  kind: 'frame',
  columns: [],
  index: { name: '', dtype: '', labels: [] },
  rows: [],
  head: 0,
  shape: [0, 0],
};

describe('sink', () => {
  it('[TJ5] the first writes leave at once, a flood in batches of 50 ms, what a pause leaves by a timer', () => {
    sink.write('stdout', 'one\n');
    expect(sends).toHaveLength(1);
    for (let i = 0; i < 5_000; i++) {
      sink.write('stdout', `${i}\n`);
      if (i % 500 === 0) vi.advanceTimersByTime(5);
    }
    expect(sends.length).toBeLessThan(30);
    const before = sends.length;
    vi.advanceTimersByTime(50);
    expect(sends).toHaveLength(before + 1);
    expect(text().split('\n')).toHaveLength(5_002);
    accepted();
  });

  it('[TJ5] text without a break leaves too, from code that never yields', () => {
    for (let i = 0; i < 30; i++) sink.write('stdout', '.');
    vi.setSystemTime(0);
    expect(sends).toHaveLength(0);
    vi.advanceTimersByTime(50);
    expect(sends).toHaveLength(1);
  });

  it('[TJ5] streams and items keep their order', () => {
    sink.write('stdout', 'a');
    sink.write('stderr', 'b');
    sink.item({ type: 'value', text: 'c' });
    sink.write('stdout', 'd');
    expect(items().map((i) => ('text' in i ? i.text : ''))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('[TJ5] lines, characters, tables and items are capped per run and told', () => {
    for (let i = 0; i < 12_000; i++) sink.write('stdout', 'x\n');
    expect(text().length).toBe(2 * OUTPUT_CAPS.lines);
    expect(sink.truncation()).toBe(
      'Output was cut: 2,000 more lines left out. A run shows 10,000 lines, 250,000 characters, 20 tables and 20 images.',
    );
    accepted();
    sends = [];
    sink.begin();
    expect(sink.truncation()).toBeNull();
    sink.write('stdout', 'y'.repeat(300_000));
    for (let i = 0; i < 30; i++) sink.item(table);
    for (let i = 0; i < 6_000; i++) sink.item({ type: 'value', text: 'v' });
    expect(items().filter((i) => i.type === 'table')).toHaveLength(20);
    expect(text().length).toBe(OUTPUT_CAPS.chars);
    expect(sink.truncation()).toContain('more text and 6,010 more tables, images or values left out');
    sink.item({ type: 'notice', kind: 'info', text: 'seen' }, true);
    expect(items().at(-1)).toEqual({ type: 'notice', kind: 'info', text: 'seen' });
    accepted();
    sends = [];
    sink.begin();
    for (let i = 0; i < 6_000; i++) sink.item({ type: 'value', text: 'v' });
    expect(items().length).toBeLessThanOrEqual(OUTPUT_CAPS.items);
    accepted();
  });

  it('[TJ5] no half of a surrogate pair leaves, wherever text is cut', () => {
    sink.write('stdout', '\ud83d');
    sink.write('stdout', '😀'.repeat(OUTPUT_CAPS.itemChars));
    expect(
      sends
        .flat()
        .concat(items())
        .every((i) => i.type !== 'stream' || !/\p{Surrogate}/u.test(i.text)),
    ).toBe(true);
    expect(text().startsWith('\ufffd😀')).toBe(true);
    expect(cut('a😀b', 3)).toBe('a…');
    expect(cut('😀', 2)).toBe('😀');
    accepted();
  });
});

describe('curves', () => {
  const curveItems = (): CurveItem[] => items().filter((i) => i.type === 'curve');
  const points = (name: string): [number, number][] =>
    curveItems().flatMap((i) => i.series.filter((s) => s.name === name).flatMap((s) => s.points));

  it('[TJ10] points leave at most four times a second, the rest at the end, in order', () => {
    const curves = new Curves(sink);
    for (let i = 0; i < 100; i++) {
      curves.add('Training', 'epoch', 'loss', i, 1 / (1 + i));
      vi.advanceTimersByTime(20);
    }
    expect(curveItems().length).toBeLessThanOrEqual(9);
    curves.flush();
    expect(points('loss').map(([x]) => x)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    accepted();
  });

  it('[TJ10] a long series is thinned, and all caps hold', () => {
    const curves = new Curves(sink);
    for (let i = 0; i < 200_000; i++) {
      for (const name of ['loss', 'valid', 'other']) curves.add('Training', 'batch', name, i, i % 7);
      if (i % 1_000 === 0) vi.advanceTimersByTime(100);
    }
    for (let c = 0; c < 20; c++) for (let s = 0; s < 20; s++) curves.add(`chart ${c}`, 'x', `series ${s}`, 0, 0);
    curves.add('Training', 'x', 'loss', Number.NaN, 1);
    curves.flush();
    const shown = points('loss').map(([x]) => x);
    expect(shown.length).toBeGreaterThan(1_000);
    expect(shown.at(-1)).toBeGreaterThan(190_000);
    accepted();
  });

  it('[TJ10] where no curve is wanted none is shown, and a new run starts anew', () => {
    const curves = new Curves(sink);
    curves.enabled = false;
    curves.add('Training', 'epoch', 'loss', 1, 1);
    curves.flush();
    expect(items()).toEqual([]);
  });
});
