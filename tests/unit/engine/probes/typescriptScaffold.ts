/**
 * A small candidate's folder in TypeScript for tests of the probes, with legitimate variants and what
 * is wrong. The rows' form changes from seed to seed.
 */
import type { OfficialConfig } from '../../../../engine/contract/official.ts';
import { generator } from '../../../../engine/typescript/libraries/tensorflow/random.ts';

const DATA = `import { DataFrame } from 'danfojs';
import { readFrame, readRows, readTable } from 'holdout';

const FORM = 'objects' as string;
type Rows = any;

export function load(path: string): Rows {
  const rows = readRows<any>(path);
  edit(rows);
  if (FORM === 'objects') return rows;
  const columns = Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]));
  if (FORM === 'columns') return columns;
  const other: any = FORM === 'frame' ? readFrame(path) : readTable(path);
  for (const name of Object.keys(columns)) {
    if (FORM === 'frame') other.addColumn(name, columns[name], { inplace: true });
  }
  return FORM === 'frame' ? other : other.assign(columns);
}

function edit(rows: any[]): void {}

export function column(rows: Rows, name: string): any[] {
  if (Array.isArray(rows)) return rows.map((row) => row[name]);
  if (FORM === 'frame') return rows.column(name).values;
  return FORM === 'table' ? Array.from(rows.array(name)) : rows[name];
}

export function take(rows: Rows, places: number[]): Rows {
  if (Array.isArray(rows)) return places.map((at) => rows[at]);
  if (FORM === 'frame') return new DataFrame(places.map((at) => rows.values[at]), { columns: rows.columns });
  if (FORM === 'table') return rows.reify(places);
  return Object.fromEntries(Object.entries(rows).map(([name, values]: any) => [name, places.map((at) => values[at])]));
}

export function split(rows: Rows, seed: number): [Rows, Rows] {
  const days = column(rows, 'day');
  let order = days.map((_: number, at: number) => at).sort((a: number, b: number) => days[a] - days[b] || a - b);
  const cut = Math.floor(order.length * 0.75);
  return [take(rows, order.slice(0, cut)), take(rows, order.slice(cut))];
}
`;

const FEATURES = `import { column } from './data';

const NUMERIC = ['a', 'b', 'c'];

export const numeric = (rows: any): number[][] => {
  const all = NUMERIC.map((name) => column(rows, name));
  return all[0].map((_: number, i: number) => all.map((values) => values[i]));
};

function moments(x: number[][]): { mean: number[]; scale: number[] } {
  const mean = NUMERIC.map((_, j) => x.reduce((sum, row) => sum + row[j], 0) / x.length);
  const scale = NUMERIC.map((_, j) => Math.sqrt(x.reduce((sum, row) => sum + (row[j] - mean[j]) ** 2, 0) / x.length) + 1e-9);
  return { mean, scale };
}

export function prepare(train: any, valid: any) {
  const x = numeric(train);
  return { ...moments(x), levels: [...new Set(column(train, 'kind'))].sort() };
}

function codes(prep: any, rows: any): number[] {
  return column(rows, 'kind').map((value) => prep.levels.indexOf(value));
}

export function matrix(prep: any, rows: any): number[][] {
  const { mean, scale } = prep;
  const code = codes(prep, rows);
  return numeric(rows).map((row, i) => [1, ...row.map((v, j) => (v - mean[j]) / scale[j]), ...prep.levels.map((_: string, k: number) => Number(code[i] === k))]);
}
`;

