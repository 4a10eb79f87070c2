import { beforeAll, describe, expect, it } from 'vitest';
import { checkInventory, type Inventory, readPayload } from '../../../../engine/crossing/python/inventory.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { type Official, SCAFFOLD } from '../python/scaffold.ts';

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit();
}, 120_000);

const HIDDEN = 1000;
const PASTED = `NUMBERS = ", ".join(repr(round(float(v), 6)) for v in np.random.default_rng(1).normal(size=${HIDDEN}))\n`;

function run(files: string): Official {
  return kit.run<Official>(`${SCAFFOLD}\n${PASTED}\nresult = official(${files})`);
}

/** Runs a cheat to its end; the honest model beside it has 4 weights. */
function weigh(files: string) {
  const { train, predict } = run(files);
  expect(train.error?.message ?? '').toBe('');
  expect(predict?.error?.message ?? '').toBe('');
  if (!predict) throw new Error('no prediction');
  const reading = readPayload(train.fits[0]?.payload ?? new Uint8Array(), ['data', 'model', 'tables']);
  checkInventory(predict.weights, reading);
  return { train, predict, weights: predict.weights, reading };
}

/** [what, files, the path that is named, the least count]; 256 numbers are free. */
const COUNTED: [what: string, files: string, path: string, least: number][] = [
  ['a list pasted as a global', `{"model.py": f"W = [{NUMBERS}]\\n" + MODEL}`, 'model.py W', HIDDEN - 256],
  [
    'numbers pasted into a function',
    `with_model(("    return model.predict_proba", f"    w = [{NUMBERS}]\\n    return model.predict_proba"))`,
    'model.py literals',
    HIDDEN - 256,
  ],
  [
    'numbers pasted one by one',
    `with_model(("    return model.predict_proba", "".join(f"    w{i} = {v}\\n" for i, v in enumerate(NUMBERS.split(", "))) + "    return model.predict_proba"))`,
    'model.py literals',
    HIDDEN - 280,
  ],
  [
    'a class attribute',
    `{"model.py": f"class Table:\\n    values = ({NUMBERS})\\n" + MODEL}`,
    'model.py Table.values',
    HIDDEN - 256,
  ],
  [
    'numbers put into a library on import',
    `{"model.py": f"import numpy\\nnumpy.kept = [{NUMBERS}]\\n" + MODEL}`,
    'model.py literals',
    HIDDEN - 256,
  ],
  [
    'a file of numbers imported inside predict',
    `{**with_model(("    return model.predict_proba", "    import tables\\n    return model.predict_proba")), "tables.py": f"W = [{NUMBERS}]"}`,
    'tables.py W',
    HIDDEN - 256,
  ],
  [
    'default arguments',
    `with_model(("def predict(model, rows):", f"def predict(model, rows, w=({NUMBERS})):"))`,
    'model.py predict',
    HIDDEN - 256,
  ],
  [
    'an attribute of a function',
    `with_model(("def decide", f"predict.w = [{NUMBERS}]\\n\\ndef decide"))`,
    'model.py predict.w',
    HIDDEN - 256,
  ],
  [
    'a big integer',
    `with_model(("    return LogisticRegression().fit(train[X], train['y'])".replace("'", '"'), "    return Kept(LogisticRegression().fit(train[X], train.y), 3 ** 40000)"),
      ("model.predict_proba", "model.net.predict_proba"),
      ("def prepare", "class Kept:\\n    def __init__(self, net, extra):\\n        self.net, self.extra = net, extra\\n\\ndef prepare"))`,
    'model',
    Math.floor((40_000 * Math.log2(3)) / 64) - 256,
  ],
];

/** A model that holds `extra` beside an honest one; `extra` is an expression over train, rows and numpy. */
function keeping(extra: string): string {
  return `with_model(('return LogisticRegression().fit(train[X], train["y"])', ${JSON.stringify(
    `return Kept(LogisticRegression().fit(train[X], train["y"]), ${extra})`,
  )}),
    ("model.predict_proba", "model.net.predict_proba"),
    ("def prepare", "class Kept:\\n    def __init__(self, net, extra):\\n        self.net, self.extra = net, extra\\n\\ndef prepare"))`;
}

