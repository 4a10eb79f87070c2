/**
 * A small candidate's folder in Python for tests of the probes. `verdicts(changes, probes)` writes the files with texts
 * replaced, draws a table for every seed, runs the probes and answers {probe id: {"alarm": seeds, "silent": seeds,
 * "cannot-tell": seeds, "values": [least, largest]}}. The rows' form changes from seed to seed.
 */
export const SCAFFOLD = `
import math, os, shutil
import numpy as np
import holdout_probes

FOLDER = "/home/probed"
DATA = '''
import numpy as np

FORM = "dict"
WHOLE = ("id", "day", "shop", "y")

def load(path):
    with open(path) as source:
        header, *lines = source.read().split()
    cells = zip(*(line.split(",") for line in lines))
    columns = {name: parsed(name, texts) for name, texts in zip(header.split(","), cells)}
    return shaped(columns)

def parsed(name, texts):
    return np.array(texts) if name == "kind" else np.array(texts, dtype=int if name in WHOLE else float)

def shaped(columns):
    if FORM == "list":
        return [dict(zip(columns, row)) for row in zip(*(values.tolist() for values in columns.values()))]
    if FORM == "frame":
        import pandas as pd
        return pd.DataFrame(columns)
    return columns

def column(rows, name):
    return np.asarray([row[name] for row in rows]) if isinstance(rows, list) else np.asarray(rows[name])

def length(rows):
    return len(column(rows, "id"))

def take(rows, places):
    if isinstance(rows, list):
        return [rows[i] for i in places]
    if hasattr(rows, "iloc"):
        return rows.iloc[places]
    return {name: values[places] for name, values in rows.items()}

def split(rows, seed):
    order = np.argsort(column(rows, "day"), kind="stable")
    cut = int(len(order) * 0.75)
    return take(rows, order[:cut]), take(rows, order[cut:])
'''
FEATURES = '''
import numpy as np
from data import column, length

NUMERIC = ("a", "b", "c")

def numeric(rows):
    return np.stack([column(rows, name).astype(float) for name in NUMERIC], axis=1)

def prepare(train, valid):
    x = numeric(train)
    return {"mean": x.mean(axis=0), "scale": x.std(axis=0), "levels": sorted(set(column(train, "kind").tolist()))}

def codes(prep, rows):
    return np.asarray([prep["levels"].index(v) if v in prep["levels"] else -1 for v in column(rows, "kind")])

def matrix(prep, rows):
    x = (numeric(rows) - prep["mean"]) / prep["scale"]
    hot = codes(prep, rows)[:, None] == np.arange(len(prep["levels"]))
    return np.hstack([np.ones((len(x), 1)), x, hot.astype(float)])
'''
MODEL = '''
import numpy as np
from data import column, length, take
from features import matrix

def solve(x, y, weight):
    w = np.zeros(x.shape[1])
    for _ in range(8):
        p = 1 / (1 + np.exp(-x @ w))
        s = weight * p * (1 - p) + 1e-6
        w += np.linalg.solve((x * s[:, None]).T @ x + 0.5 * np.eye(len(w)), x.T @ (weight * (y - p)) - 0.5 * w)
    return w

def fit(train, prep, seed):
    y = column(train, "y")
    return {"prep": prep, "w": solve(matrix(prep, train), y, np.ones(len(y))), "threshold": 0.5}

def tune(model, valid):
    scores, y = predict(model, valid), column(valid, "y")
    model["threshold"] = max(np.quantile(scores, [0.5, 0.7, 0.8, 0.9, 0.95]),
                             key=lambda t: ((scores > t) & (y == 1)).sum() / (1 + (scores > t).sum()))
    return model

def predict(model, rows):
    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))

def decide(model, rows, scores):
    return scores > model["threshold"]

def report(rows, labels, scores, decisions):
    hits = float((decisions & (labels == 1)).sum())
    return {"name": "F1", "value": 2 * hits / max(1.0, float(decisions.sum() + labels.sum())), "better": "higher"}
'''
NET = MODEL.replace('''def fit(train, prep, seed):
    y = column(train, "y")
    return {"prep": prep, "w": solve(matrix(prep, train), y, np.ones(len(y))), "threshold": 0.5}
''', '''def forward(net, x, drop=None):
    h = np.tanh(x @ net[0])
    return h if drop is None else h * drop

def fit(train, prep, seed):
    generator = np.random.default_rng(seed)
    x, y = matrix(prep, train), column(train, "y").astype(float)
    net = [generator.normal(size=(x.shape[1], 16)) * 0.5, generator.normal(size=16) * 0.3]
    moments = [[np.zeros_like(w), np.zeros_like(w)] for w in net]
    for step in range(1, 201):
        drop = (generator.random(16) > 0.2) / 0.8
        h = forward(net, x, drop)
        p = 1 / (1 + np.exp(-h @ net[1]))
        slope = gradient(p, y) / len(y)
        grads = [x.T @ (np.outer(slope, net[1]) * drop * (1 - (h / np.maximum(drop, 1e-9)) ** 2)), h.T @ slope]
        for w, (m, v), g in zip(net, moments, grads):
            m += 0.1 * (g - m)
            v += 0.01 * (g * g - v)
            w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {"prep": prep, "w": net, "threshold": 0.5}

def gradient(p, y):
    return p - y
''').replace('''    return 1 / (1 + np.exp(-matrix(model["prep"], rows) @ model["w"]))
''', '''    return 1 / (1 + np.exp(-forward(model["w"], matrix(model["prep"], rows)) @ model["w"][1]))
''')
FUNCTIONS = {"load": "data.py", "split": "data.py", "prepare": "features.py",
             **{name: "model.py" for name in ("fit", "tune", "predict", "decide", "report")}}
DEFAULTS = {"rows": 2000, "tolerance": None, "factor": 1000, "columns": [], "except": [], "bytes": [], "labels": True}

def table(seed, n=500):
    g = np.random.default_rng(seed)
    a, b, c = g.normal(50, 12, n), g.exponential(30, n), g.normal(0, 1, n)
    kind = g.choice(["cash", "card", "wire", "app"], n, p=[0.4, 0.3, 0.2, 0.1])
    z = -4.2 + 0.06 * (a - 50) + 0.02 * b + 0.7 * c + (kind == "wire") * 1.2
    y = (g.random(n) < 1 / (1 + np.exp(-z))).astype(int)
    lines = ["id,day,shop,a,b,c,late,kind,y"]
    for i in range(n):
        late = y[i] * g.integers(1, 9) if g.random() < 0.9 else 0
        lines.append(f"{7000 + i},{i * 90 // n},{g.integers(0, n // 3)},{a[i]:.3f},{b[i]:.3f},{c[i]:.4f},{late},{kind[i]},{y[i]}")
    return "\\n".join(lines) + "\\n"

def files(changes, seed, model):
    """The scaffold with pairs (old, new) replaced; each old text must be there."""
    texts = {"data.py": DATA, "features.py": FEATURES, "model.py": model}
    for old, new in changes:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    form = ("dict", "list", "frame")[seed % 3] if PANDAS else ("dict", "list")[seed % 2]
    texts["data.py"] = texts["data.py"].replace('FORM = "dict"', f'FORM = "{form}"')
    return texts

PANDAS = True

def probed(texts, csv, probes, **options):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    for name, text in {**texts, "train.csv": csv}.items():
        if text is not None:
            with open(f"{FOLDER}/{name}", "w") as file:
                file.write(text)
    config = {"folder": FOLDER, "functions": FUNCTIONS, "label": "y", "id": "id", "seeds": [1]}
    return holdout_probes.run_probes(config, probes, options)

def verdicts(changes, probes, model, seeds, rows=500):
    found = {p["id"]: {"alarm": [], "silent": [], "cannot-tell": [], "values": [math.inf, -math.inf], "told": ""} for p in probes}
    for seed in seeds:
        for one in probed(files(changes, seed, model), table(seed, rows), probes, seed=seed):
            place = found[one["id"]]
            place[one["verdict"]].append(seed)
            place["told"] = one["message"]
            if one["value"] is not None:
                place["values"] = [min(place["values"][0], one["value"]), max(place["values"][1], one["value"])]
    return found
`;

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
];
