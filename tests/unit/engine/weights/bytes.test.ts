/**
 * The count from bytes: whatever way numbers are carried past the attributes, 8 x weights + 3,072 bytes is at least what arrives in
 * predict. The ways are those of outside reports, each with as many random bytes as it takes.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { PayloadError } from '../../../../engine/crossing/error.ts';
import { forPredicting, parseContainer } from '../../../../engine/crossing/python/container.ts';
import { readPayload, withBytes } from '../../../../engine/crossing/python/inventory.ts';
import { FREE_STRUCTURE_BYTES } from '../../../../engine/crossing/python/structure.ts';
import { headerBytesOf, writeContainer } from '../../../../protocol/container.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { program } from '../python/scaffold.ts';

interface Carried {
  payload: Uint8Array;
  /** Random bytes that came out again on the other side. */
  arrived: number;
  inventory: { total: number; items: { path: string; count: number }[]; rest: number };
}

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit();
}, 120_000);

/** A way of carrying: `put(data)` makes the model, `take(model)` gives the bytes back. */
const WAYS: [what: string, put: string, take: string, bytes?: number][] = [
  ['line table of a code object', `return fn(co_linetable=data)`, `return model.__code__.co_linetable`],
  ['exception table of a code object', `return fn(co_exceptiontable=data)`, `return model.__code__.co_exceptiontable`],
  ['name of a function', `return fn(co_name=data.hex())`, `return bytes.fromhex(model.__code__.co_name)`],
  ['file name of a function', `return fn(co_filename=data.hex())`, `return bytes.fromhex(model.__code__.co_filename)`],
  ['names that a function uses', `return fn(co_names=names(data))`, `return back(model.__code__.co_names)`],
  [
    'names of local variables',
    `return fn(co_varnames=names(data), co_nlocals=len(names(data)))`,
    `return back(model.__code__.co_varnames)`,
  ],
  [
    'first line of a function',
    `f = fn(); return [fn(co_firstlineno=int.from_bytes(data[i:i + 3], "big")) for i in range(0, 3000, 3)]`,
    `return b"".join(f.__code__.co_firstlineno.to_bytes(3, "big") for f in model)`,
    3000,
  ],
  ['docstring by value', `f = fn(); f.__doc__ = data.hex(); return f`, `return bytes.fromhex(model.__doc__)`],
  [
    'annotations',
    `f = fn(); f.__annotations__ = {data.hex(): 0}; return f`,
    `return bytes.fromhex(next(iter(model.__annotations__)))`,
  ],
  [
    'attributes of a function',
    `f = fn(); setattr(f, "k" + data.hex(), 0); return f`,
    `return bytes.fromhex(next(iter(vars(model)))[1:])`,
  ],
  [
    'defaults of keywords',
    `f = fn(); f.__kwdefaults__ = {"k" + data.hex(): 0}; return f`,
    `return bytes.fromhex(next(iter(model.__kwdefaults__))[1:])`,
  ],
  ['name of a local class', `return type("C" + data.hex(), (), {})`, `return bytes.fromhex(model.__name__[1:])`],
  [
    'method names of a local class',
    `return type("C", (), {n: fn() for n in names(data[:6000])})`,
    `return back([n for n in vars(model) if n.startswith("n")])`,
    6000,
  ],
  [
    'a subclass of tzinfo',
    `import datetime\nC = type("C", (datetime.tzinfo,), {})\nv = C()\nv.k = data\nreturn v`,
    `return model.k`,
  ],
  [
    'keywords of a partial',
    `import functools\nreturn functools.partial(fn(), **{"k" + data.hex(): 0})`,
    `return bytes.fromhex(next(iter(model.keywords))[1:])`,
  ],
  ['constants of a function', 'return fn(co_consts=(None, data))', 'return model.__code__.co_consts[1]'],
  [
    'a class attribute of a subclass of Decimal',
    `import decimal\nreturn type("C", (decimal.Decimal,), {"k": data})`,
    `return model.k`,
  ],
  ['a big integer', `return int.from_bytes(data, "big")`, `return model.to_bytes(len(data), "big")`],
  [
    'keys of a dict',
    `return {int.from_bytes(data[i:i + 4], "big"): None for i in range(0, 4000, 4)}`,
    `return b"".join(k.to_bytes(4, "big") for k in model)`,
    4000,
  ],
  [
    'bounds of slices',
    `return [slice(int.from_bytes(data[i:i + 7], "big")) for i in range(0, 20001, 7)]`,
    `return b"".join(s.stop.to_bytes(7, "big") for s in model)`,
    20006,
  ],
  [
    'ranges',
    `return [range(int.from_bytes(data[i:i + 7], "big")) for i in range(0, 20001, 7)]`,
    `return b"".join(s.stop.to_bytes(7, "big") for s in model)`,
    20006,
  ],
  [
    'complex numbers',
    `import struct\nreturn [complex(*struct.unpack("2d", data[i:i + 16])) for i in range(0, 20000, 16)]`,
    `import struct\nreturn b"".join(struct.pack("2d", c.real, c.imag) for c in model)`,
    20000,
  ],
  [
    'time deltas',
    `import datetime\nreturn [datetime.timedelta(days=int.from_bytes(data[i:i + 3], "big"), seconds=data[i + 3]) for i in range(0, 20000, 4)]`,
    `return b"".join(d.days.to_bytes(3, "big") + bytes([d.seconds]) for d in model)`,
    20000,
  ],
  [
    'True and False',
    `return [bool(b >> k & 1) for b in data[:2500] for k in range(8)]`,
    `return bytes(sum(model[i + k] << k for k in range(8)) for i in range(0, 20000, 8))`,
    2500,
  ],
  [
    'None and an empty tuple',
    `return [None if b >> k & 1 else () for b in data[:2500] for k in range(8)]`,
    `return bytes(sum((model[i + k] is None) << k for k in range(8)) for i in range(0, 20000, 8))`,
    2500,
  ],
  ['nesting of empty tuples', `return [nest(b) for b in data[:1500]]`, `return bytes(depth(t) for t in model)`, 1500],
  [
    'shapes of empty arrays',
    `return [np.zeros((0, int.from_bytes(data[i:i + 3], "big"))) for i in range(0, 7500, 3)]`,
    `return b"".join(a.shape[1].to_bytes(3, "big") for a in model)`,
    7500,
  ],
  [
    'names of fields of a dtype',
    `return np.zeros(1, dtype=[(n, "u1") for n in names(data[:8000])])`,
    `return back(model.dtype.names)`,
    8000,
  ],
  [
    'metadata of a dtype',
    `return np.zeros(1, dtype=np.dtype("f8", metadata={"k": data}))`,
    `return dict(model.dtype.metadata or {}).get("k", b"")`,
  ],
  [
    'padding of records',
    `a = np.zeros(1250, dtype=np.dtype({"names": ["a"], "formats": ["u1"], "offsets": [0], "itemsize": 32}))\nnp.frombuffer(memoryview(a).cast("B"), "u1")\na.view("u1").reshape(-1)[:] = np.frombuffer(data, "u1")\nreturn a`,
    `return np.ascontiguousarray(model).view("u1").tobytes()`,
  ],
  [
    'payloads of NaN',
    `a = np.frombuffer(data, "u8") | np.uint64(0x7FF8000000000000)\nreturn a.view("f8")`,
    `return model.view("u8").tobytes() if len(model) == 5000 else b""`,
  ],
  ['an array of bytes', `return np.frombuffer(data, "u1")`, `return model.tobytes()`],
  ['an array of text', `return np.array([data.hex()])`, `return bytes.fromhex(str(model[0]))`],
  ['an array of objects', `return np.array([data, None], dtype=object)`, `return model[0]`],
  [
    'names of columns',
    `import pandas as pd\nreturn pd.DataFrame([[0]], columns=[data.hex()])`,
    `return bytes.fromhex(model.columns[0])`,
  ],
  [
    'attrs of a frame',
    `import pandas as pd\nf = pd.DataFrame({"a": [0]})\nf.attrs["k"] = data\nreturn f`,
    `return model.attrs["k"]`,
  ],
  ['name of an index', `import pandas as pd\nreturn pd.Series([0], name=data)`, `return model.name`],
  [
    'categories',
    `import pandas as pd\nreturn pd.Categorical([data.hex()])`,
    `return bytes.fromhex(model.categories[0])`,
  ],
  [
    'an attribute of an estimator',
    `from sklearn.linear_model import Ridge\nm = Ridge()\nm.kept_ = data\nreturn m`,
    `return model.kept_`,
  ],
  [
    'a name of an attribute',
    `from sklearn.linear_model import Ridge\nm = Ridge()\nsetattr(m, "k" + data.hex(), 0)\nreturn m`,
    `return bytes.fromhex([k for k in vars(model) if len(k) > 999][0][1:])`,
  ],
  [
    'a parameter of an estimator',
    `from sklearn.linear_model import Ridge\nreturn Ridge(solver=data.hex())`,
    `return bytes.fromhex(model.solver)`,
  ],
  [
    'class labels',
    `from sklearn.linear_model import LogisticRegression\nm = LogisticRegression()\nm.classes_ = np.frombuffer(data[:2048], "u8")\nm.coef_ = np.zeros((1, 1))\nreturn m`,
    `return model.classes_.tobytes()`,
    2048,
  ],
  [
    'a vocabulary',
    `from sklearn.feature_extraction.text import CountVectorizer\nreturn CountVectorizer(vocabulary=names(data[:16000]))`,
    `return back(model.vocabulary)`,
    16000,
  ],
  [
    'order of keys',
    `import random\nk = list(range(1500))\nrandom.Random(data[:8]).shuffle(k)\nreturn {i: None for i in k}`,
    `return b"" if list(model) == sorted(model) else bytes(1500)`,
    1500,
  ],
  [
    'shared references',
    `a, b = [], []\nreturn [a, b] + [a if x >> k & 1 else b for x in data[:2500] for k in range(8)]`,
    `return bytes(sum((model[2 + i + k] is model[0]) << k for k in range(8)) for i in range(0, 20000, 8))`,
    2500,
  ],
  [
    'equal but distinct texts',
    `t = "".join(["a", "b"])\nreturn [t] + [t if x >> k & 1 else "".join(["a", "b"]) for x in data[:2500] for k in range(8)]`,
    `return bytes(sum((model[1 + i + k] is model[0]) << k for k in range(8)) for i in range(0, 20000, 8))`,
    2500,
  ],
  [
    'a random generator',
    `return [np.random.RandomState(np.frombuffer(data[i:i + 2400], "u4")) for i in range(0, 38400, 2400)]`,
    `return b"".join(r.get_state()[1].tobytes()[:2400] for r in model)`,
    38400,
  ],
  [
    'a sparse matrix',
    `import scipy.sparse as sp\nreturn sp.csr_matrix((np.ones(10000), (np.zeros(10000, int), np.frombuffer(data, "i4") & 0x3FFFFFFF)), shape=(1, 2**30))`,
    `return b"" if model.nnz == 0 else model.indices.tobytes()[:38000]`,
    38000,
  ],
];

