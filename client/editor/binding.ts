/** Keeps a text model and a Y.Text equal. Both count UTF-16 code units, and both hold line feeds only. */
import * as Y from 'yjs';

/** What the binding needs of Monaco's ITextModel; a test's model need be no more. */
export interface BoundModel<R = unknown> {
  getValue(): string;
  setValue(text: string): void;
  getValueLength(): number;
  getPositionAt(offset: number): { lineNumber: number; column: number };
  applyEdits(edits: { range: R; text: string }[]): unknown;
  onDidChangeContent(
    listener: (event: { changes: readonly { rangeOffset: number; rangeLength: number; text: string }[] }) => void,
  ): { dispose(): void };
}

/** Characters up to which both sides are compared after each change; longer texts by their length only. */
const COMPARED = 200_000;

interface RangeLike {
  startLineNumber: number;
  startColumn: number;
  endLineNumber: number;
  endColumn: number;
}

export interface Binding {
  /** Null where the model only mirrors. */
  readonly undo: Y.UndoManager | null;
  /** Binds another model in this one's place; what can be undone stays. The model before is the caller's to dispose of. */
  move(next: BoundModel<RangeLike>): void;
  dispose(): void;
}

/** A replacement in the text as it was before the change. */
interface Replacement {
  from: number;
  to: number;
  text: string;
}

/** A Yjs delta as replacements against the old text, in order and without overlap. */
export function replacements(delta: readonly { retain?: number; insert?: unknown; delete?: number }[]): Replacement[] {
  const result: Replacement[] = [];
  let at = 0;
  for (const op of delta) {
    if (op.retain !== undefined) {
      at += op.retain;
      continue;
    }
    const last = result.at(-1);
    const target = last && last.to === at ? last : { from: at, to: at, text: '' };
    if (target !== last) result.push(target);
    if (op.delete !== undefined) {
      at += op.delete;
      target.to = at;
    } else if (typeof op.insert === 'string') {
      target.text += op.insert;
    }
  }
  return result;
}

/**
 * Binds a model to `text`. With `writable`, edits of the model go into the text as transactions with this binding as their origin, and `undo` takes
 * back those and nothing else; without, the model follows and whatever is done to it is put right again.
 */
export function bindText(first: BoundModel<RangeLike>, text: Y.Text, writable: boolean): Binding {
  let model = first;
  const origin = { binding: true };
  let applying = false;
  const quietly = (change: () => void) => {
    applying = true;
    try {
      change();
    } finally {
      applying = false;
    }
  };
  // The document is right: it replaces a cut surrogate pair, and the editor must follow.
  const settle = () => {
    const sameLength = model.getValueLength() === text.length;
    if (sameLength && (text.length > COMPARED || model.getValue() === text.toString())) return;
    quietly(() => model.setValue(text.toString()));
  };
  const undo = writable ? new Y.UndoManager(text, { trackedOrigins: new Set([origin]), captureTimeout: 600 }) : null;

  const onText = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === origin) return;
    const edits = replacements(event.delta).map(({ from, to, text: inserted }) => {
      const start = model.getPositionAt(from);
      const end = model.getPositionAt(to);
      return {
        range: {
          startLineNumber: start.lineNumber,
          startColumn: start.column,
          endLineNumber: end.lineNumber,
          endColumn: end.column,
        },
        text: inserted,
      };
    });
    quietly(() => void model.applyEdits(edits));
    settle();
  };
  text.observe(onText);

  const onModel: Parameters<BoundModel['onDidChangeContent']>[0] = (event) => {
    if (applying) return;
    if (!writable) {
      settle();
      return;
    }
    const changes = [...event.changes].sort((a, b) => b.rangeOffset - a.rangeOffset);
    const doc = text.doc;
    if (!doc) return;
    doc.transact(() => {
      for (const change of changes) {
        if (change.rangeLength > 0) text.delete(change.rangeOffset, change.rangeLength);
        const clean = change.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
        if (clean !== '') text.insert(change.rangeOffset, clean);
      }
    }, origin);
    settle();
  };
  const listen = () => {
    const value = text.toString();
    if (model.getValue() !== value) quietly(() => model.setValue(value));
    return model.onDidChangeContent(onModel);
  };
  let listening = listen();

  return {
    undo,
    move(next) {
      listening.dispose();
      model = next;
      listening = listen();
    },
    dispose() {
      text.unobserve(onText);
      listening.dispose();
      undo?.destroy();
    },
  };
}
