/**
 * The container that four formats share: magic, length of the header (u32, little endian), header (UTF-8 JSON), then bodies without
 * padding, nothing after them. Each format defines what its header holds and how long each body is.
 */

/** What is wrong with the beginning of a container. */
export interface ContainerFault {
  /**
   * - `magic`: another format, or too short to be one.
   * - `header-length`: the header is longer than the reader takes.
   * - `header-cut`: the bytes end within the header.
   */
  fault: 'magic' | 'header-length' | 'header-cut';
  /** As the container gives it; 0 where the magic does not fit. */
  headerBytes: number;
}

/** A container whose header has been found; nothing is copied. */
interface OpenContainer {
  /** The header's bytes: a view. */
  header: Uint8Array;
  bodies: Bodies;
}

/** What follows the header, handed out from front to back as views. */
export class Bodies {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Position of the next body in the whole container. */
  get at(): number {
    return this.#at;
  }

  /** Bytes that have not been taken. */
  get left(): number {
    return this.#bytes.byteLength - this.#at;
  }

  /** The next body, or null (and nothing is taken) where there are not so many bytes left. */
  take(length: number): Uint8Array | null {
    if (length > this.left) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

const LENGTH_BYTES = 4;

/** A header's bytes. */
export const headerBytesOf = (header: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(header));

/** Writes a container; `header` is the bytes of {@link headerBytesOf}. */
export function writeContainer(
  magic: Uint8Array,
  header: Uint8Array,
  bodies: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const start = magic.byteLength + LENGTH_BYTES;
  const parts = [header, ...bodies];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, start));
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(magic.byteLength, header.byteLength, true);
  let at = start;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/**
 * Opens a container without copying or parsing anything, so a forged header costs nothing.
 * @param mostHeaderBytes a longer header is a fault.
 */
export function openContainer(
  magic: Uint8Array,
  bytes: Uint8Array,
  mostHeaderBytes = Number.POSITIVE_INFINITY,
): OpenContainer | ContainerFault {
  const start = magic.byteLength + LENGTH_BYTES;
  if (bytes.byteLength < start || magic.some((byte, i) => bytes[i] !== byte)) return { fault: 'magic', headerBytes: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(magic.byteLength, true);
  if (headerBytes > mostHeaderBytes) return { fault: 'header-length', headerBytes };
  const bodies = new Bodies(bytes, start);
  const header = bodies.take(headerBytes);
  return header ? { header, bodies } : { fault: 'header-cut', headerBytes };
}
