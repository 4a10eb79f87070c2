/** A model of Monaco's as far as the binding uses one. */
import type { BoundModel } from '../../../../client/editor/binding.ts';

interface Range {
  startLineNumber: number;
  startColumn: number;
  endLineNumber: number;
  endColumn: number;
}
interface Change {
  rangeOffset: number;
  rangeLength: number;
  text: string;
}

/** A text model as the editor's: positions by line and column, edits against the old text, line feeds only. */
export class FakeModel implements BoundModel<Range> {
  #text: string;
  readonly #listeners = new Set<(event: { changes: Change[] }) => void>();

  constructor(text: string) {
    this.#text = text;
  }

  getValue(): string {
    return this.#text;
  }

  getValueLength(): number {
    return this.#text.length;
  }

  setValue(text: string): void {
    this.#change([{ rangeOffset: 0, rangeLength: this.#text.length, text }]);
  }

  getPositionAt(offset: number): { lineNumber: number; column: number } {
    const before = this.#text.slice(0, offset);
    return { lineNumber: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  }

  #offset(line: number, column: number): number {
    const lines = this.#text.split('\n').slice(0, line - 1);
    return lines.reduce((sum, l) => sum + l.length + 1, 0) + column - 1;
  }

  applyEdits(edits: { range: Range; text: string }[]): void {
    this.#change(
      edits.map(({ range, text }) => {
        const from = this.#offset(range.startLineNumber, range.startColumn);
        return { rangeOffset: from, rangeLength: this.#offset(range.endLineNumber, range.endColumn) - from, text };
      }),
    );
  }

  /** What a person does: replaces `remove` characters at `at`. */
  type(at: number, remove: number, text: string): void {
    this.#change([{ rangeOffset: at, rangeLength: remove, text }]);
  }

  /** What several cursors do at once; places are those before any of it. */
  edit(changes: { at: number; remove: number; text: string }[]): void {
    this.#change(changes.map(({ at, remove, text }) => ({ rangeOffset: at, rangeLength: remove, text })));
  }

  onDidChangeContent(listener: (event: { changes: Change[] }) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #change(raw: Change[]): void {
    const changes = raw
      .map((c) => ({ ...c, text: c.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') }))
      .sort((a, b) => b.rangeOffset - a.rangeOffset);
    for (const { rangeOffset, rangeLength, text } of changes) {
      this.#text = this.#text.slice(0, rangeOffset) + text + this.#text.slice(rangeOffset + rangeLength);
    }
    for (const listener of [...this.#listeners]) listener({ changes });
  }
}