const SHARED = `export async function tune(model: any, valid: any) {
  const scores = await predict(model, valid);
  const sorted = [...scores].sort((a, b) => a - b);
  const y = column(valid, 'y');
  let best = -1;
  for (const q of [0.5, 0.7, 0.8, 0.9, 0.95]) {
    const t = sorted[Math.floor(q * sorted.length)];
    const above = scores.map((score) => score > t);
    const hits = above.filter((one, i) => one && y[i] === 1).length / (1 + above.filter(Boolean).length);
    if (hits > best) [best, model.json.threshold] = [hits, t];
  }
  return model;
}

export function decide(model: any, rows: any, scores: any[]): boolean[] {
  return scores.map((score) => score > model.json.threshold);
}

export function report(rows: any, labels: number[], scores: number[], decisions: boolean[]) {
  const hits = decisions.filter((decision, i) => decision && labels[i] === 1).length;
  const all = decisions.filter(Boolean).length + labels.filter((y) => y === 1).length;
  return { name: 'F1', value: (2 * hits) / Math.max(1, all), better: 'higher' };
}
`;

const MODEL = `import * as tf from '@tensorflow/tfjs';
import { column, take } from './data';
import { matrix, numeric } from './features';

const weightOf = (y: number): number => 1;

export function fit(train: any, prep: any, seed: number) {
  const x = matrix(prep, train);
  const y: number[] = column(train, 'y');
  const total = y.reduce((sum, one) => sum + weightOf(one), 0);
  const w = x[0].map(() => 0);
  const speed = x[0].map(() => 0);
  for (let step = 0; step < 70; step++) {
    const slope = x[0].map(() => 0);
    for (let i = 0; i < x.length; i++) {
      const row = x[i];
      let z = 0;
      for (let j = 0; j < row.length; j++) z += row[j] * w[j];
      const error = (weightOf(y[i]) * (1 / (1 + Math.exp(-z)) - y[i])) / total;
      for (let j = 0; j < row.length; j++) slope[j] += error * row[j];
    }
    for (let j = 0; j < w.length; j++) {
      speed[j] = 0.9 * speed[j] + slope[j];
      w[j] -= 0.6 * speed[j];
    }
  }
  return { tensors: { w: tf.tensor1d(w) }, json: { prep, threshold: 0.5 } };
}

export async function predict(model: any, rows: any): Promise<number[]> {
  const p = tf.tidy(() => tf.sigmoid(tf.tensor2d(matrix(model.json.prep, rows)).dot(model.tensors.w)));
  const scores = Array.from(await p.data());
  p.dispose();
  return scores;
}

${SHARED}`;

const NET = `import * as tf from '@tensorflow/tfjs';
import { column, take } from './data';
import { matrix, numeric } from './features';

export async function fit(train: any, prep: any, seed: number) {
  const x = tf.tensor2d(matrix(prep, train));
  const y = tf.tensor2d(column(train, 'y').map((one: number) => [one]));
  const net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [x.shape[1]!] }),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  net.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
  for (let step = 0; step < 50; step++) await net.trainOnBatch(x, y);
  tf.dispose([x, y]);
  return { layers: net, json: { prep, threshold: 0.5 } };
}

export async function predict(model: any, rows: any): Promise<number[]> {
  return tf.tidy(() => Array.from((model.layers.predict(tf.tensor2d(matrix(model.json.prep, rows))) as tf.Tensor).dataSync()));
}

${SHARED}`;

const names = ['load', 'split', 'prepare', 'fit', 'tune', 'predict', 'decide', 'report'];
const fileOf = (name: string): string =>
  ['load', 'split'].includes(name) ? 'data.ts' : name === 'prepare' ? 'features.ts' : 'model.ts';
export const CONFIG: OfficialConfig = {
  functions: Object.fromEntries(names.map((name) => [name, fileOf(name)])),
  label: 'y',
  id: 'id',
  train: 'train.csv',
  seeds: [1],
  mode: 'score',
};

/** Pairs of texts, old and new. */
export type Changes = readonly (readonly [string, string])[];

const FORMS = ['objects', 'columns', 'frame', 'table'];

/** The files with texts replaced; throws where one is not there. */
export function filesOf(changes: Changes, seed: number, net = false): Record<string, string> {
  let files: Record<string, string> = { 'data.ts': DATA, 'features.ts': FEATURES, 'model.ts': net ? NET : MODEL };
  for (const [old, by] of changes) {
    if (!Object.values(files).some((text) => text.includes(old))) throw new Error(`no file has ${old}`);
    files = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replace(old, () => by)]));
  }
  files['data.ts'] = (files['data.ts'] as string).replace("'objects' as", `'${FORMS[seed % 4]}' as`);
  return files;
}