/** Ways that a payload is not taken with. */
const REFUSED: [what: string, put: string][] = [
  ['members of an enum', `import enum\nreturn enum.Enum("E", {"A": data})`],
  ['titles of a dtype', `return np.zeros(1, dtype=[((data[:9000].hex(), "a"), "f8")])`],
  ['more than 1 MiB beside arrays', `return [data[:40_000]] + [b"%040000d" % i for i in range(30)]`],
];

const body = (text: string) => text.split('\n').join('\n    ');
const carry = (put: string, take: string, bytes: number): Carried =>
  kit.run<Carried>(
    `${program('carry')}
def put(data):
    ${body(put)}
def take(model, data):
    ${body(take)}
result = carried(put, take, ${bytes})`,
  );

describe('ways of carrying numbers past the attributes', () => {
  it.each(WAYS)('[HN34] %s', (what, put, take, bytes = 40_000) => {
    const found = carry(put, take, bytes);
    expect(found.arrived, `${what}: arrives`).toBeGreaterThan(0);
    const reading = readPayload(found.payload, []);
    const { total, items, rest } = withBytes(found.inventory, reading.bytes());
    expect(8 * total + FREE_STRUCTURE_BYTES).toBeGreaterThanOrEqual(found.arrived);
    expect(items.reduce((sum, { count }) => sum + count, rest)).toBe(total);
  });

  it.each(REFUSED)('[HN34] refused: %s', (_, put) => {
    const { payload } = carry(put, 'return b""', 0);
    expect(() => readPayload(payload, []).bytes()).toThrow(PayloadError);
  });

  it('[HN35] the header of a payload is made anew for predict: a path in it does not cross', () => {
    const { payload } = carry('return np.zeros(3)', 'return b""', 0);
    const { seed, pickle, buffers } = parseContainer(payload);
    const entries = buffers.map(({ entry }) => ({ ...entry, path: 'carried' }));
    const header = headerBytesOf({ version: 1, seed: 77, pickleBytes: pickle.length, buffers: entries });
    const forged = writeContainer(payload.slice(0, 8), header, [pickle, ...buffers.map(({ bytes }) => bytes)]);
    expect(forPredicting(forged, seed)).toEqual(forPredicting(payload, seed));
    expect(new TextDecoder().decode(forPredicting(forged, seed))).not.toContain('carried');
  });
});
