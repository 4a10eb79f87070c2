/** Ways through arrays, tables and estimators: what they hold beside their numbers, and inside them. */
import type { Way } from './way.ts';

const ARRAYS: readonly Way[] = [
  ['an array of bytes', 'return np.frombuffer(data, "u1")', 'return model.tobytes()'],
  ['half precision', 'return np.frombuffer(data, "f2")', 'return model.tobytes()'],
  ['an array of long floats', 'return np.frombuffer(data, "f8")', 'return model.tobytes()'],
  ['an array of bits', 'return np.array(bits(data), bool)', 'return unbits(model.tolist())'],
  [
    'payloads of NaN',
    'return np.frombuffer(b"".join(p + b"\\xf9\\x7f" for p in cut(data, 6)), "f8")',
    'return model.view("u1").reshape(-1, 8)[:, :6].tobytes()',
  ],
  [
    'signs of zeros',
    'return np.where(np.array(bits(data)) == 1, -0.0, 0.0)',
    'return unbits(np.signbit(model).tolist())',
  ],
  [
    'an array inside the pickle',
    'return np.frombuffer(data, "u1")[::-1][::-1][:, None][::1, ::-1]',
    'return model.tobytes()',
  ],
  [
    'a single number of an array',
    'return [np.frombuffer(p, "V6")[0] for p in cut(data, 6)]',
    'return b"".join(v.tobytes() for v in model)',
  ],
  ['an array of text', 'return np.array([data.hex()])', 'return bytes.fromhex(str(model[0]))'],
  [
    'an array of bytes as text',
    'return np.array([b"k" + data.hex().encode()])',
    'return bytes.fromhex(model[0][1:].decode())',
  ],
  ['an array of objects', 'return np.array([data, None], dtype=object)', 'return model[0]'],
  ['a masked array', 'return np.ma.array(np.frombuffer(data, "u1"), mask=True)', 'return model.data.tobytes()'],
  [
    'fill values of masked arrays',
    'return np.ma.array(np.zeros(3, "S40032"), fill_value=data)',
    'return bytes(model.fill_value).ljust(BYTES, b"\\0")',
  ],
  [
    'shapes of empty arrays',
    'return [np.zeros((0, n)) for n in whole(data, 3)]',
    'return parts([a.shape[1] for a in model], 3)',
  ],
  ['names of fields', 'return np.zeros(1, dtype=[(n, "u1") for n in names(data)])', 'return back(model.dtype.names)'],
  [
    'offsets of fields',
    'offsets = np.cumsum([b + 1 for b in data[:6000]]).tolist()\nreturn np.zeros(0, np.dtype({"names": [f"f{i}" for i in range(6000)], "formats": ["u1"] * 6000, "offsets": offsets, "itemsize": 2000000}))',
    'found = [o for _, o in model.dtype.fields.values()]\nreturn bytes(b - a - 1 for a, b in zip([0] + found, found))',
    // Each field takes some 30 bytes of the 1 MiB beside arrays.
    { bytes: 6_000 },
  ],
  ['titles of fields', 'return np.zeros(1, dtype=[((data.hex(), "a"), "f8")])', 'return b""', { refused: 'bad-dtype' }],
  [
    'metadata of a dtype',
    'return np.zeros(1, dtype=np.dtype("f8", metadata={"k": data}))',
    'return dict(model.dtype.metadata or {}).get("k", b"")',
  ],
  [
    'a random state',
    'return [np.random.RandomState(np.frombuffer(p, "u4")) for p in cut(data, 2400)]',
    'return b""',
    // The state is mixed from the seed and does not give it back.
    { lost: true },
  ],
  [
    'words of random states',
    'made = []\nfor p in cut(data, 2496):\n    r = np.random.RandomState(0)\n    r.set_state(("MT19937", np.frombuffer(p, "u4"), 624, 0, 0.0))\n    made.append(r)\nreturn made',
    'return b"".join(r.get_state()[1].tobytes() for r in model)',
  ],
  [
    'states of generators',
    'made = []\nfor n in whole(data, 31):\n    g = np.random.default_rng(0)\n    g.bit_generator.state = {**g.bit_generator.state, "state": {"state": n >> 120, "inc": n & 2**120 - 1}}\n    made.append(g)\nreturn made',
    'states = [g.bit_generator.state["state"] for g in model]\nreturn parts([s["state"] << 120 | s["inc"] for s in states], 31)',
  ],
];

