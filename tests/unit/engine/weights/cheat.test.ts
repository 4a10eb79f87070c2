/**
 * Numbers that a candidate carries past training: in the model, in code, in a library. They count in both interpreters' way through, by
 * the text that runs and the bytes that cross; the models beside them have 4 weights.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { pythonCounter } from '../../../../engine/crossing/python/weigh.ts';
import { FREE_STRUCTURE_BYTES } from '../../../../engine/crossing/structure.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { type Official, SCAFFOLD } from '../python/scaffold.ts';

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit();
}, 120_000);

const HIDDEN = 1000;
/** 52 random bits a number. */
const BYTES = 6.5 * HIDDEN;
const PASTED = `NUMBERS = ", ".join(repr(float(v)) for v in np.random.default_rng(1).uniform(size=${HIDDEN}))
RANDOM = np.random.default_rng(3).bytes(20000)
def letters(n): return RANDOM.hex()[:n]
`;

interface Weighed extends Official {
  files: Record<string, string>;
  scaffold: Record<string, string>;
}

/** The official path with these files, to its end or a refusal. */
function run(files: string): Weighed {
  return kit.run<Weighed>(`${SCAFFOLD}
${PASTED}
given = {"data.py": DATA, "model.py": MODEL}
changed = ${files}
result = {**official(changed), "files": {**given, **changed}, "scaffold": given}`);
}

/** Runs a cheat to its end and counts it as the server does. */
function weigh(files: string) {
  const { train, predict, files: all, scaffold } = run(files);
  expect(train.error?.message ?? '').toBe('');
  expect(predict?.error?.message ?? '').toBe('');
  if (!predict) throw new Error('no prediction');
  const count = pythonCounter(all, { entries: ['data.py', 'model.py'], explore: [], scaffold });
  return { train, predict, weights: count(train.fits[0]?.payload ?? new Uint8Array()).weights };
}

/** What `bytes` weigh at least. */
const worth = (bytes: number): number => Math.ceil((bytes - FREE_STRUCTURE_BYTES) / 8);

