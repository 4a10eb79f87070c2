/** Ways through functions and classes that cross by value, and what they are called. */
import type { Way } from './way.ts';

export const BY_CODE: readonly Way[] = [
  ['line table of a code object', 'return fn(co_linetable=data)', 'return model.__code__.co_linetable'],
  ['exception table of a code object', 'return fn(co_exceptiontable=data)', 'return model.__code__.co_exceptiontable'],
  // Arguments of instructions that do nothing: making code of other bytes makes the interpreter write where it must not.
  [
    'bytecode',
    'import dis; return fn(co_code=bytes(b for one in data for b in (dis.opmap["NOP"], one)))',
    'return model.__code__.co_code[1::2]',
  ],
  ['name of a function', 'return fn(co_name=data.hex())', 'return bytes.fromhex(model.__code__.co_name)'],
  ['qualified name', 'return fn(co_qualname=data.hex())', 'return bytes.fromhex(model.__code__.co_qualname)'],
  ['file name of a function', 'return fn(co_filename=data.hex())', 'return bytes.fromhex(model.__code__.co_filename)'],
  ['names that a function uses', 'return fn(co_names=tuple(names(data)))', 'return back(model.__code__.co_names)'],
  [
    'names of local variables',
    'return fn(co_varnames=tuple(names(data)), co_nlocals=len(names(data)))',
    'return back(model.__code__.co_varnames)',
  ],
  ['constants of a function', 'return fn(co_consts=(None, data))', 'return model.__code__.co_consts[1]'],
  [
    'size of the stack of functions',
    'return [fn(co_stacksize=n + 9) for n in whole(data[:9000], 3)]',
    'return parts([f.__code__.co_stacksize - 9 for f in model], 3)',
    // Each function takes 200 bytes of the 1 MiB that may cross beside arrays.
    { bytes: 9_000 },
  ],
  [
    'first lines of functions',
    'return [fn(co_firstlineno=n) for n in whole(data[:9000], 3)]',
    'return parts([f.__code__.co_firstlineno for f in model], 3)',
    // As above.
    { bytes: 9_000 },
  ],
  ['docstring by value', 'f = fn(); f.__doc__ = data.hex(); return f', 'return bytes.fromhex(model.__doc__)'],
  [
    'annotations by value',
    'f = fn(); f.__annotations__ = {data.hex(): 0}; return f',
    'return bytes.fromhex(next(iter(model.__annotations__)))',
  ],
  [
    'attributes of a function',
    'f = fn(); setattr(f, "k" + data.hex(), 0); return f',
    'return bytes.fromhex([k for k in vars(model) if len(k) > 999][0][1:])',
  ],
  ['defaults of a function', 'f = fn(); f.__defaults__ = (data,); return f', 'return model.__defaults__[0]'],
  [
    'defaults of keywords',
    'f = fn(); f.__kwdefaults__ = {"k" + data.hex(): 0}; return f',
    'return bytes.fromhex(next(iter(model.__kwdefaults__))[1:])',
  ],
  ['a closure', 'return (lambda kept: lambda: kept)(data)', 'return model()'],
  [
    'globals of a lambda',
    'f = eval("lambda: kept", {"kept": data, "__name__": "__main__"}); return f',
    'return model()',
  ],
  ['name of a local class', 'return kind("C" + data.hex())', 'return bytes.fromhex(model.__name__[1:])'],
  [
    'method names of a local class',
    'return kind("C", (), {n: fn() for n in names(data[:24000])})',
    'return back(vars(model))',
    // Each method takes 250 bytes of the 1 MiB that may cross beside arrays.
    { bytes: 24_000 },
  ],
  ['attributes of a local class', 'return kind("C", (), {n: 0 for n in names(data)})', 'return back(vars(model))'],
  [
    'docstring of a local class',
    'return kind("C", (), {"__doc__": data.hex()})',
    'return bytes.fromhex(model.__doc__)',
  ],
  ['slots of a local class', 'return kind("C", (), {"__slots__": names(data)})', 'return back(model.__slots__)'],
  [
    'annotations of a local class',
    'return kind("C", (), {"__annotations__": {n: 0 for n in names(data)}})',
    'return back(model.__annotations__)',
  ],
  [
    'a subclass of tzinfo',
    'import datetime\nv = kind("C", (datetime.tzinfo,))()\nv.kept = data\nreturn v',
    'return model.kept',
  ],
  [
    'a class attribute of a subclass of Decimal',
    'import decimal\nreturn kind("C", (decimal.Decimal,), {"kept": data})',
    'return model.kept',
  ],
  [
    'an attribute of a subclass of Decimal',
    'import decimal\nv = kind("C", (decimal.Decimal,))(1)\nv.kept = data\nreturn v',
    'return getattr(model, "kept", b"")',
    // Decimal's own way through leaves attributes behind.
    { lost: true },
  ],
  [
    'members of an enum by value',
    'import enum\nE = enum.Enum("E", {"A": data})\nE.__module__ = "__main__"\nreturn E',
    'return model.A.value',
    { refused: 'bad-name' },
  ],
  [
    'an attribute of an enum of a library',
    'import uuid\nv = uuid.SafeUUID.safe\nv.kept = data\nreturn v',
    'return getattr(model, "kept", b"")',
    { lost: true },
  ],
  [
    'a class put into a library',
    'C = type("Kept", (), {"kept": data, "__module__": "numpy"})\nnp.Kept = C\nreturn C()',
    'return model.kept',
    { refused: 'bad-payload' },
  ],
  [
    'an attribute put into a class of a library',
    'from sklearn.linear_model import Ridge\nRidge.kept = data\nreturn Ridge()',
    'return getattr(model, "kept", b"")',
    { lost: true },
  ],
  [
    'keywords of a partial',
    'import functools\nreturn functools.partial(max, **{"k" + data.hex(): 0})',
    'return bytes.fromhex(next(iter(model.keywords))[1:])',
  ],
  ['a bound method', 'return data.hex', 'return model.__self__'],
  [
    'what attrgetter gets',
    'import operator\nreturn operator.attrgetter("n" + data.hex())',
    'return bytes.fromhex(model.__reduce__()[1][0][1:])',
  ],
  [
    'a call of methodcaller',
    'import operator\nreturn operator.methodcaller("f", data)',
    'return model.__reduce__()[1][1]',
  ],
];

