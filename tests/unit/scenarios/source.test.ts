/** What data are drawn from: two secrets, a published pair, the one seed of before. */
import { expect, it } from 'vitest';
import { createRng } from '../../../datasets/rng.ts';
import { createTable, numbers } from '../../../datasets/table.ts';
import { type DataSource, drawData, published } from '../../../scenarios/kit/data/source.ts';
import type { DataMaker, DataRngs, DataSize } from '../../../scenarios/kit/data.ts';

const WORLD = 'a'.repeat(32);
const HOLDOUT = 'b'.repeat(32);
const SIZE: DataSize = { train: 20, holdout: 20 };
const secrets = (world: string, holdout: string): DataSource => ({ kind: 'secrets', label: 'acme', world, holdout });

const column = (draw: () => number) => createTable([numbers('x', Float64Array.from({ length: 20 }, draw), 6)]);
const given: DataRngs[] = [];
const generate: DataMaker = (rng) => {
  given.push(rng);
  const [a, b] = [rng.world.stream('train'), rng.holdout.stream('holdout')];
  return {
    train: column(a.uniform),
    holdout: column(b.uniform),
    labels: Uint8Array.from({ length: 20 }, () => b.below(2)),
    arrays: {},
  };
};
function drawn(source: DataSource, slug = 'small') {
  const { data, split } = drawData({ slug, generate }, source, SIZE);
  const values = ({ train, holdout }: typeof data) => [train, holdout].map(({ columns }) => columns[0]?.values);
  return { train: values(data)[0], rest: [values(data)[1], data.labels, split.uniform()] };
}

it('[SN23] the training rows are of the first secret, the hold-out and its split of the second', () => {
  const first = drawn(secrets(WORLD, HOLDOUT));
  expect(drawn(secrets(WORLD, HOLDOUT))).toEqual(first);
  const other = drawn(secrets(WORLD, 'c'.repeat(32)));
  expect(other.train).toEqual(first.train);
  for (const [at, part] of other.rest.entries()) expect(part).not.toEqual(first.rest[at]);
  const elsewhere = drawn(secrets('c'.repeat(32), HOLDOUT));
  expect(elsewhere.rest).toEqual(first.rest);
  expect(elsewhere.train).not.toEqual(first.train);
  expect(drawn(secrets(WORLD, HOLDOUT), 'large').train).not.toEqual(first.train);
});

it('[SN23] the label of secrets tells nothing of the data', () => {
  const { world, holdout } = { world: WORLD, holdout: HOLDOUT };
  const one = drawn({ kind: 'secrets', label: 'acme', world, holdout });
  expect(drawn({ kind: 'secrets', label: 'umbrella', world, holdout })).toEqual(one);
  expect(one).not.toEqual(drawn(published('acme')));
});

it('[SN23] a published pair and the seed of before draw what that seed drew', () => {
  const before = createRng('small/acme').stream('data');
  const train = column(before.stream('train').uniform).columns[0]?.values;
  const split = createRng('small/acme').stream('public').uniform();
  for (const kind of ['published', 'seed'] as const) {
    const now = drawn({ kind, label: 'acme' });
    expect(now.train).toEqual(train);
    expect(now.rest[2]).toBe(split);
  }
});

it('[SN23] no source of a secret says it in its label', () => {
  given.length = 0;
  drawn(secrets(WORLD, HOLDOUT));
  for (const { world, holdout } of given)
    expect(`${world.label} ${holdout.label} ${JSON.stringify([world, holdout])}`).not.toMatch(/a{32}|b{32}/);
});

it('[SN23] a generator that takes one source serves interviews of one seed, and is refused in words for all others', () => {
  const old = ((rng: ReturnType<typeof createRng>) => ({
    train: rng.stream('train').uniform(),
  })) as unknown as DataMaker;
  const { data } = drawData({ slug: 'small', generate: old }, { kind: 'seed', label: 's' }, SIZE);
  expect(data.train).toBe(createRng('small/s').stream('data').stream('train').uniform());
  for (const source of [published('s'), secrets(WORLD, HOLDOUT)])
    expect(() => drawData({ slug: 'small', generate: old }, source, SIZE)).toThrow(
      /^generate of small draws from one source .*rng\.world for the world.*docs\/AUTHORING\.md/,
    );
});
