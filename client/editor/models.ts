import { type Binding, bindText } from './binding.ts';
import { type Editor, languageOf, type Model, monaco } from './monaco.ts';
import type { OpenFile, Work } from './work.ts';

interface Bound {
  model: Model;
  binding: Binding;
  view: monaco.editor.ICodeEditorViewState | null;
  name: string;
}

/** One Monaco model a file, bound to its shared text, with its scroll position and its own undo. */
export class Models {
  readonly #bound = new Map<string, Bound>();
  readonly #work: Work;
  readonly #writable: boolean;
  readonly #stop: () => void;

  constructor(work: Work, writable: boolean) {
    this.#work = work;
    this.#writable = writable;
    this.#stop = work.files.subscribe(() => this.#prune());
  }

  #prune(): void {
    const files = new Map(this.#work.files.get().map((file) => [file.id, file]));
    for (const [id, bound] of this.#bound) {
      const file = files.get(id);
      if (!file) this.#drop(id, bound);
      else if (file.name !== bound.name) {
        bound.name = file.name;
        monaco.editor.setModelLanguage(bound.model, languageOf(file.name));
      }
    }
  }

  #drop(id: string, bound: Bound): void {
    this.#bound.delete(id);
    bound.binding.dispose();
    bound.model.dispose();
  }

  #of(file: OpenFile): Bound {
    const known = this.#bound.get(file.id);
    if (known) return known;
    const model = monaco.editor.createModel(file.text.toString(), languageOf(file.name));
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({ tabSize: 4, insertSpaces: true });
    const bound = { model, binding: bindText(model, file.text, this.#writable), view: null, name: file.name };
    this.#bound.set(file.id, bound);
    return bound;
  }

  model(file: OpenFile): Model {
    return this.#of(file).model;
  }

  /** The file a model belongs to. */
  fileOf(model: Model | null): OpenFile | null {
    for (const [id, bound] of this.#bound) if (bound.model === model) return this.#work.file(id);
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
    this.#of(file).binding.undo?.undo();
  }

  redo(file: OpenFile): void {
    this.#of(file).binding.undo?.redo();
  }

  /** Replaces a file's text by one change that one undo takes back. */
  replace(file: OpenFile, text: string): void {
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
