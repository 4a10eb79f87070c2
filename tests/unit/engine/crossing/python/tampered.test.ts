import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../datasets/rng.ts';
import { PayloadError } from '../../../../../engine/crossing/error.ts';
import { readPayload } from '../../../../../engine/crossing/python/inventory.ts';
import { called, containerOf, join, named, oneBuffer, pickleOf, text } from './corpus.ts';

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const header = (changed: Record<string, unknown>): Uint8Array =>
  containerOf({ header: { version: 1, seed: 3, pickleBytes: 4, buffers: [], ...changed } });
const pickled = (...parts: (Uint8Array | number[])[]): Uint8Array => containerOf({ pickle: pickleOf(...parts) });
const raw = (pickle: Uint8Array): Uint8Array => containerOf({ pickle });

/** numpy.dtype('f8') built from opcodes. */
const F8 = join(named('numpy', 'dtype'), text('f8'), [0x89, 0x88, 0x87, 0x52]);
/** _frombuffer(next buffer, f8, (n,), "C"). */
const frombuffer = (n: number): Uint8Array =>
  join(named('numpy._core.numeric', '_frombuffer'), [0x28, 0x97], F8, [0x4b, n, 0x85], text('C'), [0x74, 0x52]);
const withBuffer = (n: number): Uint8Array => {
  const pickle = pickleOf(frombuffer(n));
  const entry = { dtype: '<f8', shape: [1], bytes: 8, order: 'C' };
  return containerOf({
    pickle,
    buffers: [new Uint8Array(8)],
    header: { version: 1, seed: 3, pickleBytes: pickle.length, buffers: [entry] },
  });
};

const CONTAINERS: [what: string, code: string, payload: Uint8Array][] = [
  ['nothing', 'bad-magic', new Uint8Array()],
  ['another magic', 'bad-magic', containerOf({ magic: bytes('PK\u0003\u0004aaaa') })],
  ['a later version of the magic', 'bad-magic', containerOf({ magic: Uint8Array.of(72, 76, 68, 79, 85, 84, 0, 2) })],
  ['a header longer than the payload', 'bad-size', containerOf({ headerBytes: 100_000 })],
  ['a header of 4 GB', 'too-large', containerOf({ headerBytes: 0xffffffff })],
  ['a header that is no JSON', 'bad-header', containerOf({ header: bytes('{"version": 1,') })],
  ['a header that is no UTF-8', 'bad-header', containerOf({ header: Uint8Array.of(0x22, 0xff, 0x22) })],
  ['a header that is a list', 'bad-header', containerOf({ header: [] })],
  ['a header with another field', 'bad-header', header({ pickle: 'x' })],
  ['a header that reaches for the prototype', 'bad-header', containerOf({ header: bytes('{"__proto__": {}}') })],
  ['another version', 'bad-header', header({ version: 2 })],
  ['a negative seed', 'bad-header', header({ seed: -1 })],
  ['a pickle that is longer than it is', 'bad-size', header({ pickleBytes: 5 })],
  ['a pickle that is shorter than it is', 'bad-size', header({ pickleBytes: 3 })],
  ['a pickle of negative length', 'bad-header', header({ pickleBytes: -4 })],
  ['a pickle of half a byte', 'bad-header', header({ pickleBytes: 4.5 })],
  ['a pickle of 1e300 bytes', 'bad-header', header({ pickleBytes: 1e300 })],
  ['a pickle whose length is a text', 'bad-header', header({ pickleBytes: '4' })],
  ['a pickle of 100 MB', 'too-large', header({ pickleBytes: 100_000_000 })],
  ['no list of buffers', 'bad-header', header({ buffers: {} })],
  ['more buffers than allowed', 'too-large', header({ buffers: Array(20_001).fill(0) })],
  ['bytes after the last buffer', 'bad-size', containerOf({ after: new Uint8Array(1) })],
  ['a buffer that says fewer bytes', 'bad-size', oneBuffer({ bytes: 4 })],
  ['a buffer that says fewer elements', 'bad-size', oneBuffer({ shape: [0] })],
  ['a shape of 1e9 by 1e9', 'bad-header', oneBuffer({ shape: [1e9, 1e9] })],
  ['a shape of 1e9', 'bad-size', oneBuffer({ shape: [1e9] })],
  ['a shape that is negative twice', 'bad-header', oneBuffer({ shape: [-1, -1] })],
  ['a shape with null', 'bad-header', oneBuffer({ shape: [null] })],
  ['a shape of 40 axes', 'bad-header', oneBuffer({ shape: Array(40).fill(1) })],
  ['an object dtype', 'bad-dtype', oneBuffer({ dtype: '|O8' })],
  ['a dtype of no bytes', 'bad-size', oneBuffer({ dtype: '|V0' })],
  ['a dtype that is none', 'bad-dtype', oneBuffer({ dtype: '../f8' })],
  ['a float of 3 bytes', 'bad-dtype', oneBuffer({ dtype: '<f3' })],
  ['an order that is none', 'bad-header', oneBuffer({ order: 'K' })],
  ['a path of 301 characters', 'bad-header', oneBuffer({ path: 'a'.repeat(301) })],
  ['a buffer that is truncated', 'bad-size', oneBuffer({}).slice(0, -1)],
];

