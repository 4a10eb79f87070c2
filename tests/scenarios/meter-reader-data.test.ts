/** What meter-reader declares about its data, without training anything. */
import { describe, expect, it } from 'vitest';
import { type Picture, swapChannels, turned } from '../../datasets/camera.ts';
import { unpackPixels } from '../../datasets/pixels.ts';
import { type Table, valuesOf } from '../../datasets/table.ts';
import { describeData, mean, text } from '../support/scenarioData.ts';

const SEEDS = ['demo', 'data-1'];
const [HEIGHT, WIDTH] = [14, 10];

const table = describeData({
  slug: 'meter-reader',
  holdout: 5_000,
  few: { train: 1000, holdout: 500 },
  demo: '237c0d1cbe40f368db88fcfbc195e4747c0d39c7c67d86629e15794f1f0ea064',
});
const { variant } = table;

const places = (table: Table, keep: (row: number) => boolean) =>
  Array.from({ length: table.rows }, (_, row) => row).filter(keep);
const pictureOf = (cell: string): Picture => ({ height: HEIGHT, width: WIDTH, channels: 3, bytes: unpackPixels(cell) });

/** Light of each pixel, less its mean: what a digit looks like whatever its colours are. */
function shape({ bytes }: Picture): Float64Array {
  const light = Float64Array.from({ length: HEIGHT * WIDTH }, (_, at) => mean(bytes.subarray(3 * at, 3 * at + 3)));
  const middle = mean(light);
  return light.map((value) => value - middle);
}
const correlation = (a: Float64Array, b: Float64Array) => {
  const product = (x: Float64Array, y: Float64Array) =>
    x.reduce((sum, value, at) => sum + value * (y[at] as number), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
};

it('[SN13] the files stay small enough to be sent', () => {
  const { train, holdout } = table.scenario.spec.data.rows;
  const bytes = Buffer.byteLength(variant('demo').trainCsv) / train;
  expect(bytes * train).toBeLessThan(6e6);
  expect(bytes * holdout).toBeLessThan(14e6);
});

describe.each(SEEDS)('data of seed %s', (seed) => {
  it('[SN13] each digit is as frequent as declared, and rows are in order of time', () => {
    const { train, labels } = variant(seed).data;
    const [least, most] = table.scenario.spec.data.positives;
    for (const values of [valuesOf(train, 'digit'), labels])
      for (let digit = 0; digit < 10; digit++) {
        const share = mean(Array.from(values, (value) => Number(value === digit)));
        expect(share, `share of ${digit}`).toBeGreaterThan(least);
        expect(share, `share of ${digit}`).toBeLessThan(most);
      }
    const moments = text(train, 'taken_at');
    expect(moments).toEqual([...moments].sort());
    expect((moments.at(-1) as string) < (text(variant(seed).data.holdout, 'taken_at')[0] as string)).toBe(true);
  });

  it('[SN13] the hold-out has the same columns without the label, other meters, and the dictionary describes them all', () => {
    const { train, holdout } = variant(seed).data;
    const names = train.columns.map((column) => column.name);
    expect(holdout.columns.map((column) => column.name)).toEqual(names.filter((name) => name !== 'digit'));
    expect(table.scenario.dictionary[0]?.columns.map((column) => column.name)).toEqual(names);
    const known = new Set(valuesOf(train, 'meter_id'));
    expect(valuesOf(holdout, 'meter_id').some((id) => known.has(id))).toBe(false);
  });

  it('[SN13] a step is worth the place times a price of the utility', () => {
    const { train, holdout, arrays } = variant(seed).data;
    expect([...valuesOf(holdout, 'step_eur')]).toEqual([...(arrays.step_eur ?? [])]);
    const prices = { electricity: [0.29, 0.37], gas: [1, 1.24], water: [4.1, 5.1] } as Record<string, [number, number]>;
    const [utility, place, step] = [text(train, 'utility'), valuesOf(train, 'place'), valuesOf(train, 'step_eur')];
    for (let row = 0; row < train.rows; row++) {
      const [least, most] = prices[utility[row] as string] as [number, number];
      const price = (step[row] as number) / (place[row] as number);
      expect(price >= least && price <= most, `row ${row}: ${price}`).toBe(true);
    }
  });

  it('[SN14] no column but the picture tells the digit', () => {
    const { train } = variant(seed).data;
    const digits = valuesOf(train, 'digit');
    for (const { name, values } of train.columns.filter((column) => !['digit', 'pixels', 'id'].includes(column.name))) {
      const groups = new Map<unknown, number[]>();
      for (const [row, value] of Array.from(values as ArrayLike<unknown>).entries())
        groups.set(value, [...(groups.get(value) ?? []), digits[row] as number]);
      // Of groups large enough to mean something: how often their most frequent digit is right.
      const large = [...groups.values()].filter((group) => group.length >= 50);
      const right = large.map((group) =>
        Math.max(...Array.from({ length: 10 }, (_, digit) => group.filter((one) => one === digit).length)),
      );
      const share = right.reduce((sum, count) => sum + count, 0) / Math.max(1, large.flat().length);
      expect(share, `${name} on seed ${seed}`).toBeLessThan(0.5);
    }
  });

  it('[SN13] pictures of Tarn 8 stand on their head from firmware 2.4.0 on, and no others do', () => {
    const { train } = variant(seed).data;
    const [camera, firmware, pixels, digits] = [
      text(train, 'camera'),
      text(train, 'firmware'),
      text(train, 'pixels'),
      valuesOf(train, 'digit'),
    ];
    const sevens = (keep: (row: number) => boolean) =>
      places(train, (row) => digits[row] === 7 && keep(row)).map((row) => pictureOf(pixels[row] as string));
    const halden = sevens((row) => camera[row] === 'Halden 5').map(shape);
    const usual = Float64Array.from({ length: HEIGHT * WIDTH }, (_, at) =>
      mean(halden.map((one) => one[at] as number)),
    );
    const upright = (pictures: Picture[]) =>
      mean(pictures.map((one) => Number(correlation(shape(one), usual) > correlation(shape(turned(one, 2)), usual))));
    expect(upright(sevens((row) => firmware[row] === '2.4.0'))).toBeLessThan(0.15);
    expect(upright(sevens((row) => firmware[row] === '2.3.1'))).toBeGreaterThan(0.7);
    expect(upright(sevens((row) => camera[row] === 'Pico C'))).toBeGreaterThan(0.85);
    const share = (table: Table) => mean(text(table, 'firmware').map((version) => Number(version === '2.4.0')));
    expect(share(variant(seed).data.holdout)).toBeGreaterThan(1.3 * share(train));
  });

  it('[SN13] Orla M1 stores blue before red, and no other camera does', () => {
    const { train } = variant(seed).data;
    const [camera, pixels] = [text(train, 'camera'), text(train, 'pixels')];
    const redness = (name: string, of = (picture: Picture) => picture) =>
      mean(
        places(train, (row) => camera[row] === name).map((row) => {
          const { bytes } = of(pictureOf(pixels[row] as string));
          return mean(bytes.filter((_, at) => at % 3 === 0)) - mean(bytes.filter((_, at) => at % 3 === 2));
        }),
      );
    const halden = redness('Halden 5');
    expect(Math.sign(redness('Orla M1'))).toBe(-Math.sign(halden));
    expect(Math.sign(redness('Orla M1', swapChannels))).toBe(Math.sign(halden));
  });

  it('[SN13] some meters are photographed twice within a minute, with other noise', () => {
    const { train } = variant(seed).data;
    const [meter, taken, place, pixels] = [
      valuesOf(train, 'meter_id'),
      text(train, 'taken_at'),
      valuesOf(train, 'place'),
      text(train, 'pixels'),
    ];
    const keyOf = (row: number) => `${meter[row]} ${taken[row]} ${place[row]}`;
    const first = new Map<string, number>();
    const pairs: [number, number][] = [];
    for (let row = 0; row < train.rows; row++) {
      const before = first.get(keyOf(row));
      if (before === undefined) first.set(keyOf(row), row);
      else pairs.push([before, row]);
    }
    expect(pairs.length / train.rows).toBeGreaterThan(0.08);
    expect(pairs.every(([a, b]) => pixels[a] !== pixels[b])).toBe(true);
  });
});
