/** Finds a quoted text again in a text that replaced the one it was quoted from. */
import type { Anchor } from '../../protocol/anchor.ts';

type TextAnchor = Extract<Anchor, { kind: 'text' }>;

interface Match {
  from: number;
  to: number;
  /** False where the text is like the quote, not equal to it. */
  exact: boolean;
}

/** Share of pairs of letters that two lines must have in common to be one line that was edited. */
const ALIKE = 0.7;
/** Lines of a text that are compared; a longer text is searched for equal lines only. */
const MOST_LINES = 20_000;

/** Offsets of all occurrences that may count. */
function occurrences(text: string, quote: string, mayCount: (offset: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(quote); at !== -1 && found.length < 1_000; at = text.indexOf(quote, at + 1))
    if (mayCount(at)) found.push(at);
  return found;
}

function commonEnd(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n += 1;
  return n;
}

function commonStart(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return n;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The one whose surroundings are most like those of the quote; of equal ones, the nearest to its old line. */
function nearest(text: string, offsets: readonly number[], length: number, anchor: TextAnchor): number | undefined {
  const { before = '', after = '', startLine } = anchor;
  const rated = offsets.map((offset) => ({
    offset,
    context:
      commonEnd(before, text.slice(0, offset)) +
      commonStart(after, text.slice(offset + length, offset + length + after.length)),
    away: Math.abs(lineOf(text, offset) - startLine),
  }));
  return rated.sort((a, b) => b.context - a.context || a.away - b.away || a.offset - b.offset)[0]?.offset;
}

function pairs(line: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + 1 < line.length; i++) {
    const pair = line.slice(i, i + 2);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** How much alike two lines are, 0 to 1, blanks at their ends aside. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairs(a.trim()), pairs(b.trim())];
  let common = 0;
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
  const all = Math.max(0, a.trim().length - 1) + Math.max(0, b.trim().length - 1);
  return all === 0 ? 0 : (2 * common) / all;
}

/** Lines that are like the quote's, the most alike first; only where they are much alike. */
function alike(text: string, anchor: TextAnchor, mayCount: (offset: number) => boolean): Match | null {
  const lines = text.split('\n');
  const wanted = anchor.quote.split('\n');
  if (lines.length > MOST_LINES || wanted.length > 50 || anchor.quote.trim().length < 4) return null;
  let best: { likeness: number; away: number; match: Match } | null = null;
  let from = 0;
  for (const [i, line] of lines.entries()) {
    const window = lines.slice(i, i + wanted.length);
    const first = likeness(wanted[0] ?? '', line);
    if (window.length === wanted.length && mayCount(from) && (first > 0 || wanted[0]?.trim() === '')) {
      const mean =
        window.reduce((sum, l, k) => sum + (l.trim() === wanted[k]?.trim() ? 1 : likeness(wanted[k] ?? '', l)), 0) /
        wanted.length;
      const away = Math.abs(i + 1 - anchor.startLine);
      if (mean >= ALIKE && (!best || mean > best.likeness || (mean === best.likeness && away < best.away)))
        best = { likeness: mean, away, match: { from, to: from + window.join('\n').length, exact: false } };
    }
    from += line.length + 1;
  }
  return best?.match ?? null;
}

/** The best place for an anchor's quote: an equal text, else lines that are much alike; null where there is none. */
export function bestMatch(text: string, anchor: TextAnchor, mayCount: (offset: number) => boolean): Match | null {
  const { quote } = anchor;
  if (quote.trim() === '') return null;
  const from = nearest(text, occurrences(text, quote, mayCount), quote.length, anchor);
  return from === undefined ? alike(text, anchor, mayCount) : { from, to: from + quote.length, exact: true };
}
