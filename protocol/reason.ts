/** The reason in a hypothesis: what the dialog of a score and the server ask of it alike. */
import { LIMITS } from './limits.ts';

/** A letter of a script that is written without spaces counts as a word; elsewhere letters and digits in a row are one. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}_'’]+/gu;

/** How long a reason is. `chars` counts characters without the blanks around them. */
export function lengthOfReason(text: string): { chars: number; words: number } {
  const trimmed = text.trim();
  return { chars: [...trimmed].length, words: trimmed.match(WORD)?.length ?? 0 };
}

/** True where a hypothesis says something: at least `LIMITS.reasonChars` characters and `LIMITS.reasonWords` words. */
export function isReason(text: string): boolean {
  const { chars, words } = lengthOfReason(text);
  return chars >= LIMITS.reasonChars && words >= LIMITS.reasonWords;
}
