/** Annotations on text: anchors that follow it, made and found again. */
import * as Y from 'yjs';
import { ANCHOR_CONTEXT, type Anchor } from '../../protocol/anchor.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { fromBase64, toBase64 } from '../realtime/base64.ts';
import type { OpenFile } from './files.ts';
import { bestMatch } from './quotes.ts';
import { sameInsertion } from './textOrigins.ts';

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
    before: text.slice(Math.max(0, start - ANCHOR_CONTEXT), start),
    after: text.slice(end, end + ANCHOR_CONTEXT),
  };
}

/** What became of the quoted text. */
type Fate = 'unchanged' | 'changed' | 'found-again';

interface Found {
  from: number;
  to: number;
  startLine: number;
  endLine: number;
  /** `found-again`: the text was replaced and stands in what replaced it. */
  fate: Fate;
}

/** The last answer per anchor: lists and margins ask often, and the text seldom changes. */
const last = new WeakMap<TextAnchor, { text: string; from: number; to: number; found: Found | null }>();

/** Where an anchor's text is now, or null where it is gone. A pure function of document and anchor, so that every page sees the same. */
export function findAnchor(doc: Y.Doc, file: OpenFile, anchor: TextAnchor): Found | null {
  const start = decodePosition(doc, anchor.start);
  const end = decodePosition(doc, anchor.end);
  if (!start || !end || start.type !== file.text || end.type !== file.text) return null;
  const text = file.text.toString();
  const from = start.offset;
  const to = Math.max(from, end.offset);
  const known = last.get(anchor);
  if (known && known.text === text && known.from === from && known.to === to) return known.found;
  const found = locate(file.text, text, anchor, from, to);
  last.set(anchor, { text, from, to, found });
  return found;
}

/** @param from, to where the anchor's positions are now. */
function locate(ytext: Y.Text, text: string, anchor: TextAnchor, from: number, to: number): Found | null {
  const at = (a: number, b: number, fate: Fate): Found => ({
    from: a,
    to: b,
    startLine: lineAt(text, a),
    endLine: lineAt(text, b),
    fate,
  });
  const { quote } = anchor;
  const slice = text.slice(from, to);
  if (slice.slice(0, LIMITS.noteChars) === quote) return at(from, to, 'unchanged');
  // An insertion between the ends of what was replaced lies inside, and may be a whole file.
  const inside = slice.includes(quote) || slice.length > 4 * quote.length + 200;
  if (slice.trim() !== '' && !inside) return at(from, to, 'changed');
  const isOld = sameInsertion(ytext, anchor);
  const found = bestMatch(text, anchor, (offset) => !isOld(offset));
  if (found) return at(found.from, found.to, found.exact ? 'found-again' : 'changed');
  return slice.trim() === '' ? null : at(from, to, 'changed');
}
