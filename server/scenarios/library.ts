/** Scenario folders as answers to the port's questions. Runs in the scenario thread; the last few variants stay made. */
import { gzipSync } from 'node:zlib';
import { toCsv } from '../../datasets/csv.ts';
import { createRng } from '../../datasets/rng.ts';
import type { ScenarioSummary } from '../../protocol/api.ts';
import {
  loadScenarios,
  makeVariant,
  type Scenario,
  toCandidateBundle,
  toStaffBundle,
  type Variant,
} from '../../scenarios/kit/index.ts';
import { markResult } from '../marking/mark.ts';
import type { MarkInput } from '../marking/types.ts';
import { UnknownVariantError, type VariantInfo, type VariantKey } from './port.ts';

/** Made variants that are cached; one with 100,000 hold-out rows takes some tens of MB. */
const CACHED_VARIANTS = 4;

/** The order of the hold-out rows under a salt: position in the file -> row of the data. */
export function holdoutOrder(rows: number, salt: string): Uint32Array {
  const rng = createRng(`hand-out/${salt}`).stream('order');
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  for (let i = rows - 1; i > 0; i--) {
    const j = Math.floor(rng.uniform() * (i + 1));
    const [a, b] = [order[i] as number, order[j] as number];
    order[i] = b;
    order[j] = a;
  }
  return order;
}

/** The hold-out as text, written once per variant: what changes between hand-outs is the order of the lines and their ids. */
interface Lines {
  header: string;
  /** Each row without its id, which is the first cell. */
  rows: string[];
  /** Keeps the type of the id: text stays text. */
  prefix: string;
}

/** Throws where the id is not the first column, or a cell holds a line break: such a table has no lines to reorder. */
function linesOf({ data, scenario }: Variant): Lines {
  const { holdout } = data;
  if (holdout.columns[0]?.name !== scenario.spec.data.id) {
    throw new Error(`${scenario.slug}: the id has to be the first column of the hold-out`);
  }
  const [header = '', ...lines] = toCsv(holdout).trimEnd().split('\n');
  if (lines.length !== holdout.rows) throw new Error(`${scenario.slug}: a cell of the hold-out holds a line break`);
  const prefix = holdout.columns[0].kind === 'text' ? 'h' : '';
  return { header, prefix, rows: lines.map((line) => line.slice(line.indexOf(',') + 1)) };
}

/** The rows in the salt's order, with ids that reveal nothing about those of another hand-out. */
function handOut({ header, rows, prefix }: Lines, salt: string): string {
  const order = holdoutOrder(rows.length, salt);
  const text = [header];
  for (let i = 0; i < order.length; i++) text.push(`${prefix}${i + 1},${rows[order[i] as number]}`);
  text.push('');
  return text.join('\n');
}

/** The port's answers, from the scenario folders below `root`. Methods are as in `ScenarioPort`. */
export class Library {
  readonly #root: string;
  #scenarios: Promise<Map<string, Scenario>> | null = null;
  readonly #variants = new Map<string, Variant>();
  readonly #lines = new WeakMap<Variant, Lines>();

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

  async #make({ slug, form, seed, language }: VariantKey): Promise<Variant> {
    const key = JSON.stringify([slug, form, seed, language]);
    const known = this.#variants.get(key);
    if (known) {
      this.#variants.delete(key);
      this.#variants.set(key, known);
      return known;
    }
    const scenario = (await this.#all()).get(slug);
    if (!scenario) throw new UnknownVariantError(`there is no scenario "${slug}"`);
    const spec = scenario.spec.forms.find((f) => f.id === form);
    if (!spec) throw new UnknownVariantError(`${slug} has no form "${form}"`);
    if (!spec.languages.includes(language))
      throw new UnknownVariantError(`form ${form} of ${slug} is not for ${language}`);
    const variant = makeVariant(scenario, { form, seed, language });
    this.#variants.set(key, variant);
    const [oldest] = this.#variants.keys();
    if (this.#variants.size > CACHED_VARIANTS && oldest !== undefined) this.#variants.delete(oldest);
    return variant;
  }

  async variant(key: VariantKey): Promise<VariantInfo> {
    const variant = await this.#make(key);
    return { version: variant.scenario.version, candidate: toCandidateBundle(variant), staff: toStaffBundle(variant) };
  }

  async file(key: VariantKey, name: string): Promise<Uint8Array | null> {
    const variant = await this.#make(key);
    return name === variant.scenario.spec.data.train ? new TextEncoder().encode(variant.trainCsv) : null;
  }

  async holdout(key: VariantKey, salt: string): Promise<Uint8Array> {
    const variant = await this.#make(key);
    let lines = this.#lines.get(variant);
    if (!lines) {
      lines = linesOf(variant);
      this.#lines.set(variant, lines);
    }
    return gzipSync(handOut(lines, salt), { level: 1 });
  }

  async mark(key: VariantKey, input: MarkInput) {
    const variant = await this.#make(key);
    return markResult(variant, holdoutOrder(variant.data.labels.length, input.salt), input);
  }
}
