/** Data of the seeds: marks of their content, and scorers on them. */
import { toCsv } from '../../../datasets/csv.ts';
import { fingerprintData } from '../data/fingerprint.ts';
import { published } from '../data/source.ts';
import type { ScenarioData } from '../data.ts';
import { type Scorer, scorerOf } from '../measure/scorer.ts';
import { keyOf, remembered } from './cache.ts';
import { generate, type Setting } from './facts.ts';
import { datasetsHash, generatorHash } from './sources.ts';

/** sha256 of a seed's data: all of them, and the training file alone, on which probes depend. */
export interface Mark {
  all: string;
  train: string;
}

export interface DataSource {
  mark(seed: string): Promise<Mark>;
  scorer(seed: string): Scorer;
}

/** A source that generates data of a seed only where somebody needs them. */
export function dataSource(setting: Setting): DataSource {
  const { cache, folder, scenario, rows } = setting;
  const generated = new Map<string, ScenarioData>();
  const scorers = new Map<string, Scorer>();
  const data = (seed: string): ScenarioData => {
    const made = generated.get(seed) ?? generate(setting, published(seed), rows);
    generated.set(seed, made);
    return made;
  };
  const source = [generatorHash(folder, scenario.spec.languages), datasetsHash(), scenario.slug, rows];
  return {
    mark: (seed: string): Promise<Mark> =>
      remembered(cache, keyOf('data', source, seed), () => {
        const made = data(seed);
        return { all: fingerprintData(made), train: keyOf(toCsv(made.train)) };
      }),
    scorer(seed: string): Scorer {
      const made = scorers.get(seed) ?? scorerOf(scenario, data(seed));
      scorers.set(seed, made);
      return made;
    },
  };
}
