/**
 * Numbers side by side in a text: more than four, between which only punctuation, quoted keys, true, false, null and None stand. They
 * count as the elements of an array do, and their digits leave the text. One rule for Python, JavaScript and the JSON inside either.
 */

/** A run of fewer numbers is left alone: settings. */
const LEAST = 5;
/** A number up to this many digits fits into 64 bits. */
const DIGITS = 19;
const NUMBER = /(\d+|(?=\.\d))(\.\d*)?(?:[eE][+-]?\d+)?/y;
const BETWEEN =
  /(?:[\s,:;[\](){}+-]+|(?:True|False|None|true|false|null)\b|"[^"\\\n]{0,80}"\s*:|'[^'\\\n]{0,80}'\s*:)+/y;
const WORD = /[\w$\u0080-\uffff.]+/y;

/** Marks a run whose rest is a run of the scaffold. */
const CUT = '\0';

/** A text in two parts that are the whole of it. */
export interface SplitText {
  /** The text without the digits of its runs; a 9 stands for each group of them, and for each digit before a point. */
  rest: string;
  /** The digits: groups of at most 19, each below 2 ** 64. */
  groups: string[];
}

/** A number that stands at `at` and is no part of a word: the text of it, else null. */
function numberAt(text: string, at: number): RegExpExecArray | null {
  NUMBER.lastIndex = at;
  const found = NUMBER.exec(text);
  if (!found) return null;
  WORD.lastIndex = NUMBER.lastIndex;
  return WORD.test(text) ? null : found;
}

/** Groups of 19 digits, the first one shorter: so that value and number of the groups say how many digits there are. */
function grouped(digits: string): string[] {
  const first = digits.length % DIGITS || DIGITS;
  const groups = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += DIGITS) groups.push(digits.slice(at, at + DIGITS));
  return groups;
}

/** One number in two parts. A 0 has no digits that leave it; it counts all the same, as an empty group. */
function splitNumber([whole, before = '', point = '']: RegExpExecArray): SplitText {
  const digits = before + point.slice(1);
  const zeros = /^0*/.exec(digits)?.[0].length ?? 0;
  const exponent = whole.slice(before.length + point.length);
  if (zeros === digits.length) return { rest: whole, groups: [''] };
  const groups = grouped(digits.slice(zeros));
  const marks = '9'.repeat(groups.length);
  if (point === '') return { rest: before.slice(0, zeros) + marks + exponent, groups };
  // Where the point stands is kept: each digit before it leaves a 9.
  const left = before.slice(0, zeros) + '9'.repeat(Math.max(0, before.length - zeros));
  const right = point.slice(1, 1 + Math.max(0, zeros - before.length)) + marks;
  return { rest: `${left}.${right}${exponent}`, groups };
}

/**
 * The two parts of a text; takes time in proportion to its length.
 * @param known runs that are left alone, as they are written: those of the scaffold
 */
export function splitNumbers(text: string, known: ReadonlySet<string> = new Set()): SplitText {
  let rest = '';
  let done = 0;
  const groups: string[] = [];
  for (const { start, end, numbers } of runsOf(text)) {
    const parts = numbers.map(splitNumber);
    const cut = between(text, start, end, numbers, parts);
    if (known.has(text.slice(start, end))) continue;
    // A run that is cut must not look like one that is left alone.
    rest += text.slice(done, start) + (known.has(cut) ? CUT : '') + cut;
    done = end;
    for (const part of parts) groups.push(...part.groups);
  }
  return { rest: rest + text.slice(done), groups };
}

/** The runs of a text as they are written. */
export const runsIn = (text: string): string[] => Array.from(runsOf(text), ({ start, end }) => text.slice(start, end));

function between(text: string, start: number, end: number, numbers: RegExpExecArray[], parts: SplitText[]): string {
  let out = '';
  let at = start;
  for (const [i, number] of numbers.entries()) {
    out += text.slice(at, number.index) + (parts[i] as SplitText).rest;
    at = number.index + number[0].length;
  }
  return out + text.slice(at, end);
}

function* runsOf(text: string): Generator<{ start: number; end: number; numbers: RegExpExecArray[] }> {
  for (let at = 0; at < text.length; ) {
    const first = numberAt(text, at);
    if (!first) {
      WORD.lastIndex = at;
      at = WORD.test(text) ? WORD.lastIndex : at + 1;
      continue;
    }
    const numbers = [first];
    let end = at + first[0].length;
    let next = end;
    for (;;) {
      BETWEEN.lastIndex = end;
      if (!BETWEEN.test(text)) break;
      next = BETWEEN.lastIndex;
      const number = numberAt(text, next);
      if (!number) break;
      numbers.push(number);
      end = next + number[0].length;
    }
    if (numbers.length >= LEAST) yield { start: at, end, numbers };
    at = Math.max(end, next);
  }
}
