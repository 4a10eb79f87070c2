/** Makes runs in this process, one job after another; scenario, data and interpreter of the last job are held for the next. */
import { toCsv } from '../../../datasets/csv.ts';
import { codeBaseOf } from '../../../engine/crossing/counter.ts';
import { COUNTERS } from '../../../engine/crossing/counters.ts';
import { factsOf } from '../../../engine/official/facts.ts';
import { ENDING, type Language } from '../../../protocol/language.ts';
import { published } from '../data/source.ts';
import { readScenario } from '../read/load.ts';
import { packagesOf } from '../read/scaffold.ts';
import type { Scenario } from '../read/scenario.ts';
import { referenceFiles, renderFiles } from '../render/files.ts';
import { toCandidateBundle } from '../render/project.ts';
import { makeVariant, type Variant } from '../render/variant.ts';
import type { Interpreter, Ran, StartInterpreter, Task } from './interpreter.ts';
import type { MeasuredFit, MeasureJob, MeasureOutcome, MeasureReply } from './job.ts';

interface Runner {
  /** @throws Error where the scenario cannot be read or an interpreter does not start; never for what the run's code does */
  run(job: MeasureJob): Promise<MeasureReply>;
}

export function createRunner(interpreters: Readonly<Record<Language, StartInterpreter>>): Runner {
  let read: { folder: string; scenario: Scenario } | undefined;
  let prepared: { key: string; variant: Variant; train: Uint8Array; holdout: Uint8Array } | undefined;
  let started: { key: string; interpreter: Interpreter } | undefined;

  const scenarioOf = async (folder: string): Promise<Scenario> => {
    if (read?.folder === folder) return read.scenario;
    const { scenario, mistakes } = await readScenario(folder);
    if (!scenario) throw mistakes.some()[0];
    prepared = undefined;
    read = { folder, scenario };
    return scenario;
  };

  const dataFor = (scenario: Scenario, { seed, train, holdout, scaffold: { language } }: MeasureJob) => {
    const key = `${seed}/${train}/${holdout}`;
    if (prepared?.key === key) return prepared;
    const form = scenario.spec.forms.find(({ languages }) => languages.includes(language));
    if (!form) throw new Error(`${scenario.slug} has no form for ${language}`);
    const rows = { holdout, ...(train === undefined ? {} : { train }) };
    const variant = makeVariant(scenario, { form: form.id, source: published(seed), language, rows });
    const encoder = new TextEncoder();
    const csv = toCsv(variant.data.holdout);
    prepared = { key, variant, train: encoder.encode(variant.trainCsv), holdout: encoder.encode(csv) };
    return prepared;
  };

  const interpreterFor = async (language: Language, packages: string[]): Promise<Interpreter> => {
    const key = [language, ...packages].join();
    if (started?.key !== key) started = { key, interpreter: await interpreters[language](packages) };
    return started.interpreter;
  };

  return {
    async run(job) {
      const scenario = await scenarioOf(job.folder);
      const { scaffold } = job;
      const { language } = scaffold;
      const { variant, train, holdout } = dataFor(scenario, job);
      const { spec, ownProbes } = scenario;
      const task: Task = {
        config: { ...toCandidateBundle({ ...variant, language }).contract, seeds: job.fitSeeds },
        files: job.reference ? referenceFiles(scenario, scaffold) : renderFiles(scenario, scaffold, new Set(job.bugs)),
        train,
        holdout,
        probes: spec.probes.filter(({ id }) => job.probes?.includes(id)),
        own: ownProbes[language],
      };
      const scaffoldFiles = renderFiles(scenario, scaffold, new Set());
      const explore = spec.contract.explore.map((stem) => stem + ENDING[language]);
      const count = COUNTERS[language](task.files, codeBaseOf({ ...task.config, explore, scaffold: scaffoldFiles }));
      const interpreter = await interpreterFor(language, packagesOf(spec, scaffold));
      const busy = processorShare();
      const outcome = await interpreter.run(task, job.official !== false).then(
        (ran) => outcomeOf(ran, busy(), (payload) => count(payload).weights.total),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      const spent = interpreter.spent();
      if (spent !== null) started = undefined;
      return { outcome, spent };
    },
  };
}

/** A clock that answers during which part of the time since now this process had a processor, at most 1. */
function processorShare(): () => number {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(1, (user + system) / 1_000 / Math.max(1, performance.now() - started));
  };
}

/**
 * @param busy by which seconds are scaled, so that what else the machine does is not held against the candidate's code
 * @param weigh counts a payload as the server does
 */
function outcomeOf({ official, ...ran }: Ran, busy: number, weigh: (payload: Uint8Array) => number): MeasureOutcome {
  const answer = { ...ran, officialSeconds: ran.officialSeconds * busy };
  if (official === null) return { answer: { ...answer, fits: [], noticed: [] } };
  const { trained, predicted } = official;
  if (!trained.ok) return { error: trained.error.traceback || trained.error.message };
  const fits: MeasuredFit[] = [];
  for (const [at, prediction] of predicted.entries()) {
    if (!prediction.ok) return { error: prediction.error.traceback || prediction.error.message };
    const fit = trained.fits[at];
    if (!fit?.reported) return { error: `fit ${at + 1} reports no metric` };
    fits.push({
      reported: fit.reported,
      predictions: new Float64Array(prediction.predictions.slice().buffer),
      decisions: prediction.decisions && Uint8Array.from(prediction.decisions),
      weights: weigh(fit.payload),
      fitSeconds: (fit.seconds.fit ?? 0) * busy,
    });
  }
  const notes = [trained, ...predicted].flatMap(({ notes }) => notes);
  return { answer: { ...answer, fits, noticed: factsOf(notes) } };
}
