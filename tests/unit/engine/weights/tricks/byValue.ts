/** Ways through plain values of Python: numbers, texts, and how they are put together. */
import type { Way } from './way.ts';

export const BY_VALUE: readonly Way[] = [
  ['bytes', 'return data', 'return model'],
  [
    'more than 1 MiB beside arrays',
    'return [data] + [b"%040000d" % i for i in range(30)]',
    'return model[0]',
    { refused: 'too-large' },
  ],
  ['a text', 'return data.hex()', 'return bytes.fromhex(model)'],
  [
    'a text of many alphabets',
    'return "".join(chr(0x4e00 + (n & 0x3fff)) + chr(0x4e00 + (n >> 14 & 0x3ff)) for n in whole(data, 3))',
    'return parts([ord(model[i]) - 0x4e00 | ord(model[i + 1]) - 0x4e00 << 14 for i in range(0, len(model), 2)], 3)',
  ],
  ['half characters', 'return "".join(chr(0xdc00 + b) for b in data)', 'return bytes(ord(c) - 0xdc00 for c in model)'],
  ['a byte array', 'return bytearray(data)', 'return bytes(model)'],
  ['texts in a set', 'return set(names(data))', 'return back(sorted(model))'],
  ['a big integer', 'return int.from_bytes(data, "big")', 'return model.to_bytes(BYTES, "big")'],
  ['big integers in a list', 'return whole(data, 4000)', 'return parts(model, 4000)'],
  ['whole numbers in a list', 'return whole(data, 7)', 'return parts(model, 7)'],
  [
    'floats in a list',
    'import struct\nreturn [struct.unpack("d", p + b"\\0\\x40")[0] for p in cut(data, 6)]',
    'import struct\nreturn b"".join(struct.pack("d", v)[:6] for v in model)',
  ],
  [
    'payloads of NaN in a list',
    'import struct\nreturn [struct.unpack("d", p + b"\\xf9\\x7f")[0] for p in cut(data, 6)]',
    'import struct\nreturn b"".join(struct.pack("d", v)[:6] for v in model)',
  ],
  [
    'signs of zeros in a list',
    'return [-0.0 if b else 0.0 for b in bits(data)]',
    'return unbits([math.copysign(1, v) < 0 for v in model])',
  ],
  [
    'complex numbers',
    'import struct\nreturn [complex(*struct.unpack("2d", p[:6] + b"\\0\\x40" + p[6:] + b"\\0\\x40")) for p in cut(data, 12)]',
    'import struct\nreturn b"".join(struct.pack("d", v)[:6] for c in model for v in (c.real, c.imag))',
  ],
  ['bounds of slices', 'return [slice(n) for n in whole(data, 7)]', 'return parts([s.stop for s in model], 7)'],
  ['ranges', 'return [range(n) for n in whole(data, 7)]', 'return parts([s.stop for s in model], 7)'],
  [
    'days and seconds of time deltas',
    'import datetime\nreturn [datetime.timedelta(days=n >> 16, seconds=n & 65535) for n in whole(data, 4)]',
    'return parts([d.days << 16 | d.seconds for d in model], 4)',
  ],
  [
    'moments',
    'import datetime\nreturn [datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=n) for n in whole(data, 6)]',
    'import datetime\nreturn parts([(d - datetime.datetime(1970, 1, 1)) // datetime.timedelta(microseconds=1) for d in model], 6)',
  ],
  [
    'a name of a time zone',
    'import datetime\nreturn datetime.timezone(datetime.timedelta(0), data.hex())',
    'return bytes.fromhex(model.tzname(None))',
  ],
  [
    'digits of a decimal',
    'import decimal\nreturn decimal.Decimal("1" + "".join("%03d" % b for b in data))',
    'digits = f"{model:f}"[1:]\nreturn bytes(int(digits[i : i + 3]) for i in range(0, len(digits), 3))',
  ],
  [
    'fractions',
    'import fractions\nreturn [fractions.Fraction(2 * n + 1, 2) for n in whole(data, 6)]',
    'return parts([(f.numerator - 1) // 2 for f in model], 6)',
  ],
  [
    'identifiers',
    'import uuid\nreturn [uuid.UUID(bytes=p) for p in cut(data, 16)]',
    'return b"".join(u.bytes for u in model)',
  ],
  ['a pattern', 'import re\nreturn re.compile(data.hex())', 'return bytes.fromhex(model.pattern)'],
  ['an error', 'return ValueError(data)', 'return model.args[0]'],
  [
    'names of a namespace',
    'import types\nreturn types.SimpleNamespace(**{n: 0 for n in names(data)})',
    'return back(vars(model))',
  ],
  [
    'fields of a named tuple',
    'import collections\nT = collections.namedtuple("T", names(data, 40), module="__main__")\nreturn T',
    'return back(model._fields)',
    { refused: 'bad-name' },
  ],
  ['an array of array', 'import array\nreturn array.array("d", data)', 'return model.tobytes()'],
  ['a deque of numbers', 'import collections\nreturn collections.deque(whole(data, 7))', 'return parts(model, 7)'],
  [
    'lengths of deques',
    'import collections\nreturn [collections.deque(maxlen=n) for n in whole(data, 3)]',
    'return parts([d.maxlen for d in model], 3)',
  ],
  [
    'counts of words',
    'import collections\nreturn collections.Counter(dict(enumerate(whole(data, 7))))',
    'return parts(model.values(), 7)',
  ],
  [
    'keys of a dict',
    'return {(i, n): None for i, n in enumerate(whole(data, 7))}',
    'return parts([n for _, n in model], 7)',
  ],
  ['texts as keys', 'return dict.fromkeys(names(data))', 'return back(model)'],
  ['True and False', 'return [bool(b) for b in bits(data)]', 'return unbits(model)'],
  ['True and 1', 'return [True if b else 1 for b in bits(data)]', 'return unbits([v is True for v in model])'],
  [
    'None and an empty tuple',
    'return [None if b else () for b in bits(data)]',
    'return unbits([v is None for v in model])',
  ],
  [
    'nesting of empty tuples',
    'made = lambda n: () if n == 0 else (made(n - 1),)\nreturn [made(b >> k & 3) for b in data for k in (0, 2, 4, 6)]',
    'deep = {(): 0, ((),): 1, (((),),): 2, ((((),),),): 3}\nfound = [deep[t] for t in model]\nreturn bytes(sum(found[i + k] << 2 * k for k in range(4)) for i in range(0, len(found), 4))',
  ],
  [
    'order of keys',
    'return [{k: None for k in o} for o in ordered(data)]',
    'return unordered([list(d) for d in model])',
  ],
  [
    'order of texts as keys',
    'return [dict.fromkeys(f"k{k}" for k in o) for o in ordered(data)]',
    'return unordered([[int(k[1:]) for k in d] for d in model])',
  ],
  [
    'shared references',
    'a, b = [], []\nreturn [a, b] + [a if x else b for x in bits(data)]',
    'return unbits([v is model[0] for v in model[2:]])',
  ],
  [
    'equal but distinct texts',
    'texts = ["".join(["a", "b"]) for _ in range(16)]\nreturn texts + [texts[b >> k & 15] for b in data for k in (0, 4)]',
    'at = {id(t): i for i, t in enumerate(model[:16])}\nfound = [at[id(t)] for t in model[16:]]\nreturn bytes(found[i] | found[i + 1] << 4 for i in range(0, len(found), 2))',
  ],
  [
    'lengths of buffers that no array claims',
    'import pickle\nreturn [pickle.PickleBuffer(bytearray(n)) for n in whole(data[:15000], 3) for n in (n & 63, n >> 6 & 63, n >> 12 & 63, n >> 18)]',
    'n = [memoryview(b).nbytes for b in model]\nreturn parts([n[i] | n[i + 1] << 6 | n[i + 2] << 12 | n[i + 3] << 18 for i in range(0, len(n), 4)], 3)',
    // At most 20,000 buffers cross, and their zeros are within the 1 MiB beside arrays.
    { bytes: 14_994 },
  ],
  ['buffers that no array claims', 'import pickle\nreturn pickle.PickleBuffer(bytearray(data))', 'return bytes(model)'],
  [
    'keys that are repeated, to a class of its own',
    'class D(dict):\n    def __setitem__(self, key, value):\n        self.seen = getattr(self, "seen", []) + [value] if len(vars(self)) else [value]\n    def __reduce__(self):\n        return type(self), (), None, None, iter([(0, p) for p in cut(data, 400)])\nreturn D()',
    'return b"".join(getattr(model, "seen", []))',
  ],
  [
    'keys that are repeated',
    'class D:\n    def __reduce__(self):\n        return dict, (), None, None, iter([(0, p) for p in cut(data, 400)])\nreturn D()',
    'return b"".join(model.values())[:6] if type(model) is dict else b""',
    { lost: true },
  ],
];
