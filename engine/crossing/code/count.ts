/** What code weighs: numbers side by side are elements, all else of its text is compressed beside the scaffold's. */
import { deflateSync } from 'fflate';
import { PayloadError } from '../error.ts';
import { COMPRESSION } from '../structure.ts';
import { runsIn, splitNumbers } from './numbers.ts';

/** Texts by name of file, as they run. */
export type Texts = Readonly<Record<string, string>>;

/** What code weighs, before the free part is taken off. */
export interface CodeCount {
  /** 1 per number side by side, 1 per 19 of its digits; by file. */
  numbers: ReadonlyMap<string, number>;
  /** Bytes of the rest, compressed, beyond the scaffold. */
  bytes: number;
}

/** Most characters of all files together. */
const MOST_CHARS = 256 * 1024;
/** Deflate looks back so far. */
const DICTIONARY_BYTES = 32 * 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const sorted = (texts: Texts): [string, string][] => Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
const joined = (texts: readonly [string, string][]): Uint8Array =>
  new TextEncoder().encode(texts.map(([file, text]) => `${file}\n${text}\n`).join(''));

/** Refuses what no person writes. @throws PayloadError `bad-code` with file and line, `too-large` */
function check(texts: readonly [string, string][]): void {
  let chars = 0;
  for (const [file, text] of texts) {
    chars += text.length;
    const found = CONTROL.exec(text);
    if (!found) continue;
    const line = text.slice(0, found.index).split(/\r\n|\n|\r/).length;
    const code = found[0].charCodeAt(0).toString(16).padStart(2, '0');
    throw new PayloadError('bad-code', `${file} line ${line} holds the control character 0x${code}; delete it`);
  }
  if (chars <= MOST_CHARS) return;
  const size = Math.ceil(chars / 1024);
  throw new PayloadError('too-large', `the code has ${size} KiB; at most ${MOST_CHARS / 1024} KiB run officially`);
}

/**
 * What the text of code weighs. 8 bytes an element and `bytes` together are at least what the text holds beyond the scaffold's.
 * @param texts what runs: normalised, and no other files
 * @param scaffold what the interview began with, normalised alike
 * @throws PayloadError `bad-code` or `too-large` where it holds what no person writes
 */
export function countCode(texts: Texts, scaffold: Texts): CodeCount {
  const written = sorted(texts);
  check(written);
  const given = sorted(scaffold);
  const known = new Set(given.flatMap(([, text]) => runsIn(text)));
  const numbers = new Map<string, number>();
  const rests = written.map(([file, text]): [string, string] => {
    const { rest, groups } = splitNumbers(text, known);
    if (groups.length > 0) numbers.set(file, groups.length);
    return [file, rest];
  });
  const dictionary = joined(given).slice(-DICTIONARY_BYTES);
  return { numbers, bytes: deflateSync(joined(rests), { ...COMPRESSION, dictionary }).byteLength };
}
