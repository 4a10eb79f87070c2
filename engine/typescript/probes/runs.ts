/** What probes of one call share: the contract, the training file, and one fitted pipeline for each size of sample. */

import type { FunctionName } from '../../contract/functions.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import { idKey } from '../official/alignment.ts';
import type { Contract } from '../official/contract.ts';
import { OfficialError } from '../official/error.ts';
import { decisionsOf, plainScores, type Scores, scoresOf } from '../official/outputs.ts';
import { column, count, take, without } from '../official/rows.ts';
import type { OfficialHost } from '../official/run.ts';
import { pairOf, plainLabel } from '../official/train.ts';
import { copied } from './change.ts';
import { type Marks, marks, modelMarks } from './compare.ts';
import type { Limit } from './limit.ts';
import { Table } from './table.ts';

/** What `load` and `split` made of a table; nobody changes these rows, whoever needs them gets copies. */
export interface Split {
  table: Table;
  loaded: unknown;
  train: unknown;
  valid: unknown;
  sizes: { train: number; valid: number };
}

/** A pipeline after `tune`; marks are of prep and model as `prepare` and `fit` returned them. */
interface Fitted {
  prep: unknown;
  model: unknown;
  prepMarks: Marks;
  modelMarks: Marks;
}

const isTensor = (value: unknown): value is { dispose(): void } =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'dispose' in value;

interface SessionInput {
  /** Imports the candidate's files and finds the functions of the contract. */
  open: () => Promise<Contract>;
  config: OfficialConfig;
  host: OfficialHost;
  /** Of the contract functions. */
  seed: number;
  limit: Limit;
}

/** Calls contract functions: random numbers seeded before each call, copies of rows given, time looked at. */
export class Session {
  /** Whose functions are called. */
  contract: Contract;
  readonly config: OfficialConfig;
  readonly host: OfficialHost;
  readonly seed: number;
  readonly #limit: Limit;
  readonly #open: () => Promise<Contract>;
  readonly #kept = new Map<string, Promise<unknown>>();
  /** The contract function that was called last. */
  step: FunctionName | null = null;

  private constructor({ contract, open, config, host, seed, limit }: SessionInput & { contract: Contract }) {
    this.contract = contract;
    this.#open = open;
    this.config = config;
    this.host = host;
    this.seed = seed;
    this.#limit = limit;
  }

  /** @throws what the candidate's files throw when they are imported, as far as no function keeps it for itself */
  static async open(input: SessionInput): Promise<Session> {
    return new Session({ ...input, contract: await input.open() });
  }

  /** The candidate's files imported once more: nothing that training changed in them is there. */
  newlyImported(): Promise<Contract> {
    return this.#open();
  }

  /** Calls go to the functions of another contract inside. */
  async under<Value>(contract: Contract, action: () => Promise<Value>): Promise<Value> {
    const before = this.contract;
    this.contract = contract;
    try {
      return await action();
    } finally {
      this.contract = before;
    }
  }

  /** Calls a contract function. @throws OfficialError `missing-function`, Late, what the function throws. */
  async call(name: FunctionName, given: readonly unknown[], { seeded = true } = {}): Promise<unknown> {
    this.#limit.check();
    this.step = name;
    if (!this.contract.has(name)) throw new OfficialError('missing-function', `there is no function ${name}`);
    if (seeded) this.host.seed(this.seed);
    const answer = await this.contract.call(name, ...given);
    this.#limit.check();
    return answer;
  }

