/**
 * The candidate's files in the shared document, read by their shape: a root map `work`, in it one map per file with a `name` and a
 * `text`. Server, pages, replay and exports read it here, so that they agree on what is a file. A log may hold other entries: these are
 * reported, never shown and never a reason to throw.
 */
import * as Y from 'yjs';

/** The root map of the document. */
export const WORK_ROOT = 'work';

/** What one file is in the document. */
export type FileEntry = Y.Map<string | Y.Text>;

/** A file of the document. `id` is its key in the root map; `text` is the shared text itself. */
export interface SharedFile {
  id: string;
  name: string;
  text: Y.Text;
}

/** An entry that is no file, and why. */
export interface OddEntry {
  id: string;
  why: 'not-a-map' | 'no-name' | 'no-text';
}

/** The root map of a document, to write to and to observe. Its values need not be files: read them by {@link readWork}. */
export const workMap = (doc: Y.Doc): Y.Map<FileEntry> => doc.getMap<FileEntry>(WORK_ROOT);

/** Longest name of a file, in characters. */
const NAME_CHARS = 80;

/** True for a name that a candidate may give to a file. */
export const isFileName = (name: string): boolean =>
  name.length <= NAME_CHARS && /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name);

/** The files of a document in the order of its map, and the entries that are none. Never throws. */
export function readWork(doc: Y.Doc): { files: SharedFile[]; odd: OddEntry[] } {
  const files: SharedFile[] = [];
  const odd: OddEntry[] = [];
  for (const [id, entry] of workMap(doc).entries()) {
    const read = readEntry(id, entry);
    if ('why' in read) odd.push(read);
    else files.push(read);
  }
  return { files, odd };
}

/** @param entry anything: a forged update can have put it there */
function readEntry(id: string, entry: unknown): SharedFile | OddEntry {
  if (!(entry instanceof Y.Map)) return { id, why: 'not-a-map' };
  const [name, text]: unknown[] = [entry.get('name'), entry.get('text')];
  if (typeof name !== 'string') return { id, why: 'no-name' };
  // An XmlText is a Text with more in it, and no text of a file.
  if (!(text instanceof Y.Text) || text instanceof Y.XmlText) return { id, why: 'no-text' };
  return { id, name, text };
}
