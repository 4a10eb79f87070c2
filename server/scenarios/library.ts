/** The port's answers. Runs in the scenario thread; the last few variants stay made, the last few stored contents stay read. */
import { gzipSync } from 'node:zlib';
import type { ScenarioSummary } from '../../protocol/api.ts';
import {
  loadScenarios,
  makeVariant,
  type Scenario,
  toCandidateBundle,
  toStaffBundle,
  type Variant,
} from '../../scenarios/kit/index.ts';
import { Cache } from '../cache.ts';
import { type AnswerKey, answerKeyBytes, answerKeyOf, readAnswerKey } from '../marking/answerKey.ts';
import { markResult } from '../marking/mark.ts';
import type { MarkInput } from '../marking/types.ts';
import { type HoldoutRows, handOut, holdoutBytes, holdoutOrder, holdoutRowsOf, readHoldout } from './holdoutRows.ts';
import { pack, unpack } from './packed.ts';
import { type Material, type Packed, UnknownVariantError, type VariantInfo, type VariantKey } from './port.ts';

/** Made variants that are cached; one with 100,000 hold-out rows takes some tens of MB. */
const CACHED_VARIANTS = 4;
/** Stored contents that stay read, of each kind. */
const CACHED_CONTENTS = 4;

/** The port's answers, from the scenario folders below `root`. Methods are as in `ScenarioPort`. */
export class Library {
  readonly #root: string;
  #scenarios: Promise<Map<string, Scenario>> | null = null;
  readonly #variants = new Cache<Variant>({ entries: CACHED_VARIANTS });
  readonly #holdouts = new Cache<HoldoutRows>({ entries: CACHED_CONTENTS });
  readonly #answerKeys = new Cache<AnswerKey>({ entries: CACHED_CONTENTS });

  constructor(root: string) {
    this.#root = root;
  }

  #all(): Promise<Map<string, Scenario>> {
    this.#scenarios ??= loadScenarios(this.#root);
    return this.#scenarios;
  }

  async list(): Promise<ScenarioSummary[]> {
    return [...(await this.#all()).values()].map(({ slug, version, spec }) => ({
      slug,
      version,
      title: spec.title,
      summary: spec.story.decision,
      minutes: spec.minutes,
      published: spec.data.published,
      languages: spec.languages,
      forms: spec.forms.map(({ id, level, languages, bugs }) => ({
        id,
        level,
        title: `${level}: ${bugs.length} planted`,
        languages,
        bugs,
      })),
    }));
  }

  async #make({ slug, form, source, language }: VariantKey): Promise<Variant> {
    const key = JSON.stringify([slug, form, source, language]);
    const known = this.#variants.get(key);
    if (known) return known;
    const scenario = (await this.#all()).get(slug);
    if (!scenario) throw new UnknownVariantError(`there is no scenario "${slug}"`);
    const spec = scenario.spec.forms.find((f) => f.id === form);
    if (!spec) throw new UnknownVariantError(`${slug} has no form "${form}"`);
    if (!spec.languages.includes(language))
      throw new UnknownVariantError(`form ${form} of ${slug} is not for ${language}`);
    const variant = makeVariant(scenario, { form, source, language });
    this.#variants.set(key, variant);
    return variant;
  }

  async variant(key: VariantKey): Promise<VariantInfo> {
    const variant = await this.#make(key);
    return { version: variant.scenario.version, candidate: toCandidateBundle(variant), staff: toStaffBundle(variant) };
  }

  async material(key: VariantKey): Promise<Material> {
    const variant = await this.#make(key);
    return {
      version: variant.scenario.version,
      remakes: variant.scenario.spec.data.remakes,
      files: { [variant.scenario.spec.data.train]: pack(new TextEncoder().encode(variant.trainCsv)) },
      holdout: pack(holdoutBytes(holdoutRowsOf(variant))),
      answerKey: pack(answerKeyBytes(answerKeyOf(variant))),
    };
  }

  async holdout(stored: Packed, salt: string): Promise<Uint8Array> {
    const rows = this.#holdouts.get(stored.hash) ?? readHoldout(unpack(stored));
    this.#holdouts.set(stored.hash, rows);
    return gzipSync(handOut(rows, salt), { level: 1 });
  }

  async mark(stored: Packed, input: MarkInput) {
    const key = this.#answerKeys.get(stored.hash) ?? readAnswerKey(unpack(stored));
    this.#answerKeys.set(stored.hash, key);
    return markResult(key, holdoutOrder(key.labels.length, input.salt), input);
  }
}
