/** The candidate's files: `work` of the shared document as a list that views follow, and the commands that change it. */
import * as Y from 'yjs';
import type { WorkFile } from '../../protocol/bundle.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { type FileEntry, isFileName, readWork, type SharedFile, workMap } from '../../protocol/work.ts';
import { newId } from '../realtime/env.ts';
import { createStore, type Store } from '../store/store.ts';
import { WorkGuard } from './workGuard.ts';

export type OpenFile = SharedFile;

/** Why a name cannot be given to a file, or null where it can. */
type NameFault = 'closed' | 'empty' | 'characters' | 'long' | 'taken' | 'full' | 'hidden';

/** The files of one room. Text is edited in `OpenFile.text`; everything else goes through here. */
export class ProjectFiles {
  readonly files: Store<OpenFile[]>;
  /** Asked before anything enters a text. */
  readonly guard: WorkGuard;
  readonly #doc: Y.Doc;
  readonly #map: Y.Map<FileEntry>;
  readonly #original: Map<string, WorkFile>;
  readonly #order: Map<string, number>;
  readonly #shows: (name: string) => boolean;
  /** False while nothing of the files may be changed: in a pause, and after the end. */
  readonly mayChange: () => boolean;

  /**
   * @param original the scaffold as handed out: it gives the order and what Reset goes back to
   * @param shows false for names that stay out of every list: files of the language that was not chosen
   * @param mayChange false while every way of changing them is closed
   */
  constructor(
    doc: Y.Doc,
    original: readonly WorkFile[],
    shows: (name: string) => boolean = () => true,
    mayChange: () => boolean = () => true,
  ) {
    this.mayChange = mayChange;
    this.#doc = doc;
    this.#map = workMap(doc);
    this.#original = new Map(original.map((file) => [file.id, file]));
    this.#order = new Map(original.map((file, i) => [file.id, i]));
    this.#shows = shows;
    this.guard = new WorkGuard(doc, () => this.#texts());
    this.files = createStore(this.#read());
    this.#map.observeDeep((events) => {
      if (events.some((event) => event.target instanceof Y.Map)) this.files.set(this.#read());
    });
  }

  #read(): OpenFile[] {
    const files = readWork(this.#doc).files.filter(({ name }) => this.#shows(name));
    const place = (file: OpenFile) => this.#order.get(file.id) ?? this.#order.size;
    return files.sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
  }

  *#texts(): Iterable<Y.Text> {
    for (const entry of this.#map.values()) {
      const text = entry instanceof Y.Map ? entry.get('text') : null;
      if (text instanceof Y.Text) yield text;
    }
  }

  file(id: string): OpenFile | null {
    return this.files.get().find((file) => file.id === id) ?? null;
  }

  byName(name: string): OpenFile | null {
    return this.files.get().find((file) => file.name === name) ?? null;
  }

  original(id: string): WorkFile | null {
    return this.#original.get(id) ?? null;
  }

  /** Files that the official run imports cannot be renamed or removed. */
  isFixed(id: string): boolean {
    return this.#original.get(id)?.kind === 'contract';
  }

  /** The files as they are now, as plain text. */
  snapshot(): { name: string; text: string }[] {
    return this.files.get().map((file) => ({ name: file.name, text: file.text.toString() }));
  }

  /** Why a file cannot have this name; `except` is the id of a file that is being renamed. */
  fault(name: string, except: string | null = null): NameFault | null {
    if (!this.mayChange()) return 'closed';
    const trimmed = name.trim();
    if (trimmed === '') return 'empty';
    if (trimmed.length > 80) return 'long';
    if (!isFileName(trimmed)) return 'characters';
    if (!this.#shows(trimmed)) return 'hidden';
    if (except === null && this.#map.size >= LIMITS.files) return 'full';
    const taken = this.files.get().some((f) => f.id !== except && f.name.toLowerCase() === trimmed.toLowerCase());
    return taken ? 'taken' : null;
  }

  /** Adds an empty file and returns its id; the name must have passed {@link fault}. */
  add(name: string, content = ''): string {
    const id = newId();
    this.#doc.transact(() => {
      const entry: FileEntry = new Y.Map();
      entry.set('name', name.trim());
      entry.set('text', new Y.Text(content));
      this.#map.set(id, entry);
    });
    return id;
  }

  rename(id: string, name: string): void {
    if (this.mayChange()) this.#map.get(id)?.set('name', name.trim());
  }

  remove(id: string): void {
    if (this.mayChange() && !this.isFixed(id)) this.#map.delete(id);
  }
}
