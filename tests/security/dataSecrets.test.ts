/** Whether the hold-out's labels can be had from what a candidate has: the files, the label that was typed, and the whole product. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { toCsv } from '../../datasets/csv.ts';
import {
  type DataSource,
  loadScenario,
  makeVariant,
  type Scenario,
  toCandidateBundle,
  type Variant,
} from '../../scenarios/kit/index.ts';
import { drawSource } from '../../server/scenarios/source.ts';

const TYPED = 'acme';
/** Few, so that many guesses are made in no time. */
const ROWS = { train: 500, holdout: 1_000 };

/** Texts that somebody who knows the label would try as a secret. */
const GUESSES = [
  TYPED,
  TYPED.padEnd(32, '0'),
  TYPED.padStart(32, '0'),
  Buffer.from(TYPED).toString('hex').padEnd(32, '0'),
  '0'.repeat(32),
  ...['md5', 'sha256'].map((hash) => createHash(hash).update(TYPED).digest('hex').slice(0, 32)),
];

const sourcesToTry: DataSource[] = [
  { kind: 'seed', label: TYPED },
  { kind: 'published', label: TYPED },
  ...GUESSES.flatMap((world) =>
    GUESSES.slice(0, 2).map((holdout): DataSource => ({ kind: 'secrets', label: TYPED, world, holdout })),
  ),
];

/** How far guessed labels agree with the true ones beyond chance (Cohen's kappa): 1 where all are right, 0 where it is luck. */
function agreement(guessed: Uint8Array, truth: Uint8Array): number {
  const shares = (of: Uint8Array) => Array.from({ length: 10 }, (_, label) => of.filter((one) => one === label).length);
  const [a, b] = [shares(guessed), shares(truth)];
  const rows = truth.length;
  const luck = a.reduce((sum, count, label) => sum + (count * (b[label] as number)) / rows ** 2, 0);
  const same = truth.filter((label, row) => label === guessed[row]).length / rows;
  return (same - luck) / (1 - luck);
}

/**
 * The attack: makes data from everything that could be tried and compares the training files. Hold-out rows are handed out shuffled
 * with new ids; here the attacker is given their true order, so that nothing but the labels is missing.
 */
function attack(scenario: Scenario, stolen: { trainCsv: string }, tries: readonly DataSource[]) {
  const made = tries.map((source) => makeVariant(scenario, { ...choiceOf(scenario), source }));
  const found = made.find(({ trainCsv }) => trainCsv === stolen.trainCsv) ?? null;
  return { found, labels: made.map(({ data }) => data.labels) };
}

const choiceOf = (scenario: Scenario) => ({
  form: scenario.spec.forms[0]?.id ?? '',
  language: 'python' as const,
  rows: ROWS,
});

describe.each(['bank-scam', 'meter-reader'])('%s', (slug) => {
  let scenario: Scenario;
  let victim: Variant;
  let source: Extract<DataSource, { kind: 'secrets' }>;

  beforeAll(async () => {
    scenario = await loadScenario(path.resolve('scenarios', slug));
    const drawn = drawSource(TYPED);
    if (drawn.kind !== 'secrets') throw new Error('a new interview has secrets');
    source = drawn;
    victim = makeVariant(scenario, { ...choiceOf(scenario), source });
  }, 60_000);

  test('[AU50] of an interview with one seed the typed seed gives every label: the attack works', () => {
    const old = makeVariant(scenario, { ...choiceOf(scenario), source: { kind: 'seed', label: TYPED } });
    const { found } = attack(scenario, old, sourcesToTry.slice(0, 2));
    expect(found && agreement(found.data.labels, old.data.labels)).toBe(1);
  }, 60_000);

  test('[AU50] from the typed label and the candidate’s files no label is found', () => {
    const { found, labels } = attack(scenario, victim, sourcesToTry);
    expect(found).toBeNull();
    for (const guessed of labels) expect(agreement(guessed, victim.data.labels)).toBeLessThan(0.15);
  }, 180_000);

  test('[AU50] nor from the first secret, whoever may come to know it', () => {
    const { world } = source;
    const tries = [world, ...GUESSES].map((holdout): DataSource => ({ ...source, holdout }));
    const { found, labels } = attack(scenario, victim, tries);
    expect(found).not.toBeNull();
    for (const guessed of labels) expect(agreement(guessed, victim.data.labels)).toBeLessThan(0.15);
  }, 120_000);

  test('[AU50] with another second secret every byte before the first score is the same, in each language', () => {
    const received = ({ trainCsv, ...variant }: Variant) => [
      JSON.stringify(toCandidateBundle({ trainCsv, ...variant })),
      trainCsv,
    ];
    const other: DataSource = { ...source, holdout: 'c'.repeat(32) };
    for (const language of scenario.spec.languages) {
      const form = scenario.spec.forms.find(({ languages }) => languages.includes(language))?.id ?? '';
      const [a, b] = [source, other].map((from) =>
        makeVariant(scenario, { form, language, source: from, rows: ROWS }),
      ) as [Variant, Variant];
      expect(received(a)).toEqual(received(b));
      expect(a.targets?.basis).toBe('estimated');
      expect(toCsv(a.data.holdout)).not.toBe(toCsv(b.data.holdout));
      expect(agreement(a.data.labels, b.data.labels)).toBeLessThan(0.15);
      expect(a.publicRows).not.toEqual(b.publicRows);
    }
  }, 120_000);
});
