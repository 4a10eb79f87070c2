/** Typing errors as they occur on a QWERTY keyboard. */
import type { Rng } from './rng.ts';

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const NEIGHBOURS = new Map<string, string>();
for (const [at, keys] of ROWS.entries())
  for (const [place, key] of [...keys].entries())
    NEIGHBOURS.set(
      key,
      [keys[place - 1], keys[place + 1], ROWS[at - 1]?.[place], ROWS[at + 1]?.[place]].filter(Boolean).join(''),
    );

/**
 * The text in which each letter, with chance `rate`, is swapped with the next, left out, doubled, or replaced by a
 * neighbouring key (a quarter each). Digits, spaces and punctuation are unchanged, and a replaced letter has the same
 * case. Letters without a neighbouring key are doubled instead.
 *
 * @throws RangeError where the rate is not from 0 to 1, with the stream's name
 */
export function misspell(rng: Rng, text: string, rate: number): string {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`typos of ${rng.label}: a rate of ${rate} is not from 0 to 1`);
  const letters = [...text];
  let typed = '';
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    if (!/\p{L}/u.test(letter) || rng.uniform() >= rate) {
      typed += letter;
      continue;
    }
    const next = letters[at + 1];
    const kind = rng.below(4);
    if (kind === 0 && next !== undefined && /\p{L}/u.test(next)) {
      typed += next + letter;
      at++;
    } else if (kind === 1) {
      // The letter is left out.
    } else if (kind === 2 || !NEIGHBOURS.has(letter.toLowerCase())) {
      typed += letter + letter;
    } else {
      const keys = NEIGHBOURS.get(letter.toLowerCase()) as string;
      const hit = keys[rng.below(keys.length)] as string;
      typed += letter === letter.toLowerCase() ? hit : hit.toUpperCase();
    }
  }
  return typed;
}
