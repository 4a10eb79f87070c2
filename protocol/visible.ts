/**
 * Text of people and programs with what nobody would see in it made visible: controls that turn the direction of a line, characters
 * without width, tags, control characters, halves of surrogate pairs and towers of combining marks. Pages show the marks in a separate
 * style (`client/ui/Typed.tsx`), exports hold them as text. What a script or an emoji needs stays: the joiner inside a family, the joiners
 * of Persian and of Indic scripts, a variation selector after the sign it belongs to, the tags of a flag.
 */

/** A stretch of text. `mark`: it stands for something that would not be seen, as `[U+202E]`. */
export interface VisiblePiece {
  text: string;
  mark: boolean;
}

/** Marks above one letter that languages use; what comes after them is counted and left out. */
const MOST_COMBINING = 12;

const SUSPECT = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{M}\u{FFF9}-\u{FFFB}]/u;
const HIDDEN = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{FFF9}-\u{FFFB}]$/u;
const COMBINING = /^\p{M}$/u;
const PICTURE = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{FE0F})$/u;
const JOINING =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
const HAN = /^\p{Script=Han}$/u;
/** The subdivision flags: a black flag, tags of letters and digits, and the tag that ends them. */
const FLAG = /\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{2,6}\u{E007F}/uy;

/** `[U+202E]`. */
const markOf = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** True where an invisible character does what it is for, between `before` and `after`. */
function belongs(character: string, before: string, after: string): boolean {
  switch (character) {
    case '\n':
    case '\t':
      return true;
    case '\r':
      return after === '\n';
    case '\u200D':
      return (
        (PICTURE.test(before) && /^\p{Extended_Pictographic}$/u.test(after)) ||
        (JOINING.test(before) && JOINING.test(after))
      );
    case '\u200C':
      return JOINING.test(before) && JOINING.test(after);
    case '\uFE0E':
    case '\uFE0F':
      return /^[\p{Emoji}\p{So}\p{Sm}]$/u.test(before);
    default: {
      const code = character.codePointAt(0) ?? 0;
      return code >= 0xe0100 && code <= 0xe01ef && HAN.test(before);
    }
  }
}

/** The text in pieces, in order; one piece where nothing has to be marked. Takes time in proportion to the text. */
export function visiblePieces(text: string): VisiblePiece[] {
  if (!SUSPECT.test(text)) return text === '' ? [] : [{ text, mark: false }];
  const pieces: VisiblePiece[] = [];
  let plain = '';
  let before = '';
  let combining = 0;
  const mark = (shown: string) => {
    if (plain !== '') pieces.push({ text: plain, mark: false });
    plain = '';
    pieces.push({ text: shown, mark: true });
  };
  const endMarks = () => {
    if (combining > MOST_COMBINING) mark(`[${combining - MOST_COMBINING} combining marks]`);
    combining = 0;
  };
  for (let at = 0; at < text.length; ) {
    FLAG.lastIndex = at;
    const flag = text.charCodeAt(at) === 0xd83c ? FLAG.exec(text)?.[0] : undefined;
    const character = flag ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
    at += character.length;
    if (COMBINING.test(character) && !HIDDEN.test(character)) {
      combining += 1;
      if (combining <= MOST_COMBINING) plain += character;
      before = character;
      continue;
    }
    endMarks();
    const next = at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';
    if (flag === undefined && HIDDEN.test(character) && !belongs(character, before, next)) mark(markOf(character));
    else plain += character;
    before = character;
  }
  endMarks();
  if (plain !== '') pieces.push({ text: plain, mark: false });
  return pieces;
}

/** The text with everything invisible written out: for exports, titles and labels, which hold no elements. */
export const visibleText = (text: string): string =>
  SUSPECT.test(text)
    ? visiblePieces(text)
        .map((piece) => piece.text)
        .join('')
    : text;

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * {@link visibleText}, between characters that keep its direction to itself where it has one of its own: for names inside a sentence that
 * holds no elements.
 */
export function isolatedText(text: string): string {
  const shown = visibleText(text);
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}
