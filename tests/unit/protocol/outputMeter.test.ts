import { describe, expect, test } from 'vitest';
import type { CurveItem, OutputItem } from '../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import { createOutputMeter, OUTPUT_MESSAGE_BYTES, outputMessages } from '../../../protocol/outputMeter.ts';

const stream = (text: string): OutputItem => ({ type: 'stream', name: 'stdout', text });
const table = (rows: number, cell: string): OutputItem => ({
  type: 'table',
  kind: 'frame',
  columns: [{ name: 'a', dtype: 'object' }],
  index: { name: '', dtype: 'int64', labels: Array.from({ length: rows }, (_, i) => i) },
  rows: Array.from({ length: rows }, () => [cell]),
  head: rows,
  shape: [rows, 1],
});

describe('caps at the receiver', () => {
  test('[SB8] text is taken up to the caps of characters and lines', () => {
    const meter = createOutputMeter();
    const pieces = Array.from({ length: 20 }, () => stream('x'.repeat(30_000)));
    expect(pieces.filter((piece) => meter.take(piece)).length).toBe(Math.floor(OUTPUT_CAPS.chars / 30_000));
    const lines = createOutputMeter();
    expect(lines.take(stream('\n'.repeat(OUTPUT_CAPS.lines)))).not.toBeNull();
    expect(lines.take(stream('\n'))).toBeNull();
    expect(lines.take({ type: 'notice', kind: 'info', text: 'still told' })).not.toBeNull();
  });

  test('[SB8] shapes are exact', () => {
    const meter = createOutputMeter();
    for (const item of [
      null,
      'text',
      { type: 'html', text: '<b>' },
      { ...stream('x'), extra: 1 },
      stream(''),
      stream('x'.repeat(OUTPUT_CAPS.itemChars + 1)),
      { type: 'image', mime: 'image/png', data: 'PHN2Zz4=', width: 1, height: 1, alt: '' },
      { type: 'image', mime: 'image/svg+xml', data: '<svg>', width: 1, height: 1, alt: '' },
      { ...table(2, 'x'), rows: [['x']] },
      table(OUTPUT_CAPS.tableRows + 1, 'x'),
    ]) {
      expect(meter.take(item), JSON.stringify(item)?.slice(0, 80)).toBeNull();
    }
    expect(meter.refused).toBe(10);
    expect(meter.take(table(3, 'x'))).not.toBeNull();
  });

  test('[SB8] tables and images are counted', () => {
    const meter = createOutputMeter();
    const taken = Array.from({ length: 40 }, () => meter.take(table(1, 'x'))).filter(Boolean);
    expect(taken).toHaveLength(OUTPUT_CAPS.tables);
  });
});

describe('curves', () => {
  const points = (n: number): [number, number][] => Array.from({ length: n }, (_, i) => [i, 1 / (i + 1)]);
  const curve = (chart: string, series: Record<string, number> = { loss: 1 }): CurveItem => ({
    type: 'curve',
    chart,
    xLabel: 'epoch',
    series: Object.entries(series).map(([name, n]) => ({ name, points: points(n) })),
  });

  test('[RN11] shapes are exact and numbers are finite', () => {
    const meter = createOutputMeter();
    const loss = curve('fit');
    const wrong = (part: object) => ({ ...loss, ...part });
    const series = (...pairs: unknown[]) => wrong({ series: [{ name: 'loss', points: pairs }] });
    for (const item of [
      wrong({ chart: '' }),
      wrong({ chart: 'x'.repeat(81) }),
      wrong({ xLabel: 'x'.repeat(41) }),
      wrong({ colour: 'red' }),
      wrong({ series: [] }),
      series(),
      series([1, Number.NaN]),
      series([Number.POSITIVE_INFINITY, 1]),
      series([1, 2, 3]),
      series([1, '2']),
      wrong({ series: [...curve('fit').series, ...curve('fit').series] }),
      curve('fit', { loss: 1_001 }),
      curve('fit', Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`s${i}`, 1]))),
    ])
      expect(meter.take(item), JSON.stringify(item).slice(0, 80)).toBeNull();
    expect(meter.refused).toBe(13);
    expect(meter.take(curve('fit', { loss: 500, valid: 500 }))).not.toBeNull();
  });

  test('[RN11] charts, series of a chart and points of a run are counted', () => {
    const charts = createOutputMeter();
    const taken = Array.from({ length: 12 }, (_, i) => charts.take(curve(`chart ${i}`)) !== null);
    expect(taken.filter(Boolean)).toHaveLength(OUTPUT_CAPS.curveCharts);
    expect(charts.take(curve('chart 0'))).not.toBeNull();
    const series = createOutputMeter();
    for (let i = 0; i < 12; i++) expect(series.take(curve('fit', { [`s${i}`]: 1 }))).not.toBeNull();
    expect(series.take(curve('fit', { s12: 1 }))).toBeNull();
    expect(series.take(curve('fit', { s0: 1 }))).not.toBeNull();
    const many = createOutputMeter();
    for (let i = 0; i < 20; i++) expect(many.take(curve('fit', { loss: 1_000 }))).not.toBeNull();
    expect(many.take(curve('fit'))).toBeNull();
    expect(many.take(stream('still told'))).not.toBeNull();
  });
});

describe('messages', () => {
  test('[RN4] every message stays below its size, nothing is lost and order is kept', () => {
    const items = [
      ...Array.from({ length: 300 }, (_, i) => stream(`${i}\n`)),
      ...Array.from({ length: 8 }, () => table(200, '\u0001'.repeat(190))),
      ...Array.from({ length: 6 }, () => stream('😀'.repeat(16_000))),
    ];
    const messages = outputMessages(items);
    expect(messages.flat()).toEqual(items);
    for (const message of messages) {
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(OUTPUT_MESSAGE_BYTES + 2);
      expect(message.length).toBeLessThanOrEqual(200);
    }
    expect(outputMessages([])).toEqual([]);
  });
});