const NAMES: [module: string, name: string][] = [
  ['os', 'system'],
  ['posix', 'system'],
  ['nt', 'system'],
  ['subprocess', 'Popen'],
  ['builtins', 'eval'],
  ['builtins', 'exec'],
  ['builtins', 'compile'],
  ['builtins', '__import__'],
  ['builtins', 'open'],
  ['builtins', 'setattr'],
  ['importlib', 'import_module'],
  ['runpy', '_run_code'],
  ['shutil', 'rmtree'],
  ['socket', 'socket'],
  ['ctypes', 'CDLL'],
  ['pickle', 'loads'],
  ['marshal', 'loads'],
  ['js', 'fetch'],
  ['pyodide.code', 'run_js'],
  ['webbrowser', 'open'],
  ['numpy', 'load'],
  ['numpy', 'os.system'],
  ['numpy.testing._private.utils', 'runstring'],
  ['numpy.f2py.crackfortran', 'myeval'],
  ['pandas', 'read_pickle'],
  ['pandas', 'eval'],
  ['pandas.io.common', 'os.system'],
  ['sklearn.utils', 'os.system'],
  ['torch', 'load'],
  ['torch.hub', 'load'],
  ['joblib', 'load'],
  ['joblib.externals.loky', 'get_reusable_executor'],
  ['joblib.externals.cloudpickle.cloudpickle', 'pickle.loads'],
  ['model', '__builtins__'],
  ['model', 'os.system'],
  ['models', 'Net'],
  ['model.evil', 'Net'],
  ['', ''],
  ['numpy', '__builtins__.eval'],
  ['numpy\nos', 'system'],
];

const PICKLES: [what: string, code: string, payload: Uint8Array][] = [
  ['another protocol', 'bad-pickle', raw(Uint8Array.of(0x80, 4, 0x4e, 0x2e))],
  ['no STOP', 'bad-pickle', raw(Uint8Array.of(0x80, 5, 0x4e))],
  ['bytes after STOP', 'bad-pickle', raw(Uint8Array.of(0x80, 5, 0x4e, 0x2e, 0x4e))],
  ['nothing on the stack', 'bad-pickle', pickled()],
  ['two values left over', 'bad-pickle', pickled([0x4e, 0x4e])],
  ['a mark left over', 'bad-pickle', pickled([0x28, 0x4e])],
  ['a value below its mark', 'bad-pickle', pickled([0x4e, 0x28, 0x85])],
  ['a persistent id', 'bad-opcode', pickled(bytes('Pabc\n'))],
  ['a persistent id from the stack', 'bad-opcode', pickled([0x4e, 0x51])],
  ['an extension code', 'bad-opcode', pickled([0x82, 1])],
  ['INST', 'bad-opcode', pickled([0x28], bytes('ios\nsystem\n'))],
  ['OBJ', 'bad-opcode', pickled([0x28], named('collections', 'OrderedDict'), [0x6f])],
  ['a number as text', 'bad-opcode', pickled(bytes('I1\n'))],
  ['an opcode that does not exist', 'bad-opcode', pickled([0xff])],
  ['a text beyond the end', 'bad-pickle', raw(Uint8Array.of(0x80, 5, 0x58, 0xff, 0xff, 0, 0, 0x2e))],
  ['bytes of 8 EB', 'bad-pickle', raw(Uint8Array.of(0x80, 5, 0x8e, 255, 255, 255, 255, 255, 255, 255, 127, 0x2e))],
  ['a number of negative length', 'bad-pickle', pickled([0x8b, 0xff, 0xff, 0xff, 0xff])],
  ['a memo that was never kept', 'bad-pickle', pickled([0x68, 7])],
  ['a buffer that is not there', 'bad-pickle', pickled([0x97])],
  ['a buffer that is not used', 'bad-pickle', containerOf({ buffers: [new Uint8Array(8)] })],
  ['a name that is a number', 'bad-pickle', pickled([0x4b, 1], text('x'), [0x93])],
  ['a name by the old opcode', 'bad-name', pickled(bytes('cos\nsystem\n'))],
  ['a call of a number', 'bad-pickle', pickled([0x4b, 1, 0x29, 0x52])],
  ['a call of what a call made', 'bad-pickle', pickled(called('builtins', 'str', 'x'), [0x29, 0x52])],
  ['state for a list', 'bad-pickle', pickled([0x5d, 0x4e, 0x62])],
  ['odd entries of a dict', 'bad-pickle', pickled([0x7d, 0x28, 0x4e, 0x75])],
  ['code that fetches os', 'bad-name', pickled(called('joblib.externals.cloudpickle.cloudpickle', 'subimport', 'os'))],
  ['getattr of globals', 'bad-name', pickled(named('builtins', 'getattr'), [0x4e], text('__globals__'), [0x86, 0x52])],
  ['an array larger than its buffer', 'bad-size', withBuffer(2)],
  ['an array smaller than its buffer', 'bad-size', withBuffer(0)],
];

