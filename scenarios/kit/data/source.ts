/** What the data of a variant are drawn from, and how. */
import { createRng, type Rng } from '../../../datasets/rng.ts';
import { createSecretRng } from '../../../datasets/secretRng.ts';
import type { DataMaker, DataRngs, DataSize, ScenarioData } from '../data.ts';

/**
 * Where a variant's data come from; `label` is what people call them.
 * - `secrets`: two secrets of 128 random bits each, 32 digits of hex; the label tells nothing of the data.
 * - `published`: the pair that belongs to the label. Everybody can make the labels: for gate, tests, demo and preview.
 * - `seed`: one seed for everything, the label itself; of interviews that an earlier version made. None is made so any more.
 */
export type DataSource =
  | { kind: 'secrets'; label: string; world: string; holdout: string }
  | { kind: 'published'; label: string }
  | { kind: 'seed'; label: string };

/** The published pair of a label. */
export const published = (label: string): DataSource => ({ kind: 'published', label });

/** The sources of a scenario's data, and that of the split of its hold-out. */
interface Sources {
  data: DataRngs;
  /** Which rows of the hold-out are public: of the second secret, like the rows. */
  split: Rng;
}

function sourcesOf(slug: string, source: DataSource): Sources {
  if (source.kind === 'secrets') {
    const [world, holdout] = (['world', 'holdout'] as const).map((part) => createSecretRng(source[part], part)) as [
      Rng,
      Rng,
    ];
    return {
      data: { world: world.stream(slug), holdout: holdout.stream(slug) },
      split: holdout.stream(`public/${slug}`),
    };
  }
  // A published pair draws what its label drew when it was the one seed, so that measurements and demo stay what they were.
  const rng = createRng(`${slug}/${source.label}`);
  const data = rng.stream('data');
  const both = { world: data, holdout: data };
  // Generators of that time took one source. It goes on to serve them, and only interviews of that time.
  return { data: source.kind === 'seed' ? { ...data, ...both } : both, split: rng.stream('public') };
}

/** A generator that takes one source where it is given two. */
const ONE_SOURCE = /\b(stream|uniform|below|key) is not a function/;

/**
 * Generates the data of a source.
 * @returns the data, and the source of the split
 * @throws Error where the generator takes one source; whatever it throws itself
 */
export function drawData(
  { slug, generate }: { slug: string; generate: DataMaker },
  source: DataSource,
  size: DataSize,
): { data: ScenarioData; split: Rng } {
  const { data, split } = sourcesOf(slug, source);
  try {
    return { data: generate(data, size), split };
  } catch (error) {
    if (!(error instanceof TypeError && ONE_SOURCE.test(error.message))) throw error;
    throw new Error(
      `generate of ${slug} draws from one source (${error.message}), but gets two: rng.world for the world and the training rows, rng.holdout for the hold-out. Change data.ts by section 3 of docs/AUTHORING.md.`,
      { cause: error },
    );
  }
}
