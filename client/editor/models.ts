/** Monaco's models of the candidate's files: one per file, bound to the shared text for as long as the file lives. */
import { TRACKS } from '../../engine/tracks.ts';
import { pathOf } from '../compiler/paths.ts';
import type { OpenFile, ProjectFiles } from '../state/files.ts';
import { type Binding, bindText } from './binding.ts';
import { type Editor, languageOf, type Model, monaco } from './monaco.ts';

interface Bound {
  model: Model;
  binding: Binding;
  view: monaco.editor.ICodeEditorViewState | null;
  name: string;
}

/** Marks the steps of undo that belong to one change of several files. */
const CHANGE = 'holdout.change';

/** Columns per level of indentation in a file of this name. */
const tabSizeOf = (name: string): number => Object.values(TRACKS).find((track) => track.isSource(name))?.tabSize ?? 4;

/** One Monaco model per file, bound to its shared text, with its scroll position and a separate undo. */
export class Models {
  readonly #bound = new Map<string, Bound>();
  readonly #projectFiles: ProjectFiles;
  readonly #writable: boolean;
  readonly #compiled: boolean;
  readonly #stop: () => void;

  /**
   * @param compiled for a compiler that looks at all files: each has its model from the beginning, with the path under which other files
   * import it. One such object at a time.
   */
  constructor(projectFiles: ProjectFiles, writable: boolean, compiled = false) {
    this.#projectFiles = projectFiles;
    this.#writable = writable;
    this.#compiled = compiled;
    this.#stop = projectFiles.files.subscribe(() => this.#follow());
    this.#follow();
  }

  /** Follows files that came, went or have another name. */
  #follow(): void {
    const files = new Map(this.#projectFiles.files.get().map((file) => [file.id, file]));
    // Those that went first: another may have the name now.
    for (const [id, bound] of this.#bound) if (!files.has(id)) this.#drop(id, bound);
    for (const [id, bound] of this.#bound) {
      const { name } = files.get(id) as OpenFile;
      if (name === bound.name) continue;
      bound.name = name;
      if (this.#compiled) this.#move(bound);
      else monaco.editor.setModelLanguage(bound.model, languageOf(name));
    }
    if (this.#compiled) for (const file of files.values()) this.#of(file);
  }

  /** A model's path is for ever, so the file gets another one, in the editors too. */
  #move(bound: Bound): void {
    const { model } = bound;
    bound.model = this.#create(bound.name, model.getValue());
    bound.binding.move(bound.model);
    for (const editor of monaco.editor.getEditors()) {
      if (editor.getModel() !== model) continue;
      const view = (editor as Editor).saveViewState();
      editor.setModel(bound.model);
      if (view) (editor as Editor).restoreViewState(view);
    }
    model.dispose();
  }

  #create(name: string, text: string): Model {
    const uri = monaco.Uri.from({ scheme: 'file', path: pathOf(name) });
    // Two pages can give two files one name before they hear of each other; the second is not seen by the compiler.
    const isFree = this.#compiled && monaco.editor.getModel(uri) === null;
    const language = languageOf(name);
    const model = monaco.editor.createModel(text, language, isFree ? uri : undefined);
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({ tabSize: tabSizeOf(name), insertSpaces: true });
    return model;
  }

  #drop(id: string, bound: Bound): void {
    this.#bound.delete(id);
    bound.binding.dispose();
    bound.model.dispose();
  }

  #of(file: OpenFile): Bound {
    const known = this.#bound.get(file.id);
    if (known) return known;
    const model = this.#create(file.name, file.text.toString());
    const bound = {
      model,
      binding: bindText(model, file.text, this.#writable, this.#projectFiles.guard, this.#projectFiles.mayChange),
      view: null,
      name: file.name,
    };
    this.#bound.set(file.id, bound);
    return bound;
  }

  /** False while nothing of the files may be changed. */
  mayChange(): boolean {
    return this.#projectFiles.mayChange();
  }

  model(file: OpenFile): Model {
    return this.#of(file).model;
  }

  /** The file a model belongs to. */
  fileOf(model: Model | null): OpenFile | null {
    for (const [id, bound] of this.#bound) if (bound.model === model) return this.#projectFiles.file(id);
    return null;
  }

  /** Puts a file into an editor and remembers where the one before was scrolled to. */
  show(editor: Editor, file: OpenFile): void {
    const before = this.fileOf(editor.getModel());
    if (before?.id === file.id) return;
    const old = before ? this.#bound.get(before.id) : undefined;
    if (old) old.view = editor.saveViewState();
    const next = this.#of(file);
    editor.setModel(next.model);
    if (next.view) editor.restoreViewState(next.view);
  }

  /** Takes back (or does again) this person's last change of the file. */
  undo(file: OpenFile): void {
    this.#step(file, 'undo');
  }

  redo(file: OpenFile): void {
    this.#step(file, 'redo');
  }

  /** One step of undo or redo; a change of several files is taken back in all that have not changed since. */
  #step(file: OpenFile, way: 'undo' | 'redo'): void {
    if (!this.mayChange()) return;
    const { undo } = this.#of(file).binding;
    const other = way === 'undo' ? 'redo' : 'undo';
    const change = undo?.[`${way}Stack`].at(-1)?.meta.get(CHANGE);
    if (change === undefined) {
      undo?.[way]();
      return;
    }
    for (const { binding } of this.#bound.values()) {
      if (!binding.undo || binding.undo[`${way}Stack`].at(-1)?.meta.get(CHANGE) !== change) continue;
      binding.undo[way]();
      binding.undo[`${other}Stack`].at(-1)?.meta.set(CHANGE, change);
    }
  }

  /** Edits files by one change, which one undo in any of them takes back. Offsets are those before the change. */
  editAll(edits: ReadonlyMap<OpenFile, readonly { start: number; end: number; text: string }[]>): void {
    if (!this.mayChange()) return;
    const change = {};
    for (const [file, list] of edits) {
      const { model, binding } = this.#of(file);
      const operations = list.map(({ start, end, text }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
        text,
      }));
      binding.undo?.stopCapturing();
      model.pushEditOperations([], operations, () => null);
      binding.undo?.stopCapturing();
      binding.undo?.undoStack.at(-1)?.meta.set(CHANGE, change);
    }
  }

  /** Replaces a file's text by one change that one undo takes back. */
  replace(file: OpenFile, text: string): void {
    if (!this.mayChange()) return;
    const { model, binding } = this.#of(file);
    binding.undo?.stopCapturing();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    binding.undo?.stopCapturing();
  }

  dispose(): void {
    this.#stop();
    for (const [id, bound] of this.#bound) this.#drop(id, bound);
  }
}
