/**
 * Makes runs in this process: Python in one warm Pyodide with the scenario's packages, TypeScript in fresh contexts, one to
 * train, one to predict and one for probes, as in a browser.
 */
import { toCsv } from '../../../datasets/csv.ts';
import { startTfjsInNode } from '../../../engine/build/typescriptRuntime.ts';
import type { OfficialConfig } from '../../../engine/contract/official.ts';
import type { ProbeResult } from '../../../engine/contract/probes/result.ts';
import type { Probe } from '../../../engine/contract/probes/spec.ts';
import { readScenario } from '../read/load.ts';
import { packagesOf, type Scenario } from '../read/scenario.ts';
import { toCandidateBundle } from '../render/project.ts';
import { makeVariant, referenceFiles, renderFiles, type Variant } from '../render/variant.ts';
import type { MeasureAnswer, MeasureJob, MeasureReply } from './pool.ts';
import { createPythonRunner, type PythonRunner } from './python.ts';

export interface TrainFit {
  seconds: Record<string, number>;
  reported: MeasureAnswer['fits'][number]['reported'];
  payload: Uint8Array;
}
export interface Prediction {
  predictions: Uint8Array;
  decisions: Uint8Array | null;
  weights: { total: number };
}
export type Outcome<Value> = ({ ok: true } & Value) | { ok: false; error: { message: string; traceback?: string } };

/** Answers of both phases, as the harness of either language gives them. */
export interface Answers {
  trained: Outcome<{ fits: TrainFit[] }>;
  predicted: Outcome<Prediction>[];
}

/** What an interpreter is given. */
export interface Task {
  config: OfficialConfig;
  files: Record<string, string>;
  train: Uint8Array;
  holdout: Uint8Array;
  probes: readonly Probe[];
  /** Text of the author's code by probe. */
  own: Readonly<Record<string, string>>;
}

export interface Runner {
  /** @throws where the scenario cannot be read or an interpreter does not start; never for what the run's code does */
  run(job: MeasureJob): Promise<MeasureReply>;
}

export function createRunner(): Runner {
  let read: { folder: string; scenario: Scenario } | undefined;
  let prepared: { key: string; variant: Variant; train: Uint8Array; holdout: Uint8Array } | undefined;
  let python: { packages: string; runner: PythonRunner } | undefined;

  const scenarioOf = async (folder: string): Promise<Scenario> => {
    if (read?.folder === folder) return read.scenario;
    const { scenario, mistakes } = await readScenario(folder);
    if (!scenario) throw mistakes.some()[0];
    prepared = undefined;
    read = { folder, scenario };
    return scenario;
  };

  const dataFor = (scenario: Scenario, { seed, train, holdout, language }: MeasureJob) => {
    const key = `${seed}/${train}/${holdout}`;
    if (prepared?.key === key) return prepared;
    const form = scenario.spec.forms.find((one) => one.languages.includes(language));
    if (!form) throw new Error(`${scenario.slug} has no form for ${language}`);
    const rows = { holdout, ...(train === undefined ? {} : { train }) };
    const variant = makeVariant(scenario, { form: form.id, seed, language, rows });
    const encoder = new TextEncoder();
    const csv = toCsv(variant.data.holdout);
    prepared = { key, variant, train: encoder.encode(variant.trainCsv), holdout: encoder.encode(csv) };
    return prepared;
  };

  const pythonFor = async (packages: string[]): Promise<PythonRunner> => {
    const key = packages.join();
    if (python?.packages !== key) python = { packages: key, runner: await createPythonRunner(packages) };
    return python.runner;
  };

  return {
    async run(job) {
      const scenario = await scenarioOf(job.folder);
      const { language, framework } = job;
      const { variant, train, holdout } = dataFor(scenario, job);
      const { spec, ownProbes } = scenario;
      const task: Task = {
        config: { ...toCandidateBundle({ ...variant, language }).contract, seeds: job.fitSeeds, mode: 'score' },
        files: job.reference
          ? referenceFiles(scenario, language, framework)
          : renderFiles(scenario, language, new Set(job.bugs), framework),
        train,
        holdout,
        probes: spec.probes.filter(({ id }) => job.probes?.includes(id)),
        own: ownProbes[language],
      };
      const interpreter = language === 'python' ? await pythonFor(packagesOf(spec, framework)) : inTfjs;
      const busy = processorShare();
      const outcome = await interpreter.run(task, job.official !== false).then(
        (ran) => answerOf(ran, busy()),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      const spent = interpreter.spent();
      if (spent !== null) python = undefined;
      return { outcome, spent };
    },
  };
}

export interface Interpreter {
  run(task: Task, official: boolean): Promise<Ran>;
  /** Why it should not be used again, after a run. */
  spent(): string | null;
}

export interface Ran {
  /** Null where the official path was not asked for. */
  official: Answers | null;
  probes: ProbeResult[];
  officialSeconds: number;
  heapBytes: number;
}

const inTfjs: Interpreter = {
  async run({ config, files, train, holdout, probes, own }, official) {
    const started = performance.now();
    const ran: Ran = { official: null, probes: [], officialSeconds: 0, heapBytes: 0 };
    if (official) {
      const first = await startTfjsInNode();
      first.write(config.train, train);
      const trained = (await first.official(config, files).train(() => {})).value as Answers['trained'];
      ran.official = { trained, predicted: [] };
      ran.heapBytes = first.heapBytes();
      if (trained.ok) {
        const second = await startTfjsInNode();
        const payloads = trained.fits.map((fit) => fit.payload);
        const predicted = await second.official(config, files).predict(holdout, payloads, () => {});
        ran.official.predicted = predicted.value as Answers['predicted'];
        ran.heapBytes = Math.max(ran.heapBytes, second.heapBytes());
      }
      ran.officialSeconds = (performance.now() - started) / 1_000;
    }
    if (probes.length > 0) {
      const third = await startTfjsInNode();
      third.write(config.train, train);
      ran.probes = await third.probes(config, files, probes, { own });
    }
    return ran;
  },
  spent: () => null,
};

/** A clock that tells which part of the time since now this process had a processor, at most 1. */
function processorShare(): () => number {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(1, (user + system) / 1_000 / Math.max(1, performance.now() - started));
  };
}

/** @param busy by which seconds are scaled, so that what else the machine does is not held against the candidate's code */
function answerOf({ official, ...ran }: Ran, busy: number): MeasureReply['outcome'] {
  ran.officialSeconds *= busy;
  if (official === null) return { answer: { ...ran, fits: [] } };
  const trained = accept(official.trained);
  if (typeof trained === 'string') return { error: trained };
  const fits: MeasureAnswer['fits'] = [];
  for (const [at, one] of official.predicted.entries()) {
    const prediction = accept(one);
    if (typeof prediction === 'string') return { error: prediction };
    const { predictions, decisions, weights } = prediction;
    const { reported, seconds } = trained.fits[at] as TrainFit;
    const scores = new Float64Array(predictions.slice().buffer as ArrayBuffer);
    const bytes = decisions && Uint8Array.from(decisions);
    fits.push({
      reported: { ...reported },
      predictions: scores,
      decisions: bytes,
      weights: weights.total,
      fitSeconds: (seconds.fit ?? 0) * busy,
    });
  }
  return { answer: { ...ran, fits } };
}

function accept<Value>(outcome: Outcome<Value>): Value | string {
  return outcome.ok ? outcome : outcome.error.traceback || outcome.error.message;
}
