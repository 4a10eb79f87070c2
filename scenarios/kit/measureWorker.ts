/** Process entry of `measure.ts`: one Pyodide with the scenario's packages, jobs one after another. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { toCsv } from '../../datasets/csv.ts';
import { installLibrary, writeData } from '../../engine/kernels/python/kernel.ts';
import { createOfficial } from '../../engine/kernels/python/official.ts';
import { bootInNode } from '../../engine/runtime/node.ts';
import { ROOT } from '../../engine/runtime/paths.ts';
import { loadScenario } from './load.ts';
import type { MeasureAnswer, MeasureJob } from './measure.ts';
import { toCandidateBundle } from './project.ts';
import { packagesOf, type Scenario } from './scenario.ts';
import { makeVariant, referenceFiles, renderFiles, type Variant } from './variant.ts';

interface TrainFit {
  seconds: Record<string, number>;
  reported: MeasureAnswer['fits'][number]['reported'];
  payload: Uint8Array;
}
interface Prediction {
  predictions: Uint8Array;
  decisions: Uint8Array | null;
  weights: { total: number };
}
type Outcome<Value> = ({ ok: true } & Value) | { ok: false; error: { message: string; traceback?: string } };

let scenario: Scenario | undefined;
let pyodide: Awaited<ReturnType<typeof bootInNode>>['pyodide'] | undefined;
let prepared: { key: string; variant: Variant; holdoutCsv: string } | undefined;

/** Jobs arrive one at a time: the parent sends the next one after the answer. */
async function run(job: MeasureJob): Promise<MeasureAnswer> {
  scenario ??= await loadScenario(job.folder);
  if (job.lang !== 'python') throw new Error(`runs of ${job.lang} are not measured yet`);
  pyodide ??= await start(packagesOf(scenario.spec, job.framework));
  const { variant, holdoutCsv } = dataFor(scenario, job);
  const bundle = toCandidateBundle(variant);
  const files = job.reference
    ? referenceFiles(scenario, job.lang, job.framework)
    : renderFiles(scenario, job.lang, new Set(job.bugs), job.framework);
  const { functions, label, id, train } = bundle.contract;
  const encoder = new TextEncoder();
  writeData(pyodide, train, encoder.encode(variant.trainCsv));
  const config = { functions, label, id, train, seeds: job.fitSeeds, mode: 'score' as const };
  const official = createOfficial(pyodide, config, files);
  const trained = accept(official.train(() => {}).value as Outcome<{ fits: TrainFit[] }>);
  const payloads = trained.fits.map((fit) => exactBuffer(fit.payload));
  const rows = exactBuffer(encoder.encode(holdoutCsv));
  const predicted = (official.predict(rows, payloads, () => {}).value as Outcome<Prediction>[]).map(accept);
  return {
    fits: predicted.map(({ predictions, decisions, weights }, at) => {
      const { reported, seconds } = trained.fits[at] as TrainFit;
      const scores = new Float64Array(exactBuffer(predictions));
      return { reported, predictions: scores, decisions, weights: weights.total, fitSeconds: seconds.fit ?? 0 };
    }),
  };
}

async function start(packages: string[]) {
  const wanted = packages.filter((name) => name !== 'matplotlib' && name !== 'torch');
  const booted = await bootInNode({ packages: [...new Set([...wanted, 'joblib'])], env: { PYTHONHASHSEED: '0' } });
  const library = path.join(ROOT, 'engine/python');
  // From their sources, the torch subset too: a measurement is of what stands here now, not of what was prepared once.
  const folders = ['holdout', ...(packages.includes('torch') ? ['torch'] : [])];
  const names = folders.flatMap((folder) =>
    readdirSync(path.join(library, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => path.join(folder, name)),
  );
  const sources = names.map((name) => [name, readFileSync(path.join(library, name), 'utf8')]);
  installLibrary(booted.pyodide, Object.fromEntries(sources));
  return booted.pyodide;
}

function dataFor(from: Scenario, { seed, holdout, lang }: MeasureJob) {
  const key = `${seed}/${holdout}`;
  if (prepared?.key !== key) {
    const form = from.spec.forms.find((one) => one.languages.includes(lang));
    if (!form) throw new Error(`${from.slug} has no form for ${lang}`);
    const variant = makeVariant(from, { form: form.id, seed, lang, rows: { holdout } });
    prepared = { key, variant, holdoutCsv: toCsv(variant.data.holdout) };
  }
  return prepared;
}

function accept<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome;
  throw new Error(outcome.error.traceback || outcome.error.message);
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

process.on('message', async (job: MeasureJob) => {
  try {
    process.send?.({ answer: await run(job) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