/** What fools a count inside the interpreter that is judged. */
export const BY_FOOLING: readonly Way[] = [
  [
    'a dict that says it is empty',
    'class D(dict):\n    def __len__(self): return 0\n    def keys(self): return ()\n    def values(self): return ()\nd = D()\nd["k"] = data\nD.__module__ = "__main__"\nreturn d',
    'return dict.__getitem__(model, "k")',
  ],
  [
    'an array that says it has no elements',
    'class A(np.ndarray):\n    size, shape, nbytes = 0, (0,), 0\nA.__module__ = "__main__"\nreturn np.frombuffer(data, "u1").view(A)',
    'return np.asarray(model).tobytes()',
    { refused: 'bad-size' },
  ],
  [
    'a counter of the official path that was replaced',
    'import holdout_official.weights as w, holdout_official.run as r\nr.count = w.count = lambda *a, **k: {"total": 0, "items": [], "rest": 0}\nreturn data',
    'return model',
  ],
  [
    'a path in the header, by a pack that was replaced',
    'import json, struct, holdout_official.training as t, holdout_official.payload as p\ndef pack(model, seed, arrays=None, made=p.pack):\n    h, s, b = p.read(made(model, seed, arrays))\n    h["buffers"][0]["path"] = data.hex()[:300]\n    head = json.dumps(h, separators=(",", ":")).encode()\n    return b"".join((p.MAGIC, struct.pack("<I", len(head)), head, s, *b))\nt.pack = pack\nreturn np.zeros(4)',
    'return b""',
    { lost: true },
  ],
];
