/** The candidate's files as files of their machine, made in the page: one as it is, all as a zip. */
import { namePart } from '../../protocol/fileName.ts';
import { saveBlob } from '../api/request.ts';

export interface NamedText {
  name: string;
  text: string;
}

/** Above this compressing would hold up the page; the zip is larger then. */
const COMPRESSED_CHARS = 4_000_000;

/** The files under names that every system takes, each once: a second one of a name gets a number, whatever its capitals. */
export function entriesOf(files: readonly NamedText[]): Map<string, string> {
  const entries = new Map<string, string>();
  // A name of objects' own machinery is none of a file for the library that writes archives.
  const taken = new Set(['__proto__']);
  for (const { name, text } of files) {
    const safe = namePart(name) || 'file';
    let free = safe;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = safe.replace(/(\.[^.]*)?$/, ` (${n})$1`);
    taken.add(free.toLowerCase());
    entries.set(free, text);
  }
  return entries;
}

/** All files as the bytes of one zip. */
export async function zipOf(files: readonly NamedText[]): Promise<Uint8Array<ArrayBuffer>> {
  const { strToU8, zipSync } = await import('fflate');
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  const entries = [...entriesOf(files)].map(([path, text]) => [path, strToU8(text)] as const);
  const zipped = zipSync(Object.fromEntries(entries), { level: size > COMPRESSED_CHARS ? 0 : 6 });
  return zipped as Uint8Array<ArrayBuffer>;
}

/** Hands out one file. */
export function saveFile({ name, text }: NamedText): void {
  saveBlob(new Blob([text], { type: 'text/plain' }), namePart(name) || 'file');
}

/** Hands out all files as one zip; nothing is asked of the server. */
export async function saveAll(files: readonly NamedText[], name: string): Promise<void> {
  saveBlob(new Blob([await zipOf(files)], { type: 'application/zip' }), name);
}
