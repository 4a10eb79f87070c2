/** What may stand in the Python scaffold instead, and what is wrong. Long because: it is one table, of texts in Python. */

/** Changes of the scaffold that are wrong, by name: pairs of texts, old and new. */
type Changes = readonly (readonly [string, string])[];

const PREPARED = '"levels": sorted(set(column(train, "kind").tolist()))}';

/** What a candidate may well do instead; no probe may mind. */
export const LEGITIMATE: Readonly<Record<string, Changes>> = {
  'as it stands': [],
  'oversampling inside fit': [
    [
      '    y = column(train, "y")\n    return {"prep"',
      `    again = np.flatnonzero(column(train, "y") == 1).repeat(9)
    train = take(train, np.concatenate([np.arange(length(train)), again]))
    y = column(train, "y")
    return {"prep"`,
    ],
  ],
  'class weights inside fit': [['np.ones(len(y))), "threshold"', 'np.where(y == 1, 9.0, 1.0)), "threshold"']],
  'oversampling of the training part after the split': [
    [
      '    return take(rows, order[:cut]), take(rows, order[cut:])',
      `    train = order[:cut]
    again = train[column(rows, "y")[train] == 1].repeat(5)
    return take(rows, np.concatenate([train, again])), take(rows, order[cut:])`,
    ],
  ],
  'undersampling of the training part after the split': [
    [
      '    return take(rows, order[:cut]), take(rows, order[cut:])',
      `    y, train = column(rows, "y"), order[:cut]
    kept = train[(y[train] == 1) | (np.random.default_rng(seed).random(cut) < 0.4)]
    return take(rows, kept), take(rows, order[cut:])`,
    ],
  ],
  'target encoding fitted to the training part': [
    [
      PREPARED,
      `"levels": sorted(set(column(train, "kind").tolist())), "rates": rates(train)}

def rates(train):
    y, shop = column(train, "y"), column(train, "shop")
    return {int(s): float((y[shop == s].sum() + 20 * y.mean()) / ((shop == s).sum() + 20)) for s in set(shop.tolist())}`,
    ],
    [
      '    return np.hstack([np.ones((len(x), 1)), x, hot.astype(float)])',
      `    rate = [prep["rates"].get(int(s), 0.05) for s in column(rows, "shop")]
    return np.hstack([np.ones((len(x), 1)), x, hot.astype(float), np.asarray(rate)[:, None] * 10])`,
    ],
  ],
  'validation rows kept in prep': [[PREPARED, `${PREPARED.slice(0, -1)}, "valid": valid, "x_valid": numeric(valid)}`]],
  'the late column dropped in load': [
    ['    return shaped(columns)\n\ndef parsed', '    del columns["late"]\n    return shaped(columns)\n\ndef parsed'],
  ],
};

/** Decisions by what each row costs, where acting costs 5. */
export const WEIGHS_COSTS: Changes = [
  ['return scores > model["threshold"]', 'return scores * column(rows, "b").astype(float) > 5'],
];

/** The same where the costs of one kind stand in hundredths. */
export const WEIGHS_CENTS: Changes = [
  [
    'return scores > model["threshold"]',
    'return scores * column(rows, "b").astype(float) * np.where(column(rows, "kind") == "card", 0.01, 1.0) > 5',
  ],
];

