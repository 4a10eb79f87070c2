/** Annotations on text: anchors that follow it, made and found again. */
import * as Y from 'yjs';
import type { Anchor } from '../../protocol/anchor.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { fromBase64, toBase64 } from '../realtime/base64.ts';
import type { OpenFile } from './files.ts';

type TextAnchor = Extract<Anchor, { kind: 'text' }>;

export const encodePosition = (text: Y.Text, offset: number, assoc = 0): string =>
  toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, offset, assoc)));

/** Offset of an encoded position in the document as it is now; null where its text is gone or the code is none. */
export function decodePosition(doc: Y.Doc, code: string): { type: unknown; offset: number } | null {
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(fromBase64(code)), doc);
    return found ? { type: found.type, offset: found.index } : null;
  } catch {
    return null;
  }
}

/** 1-based line of an offset. */
const lineAt = (text: string, offset: number): number => {
  let line = 1;
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
};

/** An anchor on `from` to `to` (UTF-16 offsets); an empty range takes its whole line. */
export function makeTextAnchor(file: OpenFile, from: number, to: number): TextAnchor {
  const text = file.text.toString();
  let start = from;
  let end = to;
  if (start === end) {
    start = text.lastIndexOf('\n', start - 1) + 1;
    const next = text.indexOf('\n', end);
    end = next === -1 ? text.length : next;
  }
  return {
    kind: 'text',
    fileId: file.id,
    start: encodePosition(file.text, start),
    end: encodePosition(file.text, end, -1),
    startLine: lineAt(text, start),
    endLine: lineAt(text, end),
    quote: text.slice(start, end).slice(0, LIMITS.noteChars),
  };
}

interface Found {
  from: number;
  to: number;
  startLine: number;
  endLine: number;
  /** False where the quoted text was changed since. */
  unchanged: boolean;
}

/** Where an anchor's text is now, or null where it was deleted with its file. */
export function findAnchor(doc: Y.Doc, file: OpenFile, anchor: TextAnchor): Found | null {
  const start = decodePosition(doc, anchor.start);
  const end = decodePosition(doc, anchor.end);
  if (!start || !end || start.type !== file.text || end.type !== file.text) return null;
  const text = file.text.toString();
  const from = start.offset;
  const to = Math.max(from, end.offset);
  return {
    from,
    to,
    startLine: lineAt(text, from),
    endLine: lineAt(text, to),
    unchanged: text.slice(from, to).slice(0, LIMITS.noteChars) === anchor.quote,
  };
}
