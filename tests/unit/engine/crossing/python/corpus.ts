/** Builders of containers and pickles for tests, written from the format's description. */

export interface Parts {
  magic?: Uint8Array;
  header?: unknown;
  headerBytes?: number;
  pickle?: Uint8Array;
  buffers?: Uint8Array[];
  after?: Uint8Array;
}

export const HEAD = Uint8Array.of(0x80, 5);
export const STOP = Uint8Array.of(0x2e);

export function join(...parts: (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A pickle of protocol 5 with the given opcodes between its first bytes and STOP. */
export function pickleOf(...parts: (Uint8Array | number[])[]): Uint8Array {
  return join(HEAD, ...parts, STOP);
}

export function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return join([0x8c, bytes.length], bytes);
}

/** STACK_GLOBAL of a name. */
export function named(module: string, name: string): Uint8Array {
  return join(text(module), text(name), [0x93]);
}

/** REDUCE of a name with one argument. */
export function called(module: string, name: string, argument: string): Uint8Array {
  return join(named(module, name), text(argument), [0x85, 0x52]);
}

/** A container of the parts; the header is made to fit unless one is given. */
export function containerOf(parts: Parts = {}): Uint8Array {
  const pickle = parts.pickle ?? pickleOf([0x4e]);
  const buffers = parts.buffers ?? [];
  const entries = buffers.map((bytes) => ({ dtype: '|u1', shape: [bytes.length], bytes: bytes.length, order: 'C' }));
  const header = parts.header ?? { version: 1, seed: 3, pickleBytes: pickle.length, buffers: entries };
  const head = header instanceof Uint8Array ? header : new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, parts.headerBytes ?? head.length, true);
  const magic = parts.magic ?? Uint8Array.of(0x48, 0x4c, 0x44, 0x4f, 0x55, 0x54, 0, 1);
  return join(magic, length, head, pickle, ...buffers, parts.after ?? []);
}

/** A container whose header has one buffer of eight bytes, described by `entry`. */
export function oneBuffer(entry: Record<string, unknown>): Uint8Array {
  const pickle = pickleOf([0x97]);
  const whole = { dtype: '<f8', shape: [1], bytes: 8, order: 'C', ...entry };
  return containerOf({
    pickle,
    buffers: [new Uint8Array(8)],
    header: { version: 1, seed: 3, pickleBytes: pickle.length, buffers: [whole] },
  });
}