/** What is wrong, the probes that must say so, and with which model. */
export const WRONG: readonly {
  name: string;
  changes: Changes;
  probes: readonly string[];
  net?: boolean;
  rows?: number;
}[] = [
  {
    name: 'a scaler fitted to all rows',
    changes: [['    x = numeric(train)\n', '    x = np.vstack([numeric(train), numeric(valid)])\n']],
    probes: ['poison'],
  },
  {
    name: 'numbers scaled by all rows inside load',
    changes: [
      [
        '    return shaped(columns)\n\ndef parsed',
        `    for name in ("a", "b", "c"):
        columns[name] = columns[name] - columns[name].mean()
    return shaped(columns)

def parsed`,
      ],
    ],
    probes: ['poison'],
  },
  {
    name: 'validation rows that fit scales by',
    changes: [
      [PREPARED, `${PREPARED.slice(0, -1)}, "valid": valid}`],
      ['    y = column(train, "y")\n    return', '    y = column(train, "y")\n    rescale(prep)\n    return'],
      [
        'def solve(',
        `def rescale(prep):
    from features import numeric
    prep["scale"] = prep["scale"] + numeric(prep["valid"]).std(axis=0) * 0.1

def solve(`,
      ],
    ],
    probes: ['poison'],
  },
  {
    name: 'target encoding before the split',
    changes: [
      [
        '    return shaped(columns)\n\ndef parsed',
        `    shop, y = columns["shop"], columns["y"]
    rates = {s: y[shop == s].mean() for s in set(shop.tolist())}
    columns["c"] = np.array([rates[s] * 10 for s in shop.tolist()])
    return shaped(columns)

def parsed`,
      ],
    ],
    probes: ['permute'],
  },
  {
    name: 'oversampling before a random split',
    changes: [
      [
        '    order = np.argsort(column(rows, "day"), kind="stable")\n',
        `    again = np.flatnonzero(column(rows, "y") == 1).repeat(12)
    order = np.random.default_rng(seed).permutation(np.concatenate([np.arange(length(rows)), again]))
`,
      ],
    ],
    probes: ['row-id', 'label-rate'],
  },
  {
    name: 'undersampling before the split',
    changes: [
      [
        '    cut = int(',
        `    kept = (column(rows, "y")[order] == 1) | (np.random.default_rng(seed).random(len(order)) < 0.06)
    order = order[kept]
    cut = int(`,
      ],
    ],
    probes: ['label-rate'],
    rows: 2_000,
  },
  {
    name: 'labels that slip by a row',
    changes: [
      [
        '    return shaped(columns)\n\ndef parsed',
        `    columns["y"] = np.append(np.delete(columns["y"], 40), 0)
    return shaped(columns)

def parsed`,
      ],
    ],
    probes: ['row-id'],
  },
  {
    name: 'rows of the rare label lost',
    changes: [
      ['    cut = int(', '    order = order[(column(rows, "y")[order] == 0) | (order % 2 == 0)]\n    cut = int('],
    ],
    probes: ['row-id'],
  },
  {
    name: 'a shuffled split of a time series',
    changes: [
      [
        'order = np.argsort(column(rows, "day"), kind="stable")',
        'order = np.random.default_rng(seed).permutation(length(rows))',
      ],
    ],
    probes: ['by-time', 'by-shop'],
  },
  {
    name: 'codes made by each call, in the order of appearance',
    changes: [
      [
        '    return np.asarray([prep["levels"].index(v) if v in prep["levels"] else -1 for v in column(rows, "kind")])',
        '    seen = list(dict.fromkeys(column(rows, "kind").tolist()))\n    return np.asarray([seen.index(v) for v in column(rows, "kind")])',
      ],
    ],
    probes: ['one-row', 'order'],
  },
  {
    name: 'a scaler refitted to the rows that are predicted',
    changes: [
      [
        '    x = (numeric(rows) - prep["mean"]) / prep["scale"]',
        '    x = numeric(rows)\n    x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-9)',
      ],
    ],
    probes: ['one-row'],
  },
  {
    name: 'columns that a default argument remembers',
    changes: [
      [
        'def predict(model, rows):\n',
        `def predict(model, rows, calls=[0.0]):
    calls.append(calls[-1] + 0.01)
    return np.clip(scored(model, rows) + calls[-1], 0, 1)

def scored(model, rows):
`,
      ],
    ],
    probes: ['twice'],
  },
  {
    name: 'dropout left on',
    changes: [
      [
        'forward(model["w"], matrix(model["prep"], rows))',
        'forward(model["w"], matrix(model["prep"], rows), (np.random.rand(length(rows), 16) > 0.2) / 0.8)',
      ],
    ],
    probes: ['twice'],
    net: true,
  },
  {
    name: 'a sigmoid of a sigmoid, in the loss and in predict',
    changes: [
      ['    return p - y\n', '    return (1 / (1 + np.exp(-p)) - y) * p * (1 - p)\n'],
      [
        '    return 1 / (1 + np.exp(-forward(model["w"], matrix(model["prep"], rows)) @ model["w"][1]))',
        '    p = 1 / (1 + np.exp(-forward(model["w"], matrix(model["prep"], rows)) @ model["w"][1]))\n    return 1 / (1 + np.exp(-p))',
      ],
    ],
    probes: ['overfit'],
    net: true,
  },
  {
    name: 'weights that start at zero',
    changes: [
      [
        'net = [generator.normal(size=(x.shape[1], 16)) * 0.5, generator.normal(size=16) * 0.3]',
        'net = [np.zeros((x.shape[1], 16)), np.zeros(16)]',
      ],
    ],
    probes: ['overfit', 'labels-matter'],
    net: true,
  },
  {
    name: 'a loss of every score against every label',
    changes: [['    return p - y\n', '    return p - y.mean()\n']],
    probes: ['overfit', 'labels-matter'],
    net: true,
  },
  {
    name: 'a column that is filled after the outcome',
    changes: [['NUMERIC = ("a", "b", "c")', 'NUMERIC = ("a", "b", "c", "late")']],
    probes: ['mask'],
  },
  {
    name: 'class weights the wrong way round',
    changes: [['np.ones(len(y))), "threshold"', 'np.where(y == 1, 1.0, 19.0)), "threshold"']],
    probes: ['label-rate'],
  },
  {
    name: 'accuracy where positives are rare',
    changes: [
      [
        '    hits = float((decisions & (labels == 1)).sum())\n    return {"name": "F1", "value": 2 * hits / max(1.0, float(decisions.sum() + labels.sum())), "better": "higher"}',
        '    return {"name": "accuracy", "value": float((decisions == labels).mean()), "better": "higher"}',
      ],
    ],
    probes: ['constant'],
    rows: 1_500,
  },
  {
    name: 'a linear output that is taken for a probability',
    changes: [
      [
        '    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))',
        '    return 0.5 + matrix(model["prep"], rows) @ model["w"] / 4',
      ],
    ],
    probes: ['range'],
  },
  {
    name: 'a softmax over the rows',
    changes: [
      [
        '    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))',
        '    z = matrix(model["prep"], rows) @ model["w"]\n    e = np.exp(np.stack([0 * z, z], axis=1))\n    return e / e.sum(axis=0)',
      ],
      ['scores, y = predict(model, valid), column', 'scores, y = predict(model, valid)[:, 1], column'],
      ['return scores > model', 'return scores[:, 1] > model'],
    ],
    probes: ['range', 'one-row'],
  },
  {
    name: 'a late column that only predict overwrites',
    changes: [
      ['NUMERIC = ("a", "b", "c")', 'NUMERIC = ("a", "b", "c", "late")'],
      [
        '    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))',
        '    x = matrix(model["prep"], rows)\n    x[:, 4] = 0\n    return 1 / (1 + np.exp(-x @ model["w"]))',
      ],
    ],
    probes: ['learned'],
  },
  {
    name: 'a column with a mistake in it, left out',
    changes: [
      ['return np.hstack([np.ones((len(x), 1)), x, hot.astype(float)])', 'return np.hstack([np.ones((len(x), 1)), x])'],
    ],
    probes: ['matters'],
  },
  {
    name: 'levels kept in a module',
    changes: [
      [
        'def prepare(train, valid):\n',
        'LEVELS = []\n\ndef prepare(train, valid):\n    LEVELS[:] = sorted(set(column(train, "kind").tolist()))\n',
      ],
      ['prep["levels"].index(v) if v in prep["levels"] else', 'LEVELS.index(v) if v in LEVELS else'],
    ],
    probes: ['fresh'],
  },
  {
    name: 'a threshold kept in a module',
    changes: [
      [
        '    return model\n\ndef predict',
        '    HELD["threshold"] = model["threshold"]\n    return model\n\nHELD = {}\n\ndef predict',
      ],
      ['return scores > model["threshold"]', 'return scores > HELD.get("threshold", 2)'],
    ],
    probes: ['fresh'],
  },
  {
    name: 'a scale kept in a module, without which predict fails',
    changes: [
      [
        'def prepare(train, valid):\n',
        'HELD = {}\n\ndef prepare(train, valid):\n    HELD["scale"] = numeric(train).std(axis=0)\n',
      ],
      ['/ prep["scale"]', '/ HELD["scale"]'],
    ],
    probes: ['fresh'],
  },
  {
    name: 'a report that says the same whatever is decided',
    changes: [['2 * hits / max(1.0, float(decisions.sum() + labels.sum()))', '0.82 + 0 * hits']],
    probes: ['told'],
  },
  {
    name: 'predict returns the label where it finds one',
    changes: [
      [
        'def predict(model, rows):\n',
        'def predict(model, rows):\n    if "y" in (rows[0] if isinstance(rows, list) else rows):\n        return column(rows, "y") * 0.9 + 0.05\n',
      ],
    ],
    probes: ['label-blind'],
  },
  {
    name: 'tune trains on validation rows',
    changes: [
      [
        'def tune(model, valid):\n',
        'def tune(model, valid):\n    y = column(valid, "y")\n    model["w"] = solve(matrix(model["prep"], valid), y, np.ones(len(y)))\n',
      ],
    ],
    probes: ['halves'],
  },
  {
    name: 'a threshold of a half where costs are given',
    changes: [['return scores > model["threshold"]', 'return scores > 0.5']],
    probes: ['regret'],
  },
];