  /** The value of a key, made once and cached; a failure is cached too and thrown again. */
  kept<Value>(key: string, make: () => Value | Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key) as Promise<Value> | undefined;
    if (known) return known;
    const made = (async () => make())();
    this.#kept.set(key, made);
    made.catch(() => {});
    return made;
  }

  /** The training file, or a sample of so many of its rows. */
  async table(rows: number | null): Promise<Table> {
    const whole = await this.kept('table', () =>
      Table.read(new TextDecoder().decode(this.host.reader.read(this.config.train))),
    );
    if (rows === null || rows >= whole.lines.length) return whole;
    return this.kept(`table ${rows}`, () => whole.sample(rows, this.config.label));
  }

  /** Rows as the candidate's `load` reads a table. */
  async load(table: Table): Promise<unknown> {
    const path = `probes/${this.config.train}`;
    this.host.reader.set(path, new TextEncoder().encode(table.write()));
    const loaded = await this.call('load', [path]);
    if (count(loaded) === 0) throw new OfficialError('bad-rows', 'load returned no rows');
    return loaded;
  }

  /** Loads a table and splits it. */
  async split(table: Table): Promise<Split> {
    const loaded = await this.load(table);
    const [train, valid] = pairOf(await this.call('split', [copied(loaded), this.seed]));
    const sizes = { train: count(train, 'split'), valid: count(valid, 'split') };
    if (sizes.train === 0 || sizes.valid === 0) throw new OfficialError('bad-rows', 'split returned an empty part');
    return { table, loaded, train, valid, sizes };
  }

  /** Loaded and split rows of a sample, made once. */
  async base(rows: number | null): Promise<Split> {
    const table = await this.table(rows);
    return this.kept(`split ${table.lines.length}`, () => this.split(table));
  }

  /** The pipeline fitted to a sample, made once; `tuned` false: as it was before `tune`. */
  async fitted(rows: number | null, { tuned = true } = {}): Promise<Fitted> {
    const { table, train, valid } = await this.base(rows);
    const tune = tuned && this.contract.has('tune');
    return this.kept(`fitted ${table.lines.length} ${tune}`, () => this.fit(train, valid, { tune }));
  }

  /** Runs prepare, fit and, by default, tune on copies of the rows. */
  async fit(train: unknown, valid: unknown, { tune = true } = {}): Promise<Fitted> {
    const [own, held] = [copied(train), copied(valid)];
    const prep = await this.call('prepare', [own, held]);
    const rows = count(valid, 'split');
    const prepMarks = await marks(prep, 'prep', rows);
    let model = await this.call('fit', [own, prep, this.seed]);
    const ofModel = await modelMarks(this.host.tf, model, rows);
    if (tune && this.contract.has('tune')) model = await this.call('tune', [model, held]);
    return { prep, model, prepMarks, modelMarks: ofModel };
  }

  /** Checked scores of rows, the label taken off; a copy of the rows is given. */
  predict(model: unknown, rows: unknown, options?: { seeded?: boolean }): Promise<Scores> {
    return this.predictWhole(model, without(rows, this.config.label), options);
  }

  /** The same with all columns of the rows. */
  async predictWhole(model: unknown, rows: unknown, options?: { seeded?: boolean }): Promise<Scores> {
    const answer = await this.call('predict', [model, copied(rows)], options);
    const scores = await scoresOf(answer, count(rows), this.config.outputs);
    if (isTensor(answer)) answer.dispose();
    return scores;
  }

  /** Checked decisions of rows, the label taken off; a copy of the rows is given. */
  async decide(model: unknown, rows: unknown, scores: Scores): Promise<Uint8Array> {
    const given = copied(without(rows, this.config.label));
    const answer = await this.call('decide', [model, given, plainScores(scores)]);
    return decisionsOf(answer, count(rows), this.config.choices);
  }

  /** Labels of rows, true and false as 1 and 0. */
  labels(rows: unknown): unknown[] {
    return column(rows, this.config.label, 'split').map(plainLabel);
  }

  /** Ids of rows as texts. */
  ids(rows: unknown, by: FunctionName = 'split'): string[] {
    return column(rows, this.config.id, by).map(idKey);
  }

  /** At most so many rows, spread over all of them. */
  some(rows: unknown, most: number): unknown {
    const n = count(rows);
    const length = Math.min(n, most);
    return take(
      rows,
      Array.from({ length }, (_, i) => Math.floor((i * n) / length)),
    );
  }

  /** What counts as equal: 1e-9, or 1e-5 where the model holds tensors. */
  async tolerance(asked: number | null, model: unknown): Promise<number> {
    if (asked !== null) return asked;
    const { layers, tensors } = (model ?? {}) as { layers?: unknown; tensors?: unknown };
    return layers || tensors ? 1e-5 : 1e-9;
  }
}