function refusalOf(payload: Uint8Array): PayloadError {
  try {
    readPayload(payload, ['data', 'model']);
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
  throw new Error('the payload was taken');
}

describe('tampered payloads', () => {
  it('[HN30] what these builders make by default is taken', () => {
    expect(readPayload(containerOf(), []).container.seed).toBe(3);
    expect(readPayload(oneBuffer({}), []).container.buffers[0]?.bytes.length).toBe(8);
    expect(readPayload(withBuffer(1), []).claims.elements).toBe(1);
  });

  it.each(CONTAINERS)('[HN30] %s is refused as %s', (_what, code, payload) => {
    expect(refusalOf(payload).code).toBe(code);
  });

  it.each(PICKLES)('[HN31] %s is refused as %s', (_what, code, payload) => {
    expect(refusalOf(payload).code).toBe(code);
  });

  it.each(NAMES)('[HN32] the name %s.%s is refused', (module, name) => {
    const found = refusalOf(pickled(named(module, name)));
    expect(found.code).toBe('bad-name');
    expect(found.message).toContain(`${module}.${name} at byte`);
  });

  it('[HN32] names of libraries and of the candidate are taken and told', () => {
    const { scan } = readPayload(pickled(named('numpy', 'ndarray'), named('model', 'Net'), [0x86]), ['data', 'model']);
    expect(scan.names).toEqual(['numpy.ndarray', 'model.Net']);
  });

  it('[HN30] limits are the caller’s to lower', () => {
    expect(() => readPayload(containerOf(), [], { totalBytes: 10 })).toThrow(/at most 10 are taken/);
  });

  it('[HN31] a pickle of a million values is refused before it fills the memory', () => {
    const many = new Uint8Array(1_000_100).fill(0x4e);
    expect(refusalOf(pickled([0x28], many, [0x74])).code).toBe('too-large');
  });

  it('[HN31] what a pickle drops again still counts', () => {
    const letters = createRng('dropped');
    const random = text(Array.from({ length: 200 }, () => String.fromCharCode(97 + letters.below(26))).join(''));
    const held = (...parts: Uint8Array[]) => readPayload(pickled(join(...parts, [0x4e])), []).count().structureBytes;
    expect(held(random, Uint8Array.of(0x30))).toBeGreaterThan(held() + 100);
  });

  it('[HN31] a cycle is walked once', () => {
    const cycle = pickled([0x5d, 0x94, 0x68, 0, 0x61]);
    expect(readPayload(cycle, []).claims.elements).toBe(0);
  });
});

/** An array of no bytes whose dtype is a record that holds the one before it twice, `levels` deep; `own`: the last holds itself. */
function nestedRecords(levels: number, own = false): Uint8Array {
  const made = (state: Uint8Array): Uint8Array =>
    join(named('numpy', 'dtype'), text('V0'), [0x89, 0x88, 0x87, 0x52, 0x94], state);
  const field = (name: string, of: number): Uint8Array => join(text(name), [0x68, of, 0x4b, 0, 0x86]);
  const state = (of: number): Uint8Array =>
    join(
      [0x28, 0x4b, 3],
      text('|'),
      [0x4e],
      text('a'),
      text('b'),
      [0x86, 0x7d, 0x28],
      field('a', of),
      field('b', of),
      [0x75, 0x4b, 0, 0x4b, 1, 0x4b, 16, 0x74, 0x62],
    );
  const kept = Array.from({ length: levels }, (_, i) =>
    join(made(i === 0 ? Uint8Array.of() : state(own ? i : i - 1)), i < levels - 1 ? [0x30] : []),
  );
  return raw(
    pickleOf(
      named('numpy._core.numeric', '_frombuffer'),
      [0x28, 0x43, 0],
      ...kept,
      [0x4b, 1, 0x85],
      text('C'),
      [0x74, 0x52],
    ),
  );
}

describe('records within records', () => {
  it('[HN31] each is read once, however often it is held; too deep and held by itself are refused', () => {
    expect(readPayload(nestedRecords(15), []).claims.elements).toBe(0);
    for (const payload of [nestedRecords(60), nestedRecords(200), nestedRecords(2, true)])
      expect(() => readPayload(payload, [])).toThrow(/nested more than 16 deep, or holds itself/);
  });
});
