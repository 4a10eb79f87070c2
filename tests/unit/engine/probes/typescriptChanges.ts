/** What may stand in the TypeScript scaffold instead, and what is wrong. Long because: it is one table, of texts in TypeScript. */
import type { Changes } from './typescriptScaffold.ts';

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

/** Decisions by what each row costs, where acting costs 5. */
export const WEIGHS_COSTS: Changes = [
  [
    'return scores.map((score) => score > model.json.threshold);',
    "const b = column(rows, 'b');\n  return scores.map((score, i) => score * b[i] > 5);",
  ],
];

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
  {
    name: 'a late column that only predict overwrites',
    changes: [
      ["['a', 'b', 'c']", "['a', 'b', 'c', 'late']"],
      [
        'tf.tensor2d(matrix(model.json.prep, rows)).dot',
        'tf.tensor2d(matrix(model.json.prep, rows).map((row) => row.map((v, j) => (j === 4 ? 0 : v)))).dot',
      ],
    ],
    probes: ['learned'],
  },
  {
    name: 'a column with a mistake in it, left out',
    changes: [[', ...prep.levels.map((_: string, k: number) => Number(code[i] === k))]', ']']],
    probes: ['matters'],
  },
  {
    name: 'levels kept in a module',
    changes: [
      ['export function prepare(', 'let levels: string[] = [];\n\nexport function prepare('],
      [
        '  return { ...moments(x)',
        "  levels = ([...new Set(column(train, 'kind'))] as string[]).sort();\n  return { ...moments(x)",
      ],
      ['prep.levels.indexOf(value)', 'levels.indexOf(value)'],
    ],
    probes: ['fresh'],
  },
  {
    name: 'a threshold kept in a module',
    changes: [
      [
        '  return model;\n}\n\nexport function decide',
        '  held.threshold = model.json.threshold;\n  return model;\n}\n\nconst held = { threshold: 2 };\n\nexport function decide',
      ],
      ['score > model.json.threshold', 'score > held.threshold'],
    ],
    probes: ['fresh'],
  },
  {
    name: 'a scale kept in a module, without which predict fails',
    changes: [
      ['export function prepare(', 'let kept: { scale: number[] } | null = null;\n\nexport function prepare('],
      ['  return { ...moments(x)', '  kept = moments(x);\n  return { ...moments(x)'],
      ['/ scale[j]), ...prep', '/ kept!.scale[j]), ...prep'],
    ],
    probes: ['fresh'],
  },
  {
    name: 'a report that says the same whatever is decided',
    changes: [['(2 * hits) / Math.max(1, all)', '0.82 + 0 * hits * all']],
    probes: ['told'],
  },
  {
    name: 'predict returns the label where it finds one',
    changes: [
      [
        '  const p = tf.tidy(',
        `  try {
    const y = column(rows, 'y');
    if (y?.every((one) => one === 0 || one === 1)) return y.map((one) => one * 0.9 + 0.05);
  } catch {}
  const p = tf.tidy(`,
      ],
    ],
    probes: ['label-blind'],
  },
  {
    name: 'tune trains on validation rows',
    changes: [
      [
        'export async function tune(model: any, valid: any) {\n',
        'export async function tune(given: any, valid: any) {\n  const model: any = fit(valid, given.json.prep, 1);\n',
      ],
    ],
    probes: ['halves'],
  },
  {
    name: 'a threshold of a half where costs are given',
    changes: [['score > model.json.threshold', 'score > 0.5']],
    probes: ['regret'],
  },
];