/** 500 rows by default, about 7 % positives. */
export function tableOf(seed: number, rows = 500): string {
  const draw = generator(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const lines = Array.from({ length: rows }, (_, i) => {
    const [a, b, c] = [50 + 12 * normal(), -30 * Math.log(1 - draw()), normal()];
    const u = draw();
    const kind = u < 0.4 ? 'cash' : u < 0.7 ? 'card' : u < 0.9 ? 'wire' : 'app';
    const z = -4.2 + 0.06 * (a - 50) + 0.02 * b + 0.7 * c + Number(kind === 'wire') * 1.2;
    const y = Number(draw() < 1 / (1 + Math.exp(-z)));
    const late = draw() < 0.9 ? y * (1 + Math.floor(draw() * 8)) : 0;
    const shop = Math.floor(draw() * (rows / 3));
    return [7000 + i, Math.floor((i * 90) / rows), shop, a.toFixed(3), b.toFixed(3), c.toFixed(4), late, kind, y];
  });
  return `id,day,shop,a,b,c,late,kind,y\n${lines.map((line) => line.join(',')).join('\n')}\n`;
}

const EDIT = 'function edit(rows: any[]): void {}';
const PREPARED = "levels: [...new Set(column(train, 'kind'))].sort() }";
const PARTS = 'return [take(rows, order.slice(0, cut)), take(rows, order.slice(cut))];';
const CUT = '  const cut = Math.floor(order';

/** What a candidate may well do instead; no probe may mind. */
export const LEGITIMATE: Readonly<Record<string, Changes>> = {
  'as it stands': [],
  'oversampling inside fit': [
    [
      '  const x = matrix(prep, train);',
      `  const labels = column(train, 'y');
  const again = labels.flatMap((y: number, at: number) => (y === 1 ? Array(9).fill(at) : []));
  train = take(train, [...labels.keys(), ...again]);
  const x = matrix(prep, train);`,
    ],
  ],
  'class weights inside fit': [['(y: number): number => 1;', '(y: number): number => (y === 1 ? 9 : 1);']],
  'oversampling of the training part after the split': [
    [
      PARTS,
      `const y = column(rows, 'y');
  const again = order.slice(0, cut).filter((at) => y[at] === 1).flatMap((at) => Array(5).fill(at));
  return [take(rows, [...order.slice(0, cut), ...again]), take(rows, order.slice(cut))];`,
    ],
  ],
  'undersampling of the training part after the split': [
    [
      PARTS,
      `const y = column(rows, 'y');
  const kept = order.slice(0, cut).filter((at) => y[at] === 1 || at % 5 < 2);
  return [take(rows, kept), take(rows, order.slice(cut))];`,
    ],
  ],
  'target encoding fitted to the training part': [
    [PREPARED, `${PREPARED.slice(0, -1)}, rates: rates(train) }`],
    [
      'function codes(',
      `function rates(train: any): Record<string, number> {
  const y = column(train, 'y');
  const sums: Record<string, [number, number]> = {};
  for (const [i, shop] of column(train, 'shop').entries()) {
    const [hits, n] = sums[shop] ?? [0, 0];
    sums[shop] = [hits + y[i], n + 1];
  }
  return Object.fromEntries(Object.entries(sums).map(([shop, [hits, n]]) => [shop, (hits + 1) / (n + 20)]));
}

function codes(`,
    ],
    [
      '  return numeric(rows).map((row, i) => [1, ',
      "  const shops = column(rows, 'shop');\n  return numeric(rows).map((row, i) => [1, (prep.rates[shops[i]] ?? 0.05) * 10, ",
    ],
  ],
  'validation rows kept in prep': [[PREPARED, `${PREPARED.slice(0, -1)}, held: numeric(valid) }`]],
  'the late column dropped in load': [
    [EDIT, 'function edit(rows: any[]): void {\n  for (const row of rows) row.late = 0;\n}'],
  ],
};

/** Fewer steps, where what is wrong shows at once. */
export const SHORT = ['step < 50; step++', 'step < 12; step++'] as const;

interface Wrong {
  name: string;
  changes: Changes;
  /** Ids of the probes that must say so. */
  probes: readonly string[];
  net?: boolean;
  /** Rows of the table; 500 where absent. */
  rows?: number;
}

export const WRONG: readonly Wrong[] = [
  {
    name: 'a scaler fitted to all rows',
    changes: [['  const x = numeric(train);\n', '  const x = [...numeric(train), ...numeric(valid)];\n']],
    probes: ['poison'],
  },
  {
    name: 'numbers scaled by all rows inside load',
    changes: [
      [
        EDIT,
        `function edit(rows: any[]): void {
  const mean = rows.reduce((sum, row) => sum + row.b, 0) / rows.length;
  for (const row of rows) row.b -= mean;
}`,
      ],
    ],
    probes: ['poison'],
  },
  {
    name: 'validation rows that fit scales by',
    changes: [
      [PREPARED, `${PREPARED.slice(0, -1)}, held: numeric(valid) }`],
      [
        '  const x = matrix(prep, train);',
        '  const far = Math.max(...prep.held.map((row: number[]) => row[0]));\n  const x = matrix(prep, train).map((row) => row.map((v) => v / far));',
      ],
    ],
    probes: ['poison'],
  },
  {
    name: 'target encoding before the split',
    changes: [
      [
        EDIT,
        `function edit(rows: any[]): void {
  const sums: Record<string, [number, number]> = {};
  for (const { shop, y } of rows) {
    const [hits, n] = sums[shop] ?? [0, 0];
    sums[shop] = [hits + y, n + 1];
  }
  for (const row of rows) row.c = (sums[row.shop][0] / sums[row.shop][1]) * 10;
}`,
      ],
    ],
    probes: ['permute'],
  },
  {
    name: 'oversampling before a random split',
    changes: [
      [
        CUT,
        `  const labels = column(rows, 'y');
  order = [...order, ...labels.flatMap((y: number, at: number) => (y === 1 ? Array(12).fill(at) : []))];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
${CUT}`,
      ],
    ],
    probes: ['row-id', 'label-rate'],
  },
  {
    name: 'undersampling before the split',
    changes: [
      [
        CUT,
        `  const labels = column(rows, 'y');\n  order = order.filter((at) => labels[at] === 1 || at % 16 === 0);\n${CUT}`,
      ],
    ],
    probes: ['label-rate'],
    rows: 2_000,
  },
  {
    name: 'labels that slip by a row',
    changes: [
      [
        EDIT,
        `function edit(rows: any[]): void {
  const labels = rows.map((row) => row.y).filter((_, at) => at !== 40);
  rows.forEach((row, at) => (row.y = labels[at] ?? 0));
}`,
      ],
    ],
    probes: ['row-id'],
  },
  {
    name: 'rows of the rare label lost',
    changes: [
      [
        CUT,
        `  const labels = column(rows, 'y');\n  order = order.filter((at) => labels[at] === 0 || at % 2 === 0);\n${CUT}`,
      ],
    ],
    probes: ['row-id'],
  },
  {
    name: 'a shuffled split of a time series',
    changes: [[CUT, `  order.sort((a, b) => ((a * 7919) % order.length) - ((b * 7919) % order.length));\n${CUT}`]],
    probes: ['by-time', 'by-shop'],
  },
  {
    name: 'days sorted as text',
    changes: [
      [
        PARTS,
        `const first = [...days].sort()[Math.floor(days.length * 0.75)];
  return [take(rows, order.filter((at) => days[at] < first)), take(rows, order.filter((at) => days[at] >= first))];`,
      ],
      ["const days = column(rows, 'day');", "const days = column(rows, 'day').map((day) => day + 70);"],
    ],
    probes: ['row-id'],
  },
  {
    name: 'codes made by each call, in the order of appearance',
    changes: [
      [
        "return column(rows, 'kind').map((value) => prep.levels.indexOf(value));",
        "const seen = [...new Set(column(rows, 'kind'))];\n  return column(rows, 'kind').map((value) => seen.indexOf(value));",
      ],
    ],
    probes: ['one-row', 'order'],
  },
  {
    name: 'a scaler refitted to the rows that are predicted',
    changes: [['const { mean, scale } = prep;', 'const { mean, scale } = moments(numeric(rows));']],
    probes: ['one-row'],
  },
  {
    name: 'a count of calls that shifts the scores',
    changes: [
      [
        '  return scores;\n}\n\nexport async function tune',
        '  calls++;\n  return scores.map((score) => score + calls * 0.01);\n}\nlet calls = 0;\n\nexport async function tune',
      ],
    ],
    probes: ['twice'],
  },
  {
    name: 'dropout left on',
    changes: [
      [
        'model.layers.predict(tf.tensor2d(matrix(model.json.prep, rows)))',
        'model.layers.apply(tf.tensor2d(matrix(model.json.prep, rows)), { training: true })',
      ],
    ],
    probes: ['twice'],
    net: true,
  },
  {
    name: 'a softmax before a softmax in the loss',
    changes: [
      [
        "tf.layers.dense({ units: 1, activation: 'sigmoid' })",
        "tf.layers.dense({ units: 2, activation: 'softmax' }),\n      tf.layers.softmax()",
      ],
      ['[one]));', '[1 - one, one]));'],
      [
        'Array.from((model.layers.predict(tf.tensor2d(matrix(model.json.prep, rows))) as tf.Tensor).dataSync())',
        'Array.from((model.layers.predict(tf.tensor2d(matrix(model.json.prep, rows))) as tf.Tensor).slice([0, 1], [-1, 1]).dataSync())',
      ],
    ],
    probes: ['overfit'],
    net: true,
  },
  {
    name: 'a loss of every score against every label',
    changes: [
      [
        "loss: 'binaryCrossentropy'",
        'loss: (y: any, p: any) => tf.losses.sigmoidCrossEntropy(y.reshape([1, -1]).tile([p.shape[0], 1]), p.tile([1, p.shape[0]]))',
      ],
      SHORT,
    ],
    probes: ['overfit', 'labels-matter'],
    net: true,
  },
  {
    name: 'a linear output under binaryCrossentropy',
    changes: [["units: 1, activation: 'sigmoid'", 'units: 1'], SHORT],
    probes: ['range'],
    net: true,
  },
  {
    name: 'a column that is filled after the outcome',
    changes: [["['a', 'b', 'c']", "['a', 'b', 'c', 'late']"]],
    probes: ['mask'],
  },
  {
    name: 'class weights the wrong way round',
    changes: [['(y: number): number => 1;', '(y: number): number => (y === 1 ? 1 : 19);']],
    probes: ['label-rate'],
    rows: 1_500,
  },
  {
    name: 'accuracy where positives are rare',
    changes: [
      [
        "return { name: 'F1', value: (2 * hits) / Math.max(1, all), better: 'higher' };",
        "const right = decisions.filter((decision, i) => Number(decision) === labels[i]).length;\n  return { name: 'accuracy', value: right / labels.length, better: 'higher' };",
      ],
    ],
    probes: ['constant'],
    rows: 1_500,
  },
  {
    name: 'a tensor that nobody disposes of, in predict',
    changes: [['  p.dispose();\n', '']],
    probes: ['leak'],
  },
  {
    name: 'batches that nobody disposes of, in fit',
    changes: [['  tf.dispose([x, y]);\n', ''], SHORT],
    probes: ['leak-fit'],
    net: true,
  },
];
