/**
 * The container format of one package in the runtime bundle. Host-neutral.
 *
 * Layout, little endian: 4 bytes magic `HSG1` · uint32 length of the header · header (UTF-8 JSON) · the files' bytes,
 * concatenated in the order of the header. No compression inside: the whole segment is compressed in transport, which
 * packs compiled Python better than file by file, and the mounted files are views into the one buffer.
 */
import { headerBytesOf, openContainer, writeContainer } from '../../protocol/container.ts';

/** One file of a segment before it is encoded. `path` is relative to site-packages, or absolute. */
export interface SegmentInput {
  path: string;
  bytes: Uint8Array;
  /** A side module (`.so`) that is not linked at boot, only when it is imported. Default false. */
  lazy?: boolean;
}

/** One file of a decoded segment; `bytes` is a view, not a copy. */
interface SegmentFile {
  path: string;
  /** Empty for a side module of a thin segment. */
  bytes: Uint8Array;
  /** Position in the segment, for those who read the whole segment as one file. */
  offset: number;
  lazy: boolean;
}

/** A decoded package. */
export interface Segment {
  name: string;
  version: string;
  files: SegmentFile[];
  /** The whole segment as given. */
  bytes: Uint8Array;
}

/** Bytes as they travel: transferred, shared between the frame's workers, or a view of either. */
export type Bytes = ArrayBuffer | SharedArrayBuffer | Uint8Array;

interface Header {
  name: string;
  version: string;
  /** [path, length in bytes, 1 where lazy]; side modules that are linked at boot come last. */
  files: Array<[path: string, length: number, lazy?: 1]>;
}

/** `HSG1`. */
const MAGIC = Uint8Array.of(0x48, 0x53, 0x47, 0x31);

/** A `Uint8Array` over the given bytes, without a copy. */
export function viewOf(bytes: Bytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
}

/** Whether a file is WebAssembly that is compiled and linked at boot. */
function isLinked(file: { path: string; lazy?: boolean | undefined }): boolean {
  return file.path.endsWith('.so') && !file.lazy;
}

/**
 * Packs files into one segment; those linked at boot go to the end, so that `thinSegment` can cut them off.
 * @throws where a path is listed twice or is empty.
 */
export function encodeSegment(name: string, version: string, files: readonly SegmentInput[]): Uint8Array {
  const ordered = [...files].sort((a, b) => Number(isLinked(a)) - Number(isLinked(b)));
  const seen = new Set<string>();
  const header: Header = { name, version, files: [] };
  for (const file of ordered) {
    if (!file.path || seen.has(file.path)) {
      throw new Error(`segment ${name}: path ${JSON.stringify(file.path)} is empty or there twice`);
    }
    seen.add(file.path);
    header.files.push(file.lazy ? [file.path, file.bytes.length, 1] : [file.path, file.bytes.length]);
  }
  return writeContainer(
    MAGIC,
    headerBytesOf(header),
    ordered.map(({ bytes }) => bytes),
  );
}

/**
 * Reads a segment, whole or thin; every file is a view into the given buffer.
 * @throws where the magic, the header or the length does not fit (a cut or foreign file).
 */
export function decodeSegment(bytes: Bytes): Segment {
  const all = viewOf(bytes);
  const opened = openContainer(MAGIC, all);
  if ('fault' in opened) {
    if (opened.fault === 'magic')
      throw new Error('not a runtime segment: the first bytes are wrong; prepare the runtime again');
    throw new Error('runtime segment is cut within its header');
  }
  // A copy, because TextDecoder refuses views of shared memory.
  const header = JSON.parse(new TextDecoder().decode(opened.header.slice())) as Header;
  let { at } = opened.bodies;
  let thinLength = at;
  const files = header.files.map(([path, length, lazy]) => {
    const file = { path, bytes: all.subarray(at, at + length), offset: at, lazy: lazy === 1 };
    at += length;
    if (!isLinked(file)) thinLength = at;
    return file;
  });
  if (all.length !== at && all.length !== thinLength) {
    throw new Error(`runtime segment ${header.name}: ${all.length} bytes where its header says ${at}`);
  }
  return { name: header.name, version: header.version, files, bytes: all };
}

/**
 * The segment without the side modules that are linked at boot: enough for an interpreter that is given them compiled.
 * A view, not a copy. Two thirds of a scientific package are such modules.
 */
export function thinSegment(bytes: Bytes): Uint8Array {
  const { files } = decodeSegment(bytes);
  const last = files.filter((file) => !isLinked(file)).at(-1);
  const first = files[0];
  const end = last ? last.offset + last.bytes.length : (first?.offset ?? viewOf(bytes).length);
  return viewOf(bytes).subarray(0, end);
}
