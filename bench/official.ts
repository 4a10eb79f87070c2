/**
 * What it costs that no call of predict sees the whole hold-out: the official path of each reference as a score asks it (batches that are
 * files of their own, a tenth of the rows twice, everything compared before and after each) against the same path with all rows in one
 * batch, asked once. Rounds alternate in one interpreter; a claim is the median of the rounds' ratios.
 */
import path from 'node:path';
import { toCsv } from '../datasets/csv.ts';
import { type Questions, questionsOf } from '../engine/official/predict.ts';
import { recordsOf } from '../engine/official/records.ts';
import { published } from '../scenarios/kit/data/source.ts';
import type { Task } from '../scenarios/kit/measure/interpreter.ts';
import { INTERPRETERS } from '../scenarios/kit/measure/interpreters.ts';
import { loadScenarios } from '../scenarios/kit/read/load.ts';
import { packagesOf, type Scaffold } from '../scenarios/kit/read/scaffold.ts';
import { type Scenario, scaffoldsIn } from '../scenarios/kit/read/scenario.ts';
import { referenceFiles } from '../scenarios/kit/render/files.ts';
import { toCandidateBundle } from '../scenarios/kit/render/project.ts';
import { makeVariant } from '../scenarios/kit/render/variant.ts';
import { median } from './boot/measure.ts';

const ROOT = path.resolve(import.meta.dirname, '../scenarios');
const SEED = 'effect-1';

interface Row {
  case: string;
  rows: number;
  /** Medians over the rounds, training and prediction of one fit. */
  'one batch s': number;
  'as asked s': number;
  /** Median over the rounds of as asked / one batch. */
  ratio: number;
  /** Every round as measured. */
  rounds: string;
}

/** All rows together, once. */
function inOneBatch(holdout: Uint8Array): Questions {
  const records = recordsOf(holdout);
  return { records, batches: [Uint32Array.from(records.rows, (_, row) => row)] };
}

/** Runs `BENCH_ROUNDS` (default 3) alternations of each reference. @throws Error where a reference does not run */
export async function run(): Promise<{ name: string; rows: Row[] }> {
  const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
  const rows: Row[] = [];
  for (const scenario of (await loadScenarios(ROOT)).values())
    for (const scaffold of scaffoldsIn(scenario)) rows.push(await measured(scenario, scaffold, rounds));
  return { name: 'official path', rows };
}

async function measured(scenario: Scenario, scaffold: Scaffold, rounds: number): Promise<Row> {
  const task = taskOf(scenario, scaffold);
  const { language } = scaffold;
  const interpreter = await INTERPRETERS[language](packagesOf(scenario.spec, scaffold));
  const seconds = async (questions: Task['questions']): Promise<number> => {
    const { official, officialSeconds } = await interpreter.run({ ...task, ...(questions ? { questions } : {}) }, true);
    if (!official?.trained.ok || !official.predicted.every(({ ok }) => ok))
      throw new Error(`the reference of ${scenario.slug} does not run in ${scaffold.name}`);
    return officialSeconds;
  };
  // The first run compiles and fills caches.
  await seconds(questionsOf);
  const pairs: { whole: number; asked: number }[] = [];
  for (let round = 0; round < rounds; round++)
    pairs.push({ whole: await seconds(inOneBatch), asked: await seconds(questionsOf) });
  return {
    case: `${scenario.slug}, ${scaffold.name}`,
    rows: scenario.spec.data.rows.holdout,
    'one batch s': round(median(pairs.map(({ whole }) => whole))),
    'as asked s': round(median(pairs.map(({ asked }) => asked))),
    ratio: round(median(pairs.map(({ whole, asked }) => asked / whole))),
    rounds: pairs.map(({ whole, asked }) => `${round(whole)}/${round(asked)}`).join(' '),
  };
}

function taskOf(scenario: Scenario, scaffold: Scaffold): Task {
  const { language } = scaffold;
  const form = scenario.spec.forms.find(({ languages }) => languages.includes(language));
  if (!form) throw new Error(`${scenario.slug} has no form in ${language}`);
  const variant = makeVariant(scenario, { form: form.id, source: published(SEED), language });
  const encoder = new TextEncoder();
  return {
    // One fit: three cost three times as much on both sides.
    config: { ...toCandidateBundle(variant).contract, seeds: scenario.spec.constraints.fitSeeds.slice(0, 1) },
    files: referenceFiles(scenario, scaffold),
    train: encoder.encode(variant.trainCsv),
    holdout: encoder.encode(toCsv(variant.data.holdout)),
    probes: [],
    own: {},
  };
}

const round = (value: number): number => Number(value.toFixed(2));