/** [what, files, the path that is named, the least count]. */
const COUNTED: [what: string, files: string, path: string, least: number][] = [
  ['a list pasted as a global', `{"model.py": f"W = [{NUMBERS}]\\n" + MODEL}`, 'model.py: numbers', HIDDEN],
  [
    'numbers pasted into a function',
    `with_model(("    return model.predict_proba", f"    w = [{NUMBERS}]\\n    return model.predict_proba"))`,
    'model.py: numbers',
    HIDDEN,
  ],
  [
    'numbers pasted one by one',
    `with_model(("    return model.predict_proba", "".join(f"    w{i} = {v}\\n" for i, v in enumerate(NUMBERS.split(", "))) + "    return model.predict_proba"))`,
    'beside numbers',
    worth(BYTES),
  ],
  [
    'a class attribute',
    `{"model.py": f"class Table:\\n    values = ({NUMBERS})\\n" + MODEL}`,
    'model.py: numbers',
    HIDDEN,
  ],
  [
    'numbers put into a library on import',
    `{"model.py": f"import numpy\\nnumpy.kept = [{NUMBERS}]\\n" + MODEL}`,
    'model.py: numbers',
    HIDDEN,
  ],
  [
    'a file of numbers imported inside predict',
    `{**with_model(("    return model.predict_proba", "    import tables\\n    return model.predict_proba")), "tables.py": f"W = [{NUMBERS}]"}`,
    'tables.py: numbers',
    HIDDEN,
  ],
  [
    'default arguments',
    `with_model(("def predict(model, rows):", f"def predict(model, rows, w=({NUMBERS})):"))`,
    'model.py: numbers',
    HIDDEN,
  ],
  [
    'an attribute of a function',
    `with_model(("def decide", f"predict.w = [{NUMBERS}]\\n\\ndef decide"))`,
    'model.py: numbers',
    HIDDEN,
  ],
  [
    'a big integer',
    `with_model(("    return LogisticRegression().fit(train[X], train['y'])".replace("'", '"'), "    return Kept(LogisticRegression().fit(train[X], train.y), 3 ** 40000)"),
      ("model.predict_proba", "model.net.predict_proba"),
      ("def prepare", "class Kept:\\n    def __init__(self, net, extra):\\n        self.net, self.extra = net, extra\\n\\ndef prepare"))`,
    'beside numbers',
    worth((40_000 * Math.log2(3)) / 8),
  ],
  [
    'names of parameters',
    `{"model.py": MODEL + "".join(f"def f{i}(n{letters(20000)[i*40:i*40+40]}): pass\\n" for i in range(500))}`,
    'beside numbers',
    worth(10_000),
  ],
  [
    'statements that are repeated',
    `{"model.py": MODEL + "def extra(a, b):\\n" + "".join(f"    {'ab'[bit == '1']}\\n" for bit in f"{int(letters(10000), 16):040000b}")}`,
    'beside numbers',
    worth(5_000),
  ],
  [
    'names of local variables and annotations',
    `{"model.py": MODEL + "def extra():\\n" + "".join(f"    v{letters(20000)[i*40:i*40+40]}: int = 0\\n" for i in range(500))}`,
    'beside numbers',
    worth(10_000),
  ],
  [
    'spaces between words',
    `{"model.py": MODEL + "".join(f"a{' ' * (1 + int(digit, 16))}= b\\n" for digit in letters(8000)).replace("= b", "= None")}`,
    'beside numbers',
    worth(4_000),
  ],
  [
    'empty lines',
    `{"model.py": MODEL + "".join("\\n" * (1 + int(digit, 16)) + "pass\\n" for digit in letters(12000))}`,
    'beside numbers',
    worth(6_000),
  ],
  [
    'texts of other quotes and backslashes',
    `{"model.py": MODEL + "W = r'" + letters(20000) + "'\\n"}`,
    'beside numbers',
    worth(10_000),
  ],
  [
    'long whole numbers in hexadecimal digits',
    `{"model.py": MODEL + "W = [" + ", ".join("0x" + letters(20000)[i:i + 1000] for i in range(0, 20000, 1000)) + "]\\n"}`,
    'beside numbers',
    worth(10_000),
  ],
  [
    'numbers of many digits side by side',
    `{"model.py": MODEL + "W = [" + ", ".join(str(int(letters(20000)[i*1000:i*1000+1000], 16)) for i in range(20)) + "]\\n"}`,
    'model.py: numbers',
    Math.floor(10_000 / 8),
  ],
  [
    'a file name',
    `{"model.py": MODEL.replace("def predict(model, rows):", "def predict(model, rows):\\n    import n" + letters(200) + "\\n"), "n" + letters(200) + ".py": ""}`,
    'model.coef_',
    3,
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
  ['a string', 'np.random.default_rng(3).bytes(20000).hex()', 'beside numbers', worth(10_000)],
  ['bytes', 'np.random.default_rng(3).bytes(20000)', 'beside numbers', worth(20_000)],
  ['a list of floats', 'train["a"].tolist()', 'model.extra', 600],
  ['the training rows', 'train', 'model.extra', 3 * 600],
  ['a dictionary of rows', 'dict(zip(train["id"].tolist(), train["y"].tolist()))', 'model.extra', 600],
  ['half precision', 'np.zeros(2000, np.float16)', 'model.extra', 2000],
  ['single bytes', 'np.zeros(2000, np.int8)', 'model.extra', 2000],
  ['bits as booleans', 'np.zeros(2000, bool)', 'model.extra', 2000],
  ['complex numbers', 'np.zeros(500, complex)', 'model.extra', 1000],
  ['records', 'np.zeros(500, [("u", "f4"), ("v", "i2", (3,))])', 'model.extra', 2000],
  ['raw records', 'np.zeros(500, "V16")', 'model.extra', 1000],
  ['moments', 'np.arange(2000).astype("M8[ns]")', 'model.extra', 2000],
  ['an array of objects', 'np.array([i / 7 for i in range(2000)], dtype=object)', 'model.extra', 2000],
  [
    'arrays of text',
    'np.array([np.random.default_rng(3).bytes(20000).hex()[i:i + 16] for i in range(0, 16000, 16)])',
    'beside numbers',
    worth(8_000),
  ],
  ['None by choice', '[None, True][:1] * 2000', 'model.extra', 2000],
  ['a closure', '(lambda w: lambda rows: w)(train["a"].tolist())', 'model.extra', 600],
  ['a function by value with defaults', '(lambda v: lambda rows, w=v: w)(train["a"].tolist())', 'model.extra', 600],
  ['a partial call', '__import__("functools").partial(max, *train["a"].tolist())', 'model.extra', 600],
  [
    'names of attributes',
    '__import__("types").SimpleNamespace(**{"n" + np.random.default_rng(3).bytes(20000).hex()[i:i + 40]: 0 for i in range(0, 20000, 40)})',
    'beside numbers',
    worth(10_000),
  ],
  ['a generator of random numbers', 'np.random.RandomState(1)', 'model.extra', 624],
  ['a deque', '__import__("collections").deque(train["a"].tolist())', 'model.extra', 600],
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

  it('[HN22] state that hides in a reduce method counts by its bytes', () => {
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
    expect(weigh(files).weights.total).toBeGreaterThanOrEqual(worth(6.5 * 600));
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
    const { predict, weights } = weigh(
      `with_model(("    return model.predict_proba", "    model.unpacked = np.zeros(5000)\\n    return model.predict_proba"))`,
    );
    expect(predict.notes).toMatchObject([{ kind: 'growth', name: 'model.unpacked' }]);
    expect(weights.total).toBeLessThan(20);
  });
});