const KEPT: [what: string, extra: string, path: string, least: number][] = [
  ['a string', '"x0" * 20000', 'model', 5000 - 512],
  ['bytes', 'np.arange(5000.0).tobytes()', 'model', 5000 - 512],
  ['a list of floats', 'train["a"].tolist()', 'model.extra', 600 - 256],
  ['the training rows', 'train', "model.extra['a']", 600],
  ['a dictionary of rows', 'dict(zip(train["id"].tolist(), train["y"].tolist()))', 'model.extra', 1200 - 256],
  ['half precision', 'np.zeros(2000, np.float16)', 'model.extra', 2000],
  ['single bytes', 'np.zeros(2000, np.int8)', 'model.extra', 2000],
  ['bits as booleans', 'np.zeros(2000, bool)', 'model.extra', 2000],
  ['complex numbers', 'np.zeros(500, complex)', 'model.extra', 1000],
  ['records', 'np.zeros(500, [("u", "f4"), ("v", "i2", (3,))])', 'model.extra', 2000],
  ['raw records', 'np.zeros(500, "V16")', 'model.extra', 1000],
  ['moments', 'np.arange(2000).astype("M8[ns]")', 'model.extra', 2000],
  ['an array of objects', 'np.array([i / 7 for i in range(2000)], dtype=object)', 'model.extra', 2000 - 256],
  ['arrays of text', 'np.array([f"{i:08d}" for i in range(2000)])', 'model.extra', 2000 - 512],
  ['text by choice among two', '[["no", "yes"][i % 3 == 0] for i in range(2000)]', 'model.extra', 1900 - 256],
  ['None by choice', '[None, True][:1] * 2000', 'model.extra', 2000 - 256],
  ['a closure', '(lambda w: lambda rows: w)(train["a"].tolist())', 'model.extra.w', 600 - 256],
  [
    'a function by value with defaults',
    '(lambda v: lambda rows, w=v: w)(train["a"].tolist())',
    'model.extra',
    600 - 256,
  ],
  ['a partial call', '__import__("functools").partial(max, *train["a"].tolist())', 'model.extra', 600 - 256],
  [
    'names of attributes',
    'type("Names", (), {}) and __import__("types").SimpleNamespace(**{f"n{v:030d}": 0 for v in range(500)})',
    'model.extra',
    1500,
  ],
  ['a generator of random numbers', 'np.random.RandomState(1)', "model.extra.state['key']", 624],
  ['fractions', '[__import__("fractions").Fraction(i, 7919) for i in range(1, 900)]', 'model.extra', 1798 - 256],
  ['a deque', '__import__("collections").deque(train["a"].tolist())', 'model.extra', 600 - 256],
  ['a sparse matrix', '__import__("scipy.sparse").sparse.csr_matrix(train[X].to_numpy())', 'model.extra.data', 1800],
];

describe('cheats', () => {
  it.each([...COUNTED, ...KEPT.map(([what, extra, path, least]) => [what, keeping(extra), path, least] as const)])(
    '[HN22] %s counts and is named',
    (_what, files, path, least) => {
      const { weights } = weigh(files);
      expect(weights.total).toBeGreaterThanOrEqual(least);
      expect(
        weights.items.map((item) => item.path).some((each) => each.startsWith(path)),
        JSON.stringify(weights.items.slice(0, 4)),
      ).toBe(true);
    },
  );

  it('[HN22] state that hides in a reduce method is counted by the server', () => {
    const files = `with_model(('return LogisticRegression().fit(train[X], train["y"])', 'return Sly(LogisticRegression().fit(train[X], train["y"]), train["a"].tolist())'),
      ("model.predict_proba", "model.net.predict_proba"),
      ("def prepare", '''def rebuild(net, *w):
    rebuild.w = w
    return Sly(net, ())

class Sly:
    def __init__(self, net, w):
        self.net, self.w = net, w
    def __reduce__(self):
        return rebuild, (self.net, *self.w)

def prepare'''))`;
    const { train, predict } = run(files);
    expect(predict?.error?.message ?? '').toBe('');
    const reading = readPayload(train.fits[0]?.payload ?? new Uint8Array(), ['data', 'model']);
    expect(reading.sums.scalars).toBeGreaterThanOrEqual(600);
    const found = predict?.weights.items.find((item) => item.path.startsWith('model.py rebuild.w'));
    expect(found?.count ?? 0, 'or the browser saw it in the function').toBeGreaterThanOrEqual(600 - 256);
  });

  it('[HN23] an inventory that says less than the bytes is refused', () => {
    const { weights, reading } = weigh(keeping('np.zeros(2000, np.int8)'));
    const forged = { ...weights, model: { ...weights.model, arrays: 4 }, total: 4, items: [], rest: 4 };
    expect(() => checkInventory(forged, reading)).toThrow(/the inventory says 4 array elements/);
    const unequal: Inventory = { ...weights, total: weights.total - 1 };
    expect(() => checkInventory(unequal, reading)).toThrow(/add up/);
    for (const wrong of [null, {}, { ...weights, total: -1 }, { ...weights, total: 1e300 }, { ...weights, items: 3 }]) {
      expect(() => checkInventory(wrong, reading)).toThrow();
    }
  });

  it('[HN24] docstrings are not there when predict runs, and source cannot be read back', () => {
    const doc = run(
      `with_model(("def predict(model, rows):", 'def predict(model, rows):\\n    "weights"\\n    assert rows is None or predict.__doc__ is None\\n'))`,
    );
    expect(doc.predict?.ok).toBe(true);
    const read = run(
      `with_model(("    return model.predict_proba", "    w = open(__file__).read()\\n    return model.predict_proba"))`,
    );
    expect(read.predict?.error).toMatchObject({ code: 'reads-files', file: 'model.py' });
    const listing = run(
      `with_model(("    return model.predict_proba", "    import inspect\\n    w = inspect.getsource(predict)\\n    return model.predict_proba"))`,
    );
    expect(listing.predict?.ok).toBe(false);
    const swallowed = run(
      `with_model(("    return model.predict_proba", "    try:\\n        open('/home/candidate/holdout.csv')\\n    except OSError:\\n        pass\\n    return model.predict_proba"))`,
    );
    expect(swallowed.predict?.error?.message).toContain('model.py line 15 opens holdout.csv');
  });

  it('[HN25] a model that grows while predicting is noted', () => {
    const { predict } = weigh(
      `with_model(("    return model.predict_proba", "    model.unpacked = np.zeros(5000)\\n    return model.predict_proba"))`,
    );
    expect(predict.notes).toMatchObject([{ kind: 'growth', name: 'model.unpacked' }]);
    expect(predict.weights.total).toBeLessThan(20);
  });
});
