/** Which characters of a shared text came with others: a note whose line was deleted must not jump to an equal line that was always there. */
import * as Y from 'yjs';
import type { Anchor } from '../../protocol/anchor.ts';
import { fromBase64 } from '../realtime/base64.ts';

type TextAnchor = Extract<Anchor, { kind: 'text' }>;

/** One piece of a text, shown or deleted. */
interface Piece {
  client: number;
  clock: number;
  length: number;
  /** Offset in the text; deleted pieces have that of what follows them. */
  offset: number;
  isDeleted: boolean;
}

function piecesOf(text: Y.Text): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  for (let item = text._start; item !== null; item = item.right) {
    const { id, length, deleted } = item;
    pieces.push({ client: id.client, clock: id.clock, length, offset, isDeleted: deleted });
    if (!deleted && item.countable) offset += length;
  }
  return pieces;
}

/**
 * Tells of an offset whether its text was inserted together with what the anchor quotes: by the same page, in one go. Pieces whose
 * clocks go on from one to the next are what is left of one insertion.
 */
export function sameInsertion(text: Y.Text, anchor: TextAnchor): (offset: number) => boolean {
  const id = Y.decodeRelativePosition(fromBase64(anchor.start)).item;
  if (!id) return () => false;
  const pieces = piecesOf(text);
  const own = pieces.filter(({ client }) => client === id.client);
  const quoted = own.findIndex(({ clock, length }) => clock <= id.clock && id.clock < clock + length);
  if (quoted === -1) return () => false;
  const together = new Set<Piece>();
  for (const by of [1, -1]) {
    let at = quoted;
    for (let piece = own[at]; piece; piece = own[at]) {
      together.add(piece);
      const next = own[at + by];
      const [first, second] = by === 1 ? [piece, next] : [next, piece];
      if (!first || !second || first.clock + first.length !== second.clock) break;
      // Nothing is left before it: the whole text was replaced, by what begins here.
      if (first.isDeleted && !second.isDeleted && second.offset === 0) break;
      at += by;
    }
  }
  const spans = [...together].filter(({ isDeleted }) => !isDeleted);
  return (offset) => spans.some((piece) => piece.offset <= offset && offset < piece.offset + piece.length);
}
