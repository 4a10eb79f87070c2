/** npm run bench -- score: our ranking metrics against scikit-learn, in time and in value. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type Ranking, ranking } from '../engine/scoring/index.ts';

/** One line of the result: what was scored, both times in ms (best of 5), their ratio and the largest difference. */
export type ScoreRow = Record<string, number | string>;

interface Case {
  readonly name: string;
  readonly scores: Float64Array;
  readonly labels: Uint8Array;
}

interface Reference {
  readonly version: string;
  readonly roc_auc: number;
  readonly average_precision: number;
  readonly ms: number;
}

const REPEATS = 5;
const GOAL = 0.3;
const SEED = 20250301;

/** Both metrics of the arrays in the folder argv[1], best of argv[2]; prints one JSON line. */
const PYTHON = `
import json, sys, time
import numpy as np
import sklearn
from sklearn.metrics import average_precision_score, roc_auc_score
scores = np.fromfile(sys.argv[1] + "/scores.f64")
labels = np.fromfile(sys.argv[1] + "/labels.u8", dtype=np.uint8)
best = float("inf")
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    auc = roc_auc_score(labels, scores)
    ap = average_precision_score(labels, scores)
    best = min(best, time.perf_counter() - start)
print(json.dumps({"version": sklearn.__version__, "roc_auc": float(auc), "average_precision": float(ap), "ms": best * 1000}))
`;

/**
 * ROC-AUC and average precision of the same stored arrays here and in scikit-learn, one after the other in one run.
 * HOLDOUT_PYTHON names the interpreter (default python3); without scikit-learn in it the ratio is skipped, with the
 * reason in the rows.
 * @throws Error where the two disagree by more than 1e-9: a fast wrong number is no result
 */
export async function run(): Promise<{ name: string; rows: ScoreRow[] }> {
  const python = process.env.HOLDOUT_PYTHON ?? 'python3';
  const absent = whyAbsent(python);
  const rows: ScoreRow[] = [];
  for (const make of CASES) {
    const item = make();
    const { value, ms } = timed(item);
    const row: ScoreRow = { case: item.name, rows: item.labels.length, 'ours ms': round(ms) };
    rows.push(row);
    if (absent !== null) {
      row.skipped = absent;
      continue;
    }
    const reference = inPython(python, item);
    const gap = Math.max(
      Math.abs(value.rocAuc - reference.roc_auc),
      Math.abs(value.averagePrecision - reference.average_precision),
    );
    if (!(gap <= 1e-9))
      throw new Error(`score bench, ${item.name}: differs from scikit-learn by ${gap} (seed ${SEED})`);
    row['scikit-learn ms'] = round(reference.ms);
    row.ratio = round(ms / reference.ms, 3);
    row.goal = GOAL;
    row['largest difference'] = gap;
    row['scikit-learn'] = reference.version;
  }
  return { name: 'score', rows };
}

/** Null where scikit-learn can be imported, else a sentence. */
function whyAbsent(python: string): string | null {
  const probe = spawnSync(python, ['-c', 'import sklearn.metrics'], { encoding: 'utf8' });
  if (probe.error) return `${python} does not start (${probe.error.message}); set HOLDOUT_PYTHON`;
  if (probe.status === 0) return null;
  const last = probe.stderr.trim().split('\n').at(-1) ?? '';
  return `${python} has no scikit-learn (${last}); set HOLDOUT_PYTHON`;
}

function timed(item: Case): { value: Ranking; ms: number } {
  let ms = Number.POSITIVE_INFINITY;
  let value: Ranking = { rocAuc: Number.NaN, averagePrecision: Number.NaN };
  for (let r = 0; r < REPEATS; r++) {
    const start = performance.now();
    value = ranking(item);
    ms = Math.min(ms, performance.now() - start);
  }
  return { value, ms };
}

function inPython(python: string, item: Case): Reference {
  const folder = mkdtempSync(join(tmpdir(), 'holdout-score-'));
  try {
    writeFileSync(join(folder, 'scores.f64'), item.scores);
    writeFileSync(join(folder, 'labels.u8'), item.labels);
    const child = spawnSync(python, ['-W', 'ignore', '-c', PYTHON, folder, String(REPEATS)], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(`score bench: ${python} failed: ${child.error?.message ?? child.stderr}`);
    return JSON.parse(child.stdout) as Reference;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Probabilities of a model of middling skill, seeded; `shape` may round them or make them one value. */
function generated(name: string, rows: number, positives: number, shape: (p: number) => number): Case {
  const random = xoroshiro128plus(SEED);
  const uniform = (): number => (random.next() >>> 0) / 2 ** 32;
  const scores = new Float64Array(rows);
  const labels = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const y = uniform() < positives ? 1 : 0;
    // Three uniforms make a bell; the last adds the lower bits of the double.
    const z = 3 * (uniform() + uniform() + uniform() - 1.5) + 1.2 * y - 1 + uniform() * 1e-6;
    labels[i] = y;
    scores[i] = shape(1 / (1 + Math.exp(-z)));
  }
  return { name, scores, labels };
}

const CASES: readonly (() => Case)[] = [
  () => generated('even classes', 1_000_000, 0.5, (p) => p),
  () => generated('2.5 % positives', 1_000_000, 0.025, (p) => p),
  () => generated('ties in thousandths', 1_000_000, 0.5, (p) => Math.round(p * 1000) / 1000),
  () => generated('margins of both signs', 1_000_000, 0.5, (p) => Math.log(p / (1 - p))),
  () => generated('32-bit floats', 1_000_000, 0.5, Math.fround),
  () => generated('one upper word', 1_000_000, 0.5, (p) => 1 + p * 2 ** -21),
  () => generated('constant', 1_000_000, 0.5, () => 0.25),
  () => generated('100,000 rows', 100_000, 0.025, (p) => p),
];

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { rows } = await run();
  console.table(rows);
  const skipped = rows.find((row) => row.skipped !== undefined);
  if (skipped) console.error(`SKIPPED the comparison: ${skipped.skipped}`);
}