const TABLES: readonly Way[] = [
  [
    'names of columns',
    'import pandas as pd\nreturn pd.DataFrame([[0]], columns=[data.hex()])',
    'return bytes.fromhex(model.columns[0])',
  ],
  [
    'attrs of a frame',
    'import pandas as pd\nf = pd.DataFrame({"a": [0]})\nf.attrs["k"] = data\nreturn f',
    'return model.attrs["k"]',
  ],
  ['name of an index', 'import pandas as pd\nreturn pd.Series([0], name=data)', 'return model.name'],
  ['categories', 'import pandas as pd\nreturn pd.Categorical(names(data))', 'return back(model.categories)'],
  [
    'timestamps',
    'import pandas as pd\nreturn [pd.Timestamp(n) for n in whole(data, 6)]',
    'return parts([t.value for t in model], 6)',
  ],
];

const ESTIMATORS: readonly Way[] = [
  [
    'class labels of raw bytes',
    'from sklearn.linear_model import LogisticRegression\nm = LogisticRegression()\nm.classes_ = np.frombuffer(b"".join(cut(data, 354)), "V354")\nreturn m',
    'return model.classes_.tobytes()',
  ],
  [
    'class labels of text',
    'from sklearn.linear_model import LogisticRegression\nm = LogisticRegression()\nm.classes_ = np.array([p.hex() for p in cut(data, 354)])\nreturn m',
    'return b"".join(bytes.fromhex(t) for t in model.classes_)',
  ],
  [
    'a vocabulary',
    'from sklearn.feature_extraction.text import CountVectorizer\nreturn CountVectorizer(vocabulary=names(data))',
    'return back(model.vocabulary)',
  ],
  [
    'places of a vocabulary',
    'from sklearn.feature_extraction.text import CountVectorizer\nreturn CountVectorizer(vocabulary=dict(zip(names(bytes(16 * 6672)), whole(data, 6))))',
    'return parts(model.vocabulary.values(), 6)',
  ],
  [
    'categories of an encoder',
    'from sklearn.preprocessing import OneHotEncoder\nm = OneHotEncoder()\nm.categories_ = [np.array(names(data), dtype=object)]\nreturn m',
    'return back(model.categories_[0])',
  ],
  [
    'bounds of a kernel',
    'from sklearn.gaussian_process.kernels import RBF\nreturn [RBF(float(n)) for n in whole(data[:24000], 6)]',
    'return parts([int(k.length_scale) for k in model], 6)',
    { bytes: 24_000 },
  ],
  [
    'nodes of a tree, padding too',
    'from sklearn.tree._tree import Tree\nt = Tree(1, np.array([1]), 1)\nform = t.__getstate__()["nodes"].dtype\nraw = b"".join(cut(data, form.itemsize))\nnodes = np.frombuffer(raw, form).copy()\nt.__setstate__({"max_depth": 1, "node_count": len(nodes), "nodes": nodes, "values": np.zeros((len(nodes), 1, 1))})\nreturn t',
    'return model.__getstate__()["nodes"].tobytes()',
    // A tree puts some of its fields right when it is read.
    { bytes: 15_000 },
  ],
  [
    'a sparse matrix',
    'import scipy.sparse as sp\nn = np.array(whole(data, 3))\nreturn sp.csr_matrix((np.ones(len(n)), n, np.array([0, len(n)])), shape=(1, 2**24))',
    'return parts(model.indices.tolist(), 3)',
  ],
  [
    'arguments of a distribution',
    'import scipy.stats as st\nf = st.norm(0, 1)\nf.kwds = {"k": data}\nreturn f',
    'return model.kwds["k"]',
  ],
];

export const BY_LIBRARY: readonly Way[] = [...ARRAYS, ...TABLES, ...ESTIMATORS];
