/** Keeps a text model and a Y.Text equal. Both count UTF-16 code units, and both hold line feeds only. */
import type * as Y from 'yjs';
import { utf8Length } from '../../protocol/utf8.ts';
import type { WorkGuard } from '../state/workGuard.ts';
import { GuardedUndo } from './guardedUndo.ts';

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

type ModelChange = Parameters<Parameters<BoundModel['onDidChangeContent']>[0]>[0]['changes'][number];

const linesOf = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** Whether the guard lets these changes into the text; their ranges are those of the text as it is. */
function fits(guard: WorkGuard, text: Y.Text, changes: readonly ModelChange[]): boolean {
  const inserted = changes.reduce((sum, change) => sum + utf8Length(linesOf(change.text)), 0);
  const removed = () => {
    const before = text.toString();
    return changes.reduce(
      (sum, { rangeOffset: at, rangeLength }) => sum + utf8Length(before.slice(at, at + rangeLength)),
      0,
    );
  };
  return guard.allows(text, { kind: 'insert', inserted, removed, places: changes.length });
}

/** What puts a model back to the text that it had before the changes; its ranges are those after them. */
export function inverse(changes: readonly ModelChange[], before: string): Replacement[] {
  let shift = 0;
  return [...changes]
    .sort((a, b) => a.rangeOffset - b.rangeOffset)
    .map(({ rangeOffset, rangeLength, text }) => {
      const from = rangeOffset + shift;
      shift += text.length - rangeLength;
      return { from, to: from + text.length, text: before.slice(rangeOffset, rangeOffset + rangeLength) };
    });
}

/**
 * Binds a model to `text`. With `writable`, edits of the model go into the text as transactions with this binding as their origin, and `undo` takes
 * back those and nothing else; without, the model follows and whatever is done to it is put right again. What the guard refuses does not
 * enter the document: the model is put back; so it is while `mayChange` says no.
 */
export function bindText(
  first: BoundModel<RangeLike>,
  text: Y.Text,
  writable: boolean,
  guard: WorkGuard | null = null,
  mayChange: () => boolean = () => true,
): Binding {
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
  const undo = writable ? new GuardedUndo(text, origin, guard) : null;

  const replace = (parts: readonly Replacement[]) => {
    const edits = parts.map(({ from, to, text: inserted }) => {
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
  const onText = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin !== origin) replace(replacements(event.delta));
  };
  text.observe(onText);

  const onModel: Parameters<BoundModel['onDidChangeContent']>[0] = (event) => {
    if (applying) return;
    if (!writable || !mayChange()) {
      settle();
      return;
    }
    const changes = [...event.changes].sort((a, b) => b.rangeOffset - a.rangeOffset);
    const doc = text.doc;
    if (!doc) return;
    if (guard && !fits(guard, text, changes)) {
      replace(inverse(changes, text.toString()));
      return;
    }
    doc.transact(() => {
      for (const change of changes) {
        if (change.rangeLength > 0) text.delete(change.rangeOffset, change.rangeLength);
        const clean = linesOf(change.text);
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
