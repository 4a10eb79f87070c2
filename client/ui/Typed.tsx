/** Text that a person typed or a program printed, inside text of the page. */
import { memo } from 'react';
import { visiblePieces } from '../../protocol/visible.ts';
import { typedWords } from '../words/common.ts';
import './typed.css';

/** The text alone, with marks for what would not be seen in it: where its element is isolated already, as a cell or a line is. */
export const Marked = memo(function Marked({ text }: { text: string }) {
  const pieces = visiblePieces(text);
  return pieces.map((piece, i) =>
    piece.mark ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no identity and never move
      <span key={i} className="invisible" title={typedWords.invisible}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
});

/**
 * A name, title or sentence of somebody: its direction stays inside it, and what would not be seen is marked. `block` for texts of several
 * lines, each of which has its own direction.
 */
export function Typed({ text, block = false }: { text: string; block?: boolean }) {
  return block ? (
    <span className="typed-block">
      <Marked text={text} />
    </span>
  ) : (
    <bdi>
      <Marked text={text} />
    </bdi>
  );
}
