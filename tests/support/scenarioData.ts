/** What holds for the data of every scenario, and variants of a seed for the tests of one. */
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { fingerprint } from '../../datasets/csv.ts';
import { columnOf, type Table } from '../../datasets/table.ts';
import { published } from '../../scenarios/kit/data/source.ts';
import { loadScenario } from '../../scenarios/kit/read/load.ts';
import type { Scenario } from '../../scenarios/kit/read/scenario.ts';
import { makeVariant, type Variant } from '../../scenarios/kit/render/variant.ts';

export interface ScenarioDataOptions {
  slug: string;
  /** Hold-out rows of {@link ScenarioData.variant}. */
  holdout: number;
  /** Rows for comparing bytes: few, so that a seed is made in no time. */
  few: { train: number; holdout: number };
  /** Of the seed `demo`: sha256 of its training file. */
  demo: string;
}

export interface ScenarioData {
  /** Inside tests. */
  readonly scenario: Scenario;
  /** The variant of a seed, made once. */
  variant(seed: string): Variant;
}

const FORM = { form: 'senior-a', language: 'python' } as const;

/** Loads the scenario, and registers the tests that hold for the data of each. */
export function describeData({ slug, holdout, few, demo }: ScenarioDataOptions): ScenarioData {
  let scenario: Scenario;
  const variants = new Map<string, Variant>();
  const variant = (seed: string): Variant => {
    const made = variants.get(seed) ?? makeVariant(scenario, { ...FORM, source: published(seed), rows: { holdout } });
    variants.set(seed, made);
    return made;
  };

  beforeAll(async () => {
    scenario = await loadScenario(path.resolve(import.meta.dirname, '../../scenarios', slug));
  });

  it('[SN9] the same seed gives the same bytes, and the training rows do not depend on the size of the hold-out', () => {
    const make = (seed: string, rows: number) =>
      makeVariant(scenario, { ...FORM, source: published(seed), rows: { train: few.train, holdout: rows } });
    const [a, b] = [make('demo', few.holdout), make('demo', few.holdout)];
    expect(a.fingerprint).toBe(b.fingerprint);
    expect(fingerprint(a.data.holdout)).toBe(fingerprint(b.data.holdout));
    expect(a.data.labels).toEqual(b.data.labels);
    expect(a.publicRows).toEqual(b.publicRows);
    expect(make('demo', 100).fingerprint).toBe(a.fingerprint);
    expect(make('data-1', 100).fingerprint).not.toBe(a.fingerprint);
  });

  it('[SN9] the data of a seed stay what they were; a change makes recorded interviews another thing', () => {
    expect(variant('demo').fingerprint).toBe(demo);
  });

  return {
    get scenario() {
      return scenario;
    },
    variant,
  };
}

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Cells of a column of texts. */
export const text = (table: Table, name: string): string[] => columnOf(table, name).values as string[];
