/** Entities, their visits and their history: `entities.ts`, `history.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { effectSd, entities, perRow, visits, visitsSince } from '../../../datasets/entities.ts';
import { countKnown, lastKnown, meanKnown, type Past } from '../../../datasets/history.ts';
import { createRng } from '../../../datasets/rng.ts';
import { drawValues } from '../../../datasets/shape.ts';
import { shapes } from '../../../datasets/shapes.ts';

it('[SN40] entities come as often as they are active, and carry one value a trait', () => {
  const made = entities(createRng('e'), 3, { spend: shapes.logNormal(50, 1) });
  const owner = visits(createRng('who'), 30_000, [1, 0, 3]);
  const counts = [0, 1, 2].map((at) => owner.filter((one) => one === at).length);
  expect(counts[1]).toBe(0);
  expect(Math.abs((counts[0] as number) / 30_000 - 0.25)).toBeLessThan(0.013);
  expect(new Set(perRow(made.traits.spend, owner))).toEqual(new Set([made.traits.spend[0], made.traits.spend[2]]));
  expect(() => visits(createRng('v'), 1, [0])).toThrow('visits of v: no entity is active');
  expect(() => visits(createRng('v'), 1, [1, -1])).toThrow('entity 1 has an activity of -1');
  expect(() => entities(createRng('v'), 0, {})).toThrow('entities of v: a count of 0');
});

it('[SN40] another trait leaves the others as they were', () => {
  const one = entities(createRng('t'), 20, { a: shapes.normal(0, 1) });
  const two = entities(createRng('t'), 20, { b: shapes.gamma(1, 1), a: shapes.normal(0, 1) });
  expect(two.traits.a).toEqual(one.traits.a);
});

it('[SN40] nobody comes before being there, and all who are there may come', () => {
  const minutes = fc.array(fc.nat(100), { minLength: 1, maxLength: 40 });
  const people = fc.array(fc.record({ since: fc.nat(100), activity: fc.constantFrom(0, 1, 5) }), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(fc.string(), minutes, people, (seed, at, others) => {
      const all = [...others, { since: 0, activity: 1 }];
      const owner = visitsSince(
        createRng(seed),
        at,
        all.map((one) => one.activity),
        all.map((one) => one.since),
      );
      for (const [row, one] of owner.entries()) {
        expect(all[one]?.since).toBeLessThanOrEqual(at[row] as number);
        expect(all[one]?.activity).toBeGreaterThan(0);
      }
    }),
  );
  const owner = visitsSince(createRng('late'), new Float64Array(9000).fill(10), [1, 1, 1], [0, 10, 11]);
  expect(Math.abs(owner.filter((one) => one === 1).length / 9000 - 0.5)).toBeLessThan(0.03);
  expect(() => visitsSince(createRng('w'), [5, 1], [1], [3])).toThrow('visits of w: row 1 comes before every entity');
});

it('[SN40] effects have the intraclass correlation asked for', () => {
  const latent = Math.PI ** 2 / 3;
  for (const wanted of [0, 0.1, 0.5]) {
    const variance = effectSd(wanted) ** 2;
    expect(variance / (variance + latent)).toBeCloseTo(wanted, 12);
  }
  const drawn = drawValues(createRng('icc'), shapes.normal(0, effectSd(0.3)), 40_000);
  expect(Math.abs(drawn.reduce((sum, value) => sum + value * value, 0) / 40_000 / latent - 3 / 7)).toBeLessThan(0.02);
  expect(() => effectSd(1)).toThrow('an intraclass correlation of 1');
});

/** The definition, row by row over all rows. */
function knownBefore({ owner, minutes, values, delay }: Past, row: number, window: number): number[] {
  const now = minutes[row] as number;
  const wait = (at: number) => (typeof delay === 'number' ? delay : (delay[at] as number));
  return Array.from({ length: minutes.length }, (_, at) => at)
    .filter(
      (at) =>
        owner[at] === owner[row] && (minutes[at] as number) + wait(at) < now && (minutes[at] as number) >= now - window,
    )
    .map((at) => values[at] as number);
}

it('[SN40] a row knows of the past what was known before its minute, and no more', () => {
  const rows = fc.array(fc.record({ minute: fc.nat(50), owner: fc.nat(3), delay: fc.nat(20), value: fc.nat(9) }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(rows, fc.nat(30), (given, window) => {
      const sorted = [...given].sort((a, b) => a.minute - b.minute);
      const past: Past = {
        owner: sorted.map((one) => one.owner),
        minutes: sorted.map((one) => one.minute),
        values: sorted.map((one) => one.value),
        delay: sorted.map((one) => one.delay),
      };
      const last = lastKnown(past, -1);
      const count = countKnown(past, window);
      const average = meanKnown(past, window, 4, 2);
      for (let row = 0; row < sorted.length; row++) {
        expect(last[row]).toBe(knownBefore(past, row, Number.POSITIVE_INFINITY).at(-1) ?? -1);
        const known = knownBefore(past, row, window);
        expect(count[row]).toBe(known.length);
        expect(average[row]).toBeCloseTo((8 + known.reduce((sum, value) => sum + value, 0)) / (known.length + 2), 12);
      }
    }),
  );
});

it('[SN40] history without order, or from the future, is refused with the row', () => {
  const past = { owner: [1, 1], minutes: [5, 4], values: [0, 0], delay: 0 };
  expect(() => lastKnown(past, 0)).toThrow('row 1 is earlier than the one before it');
  expect(() => lastKnown({ ...past, minutes: [4, 5], delay: [1, -1] }, 0)).toThrow('row 1 is known -1 minutes after');
  expect(() => lastKnown({ ...past, values: [0] }, 0)).toThrow('1 values for 2 minutes');
  expect(() => meanKnown({ ...past, minutes: [4, 5] }, 10, 0, 0)).toThrow('weight of 0');
});
