/** JSON on both sides: what may be written, and what is safe to read. */
import { PayloadError } from '../error.ts';
import { checkKey } from './names.ts';

function nameOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null)
    return typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`;
  const name = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' ? `a ${name.slice(0, 40)}` : 'no plain object';
}

/** Plain in any realm: made by a literal, `JSON.parse` or `Object.create(null)`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(value: unknown, path: string, hint: string): never {
  throw new PayloadError('bad-value', `${path.slice(0, 200)} is ${nameOf(value)}, which is no JSON${hint}`);
}

/**
 * Refuses what `JSON.stringify` would change or drop without a word: NaN, typed arrays, dates, maps, functions, holes.
 * An object's entry that is undefined is fine: it reads the same when it is absent.
 * @throws PayloadError `bad-value` or `bad-name` with the path, `too-large` beyond `depth` levels (a cycle has no end).
 */
export function checkJson(value: unknown, path: string, depth: number): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object') refuse(value, path, '');
  if (depth === 0) throw new PayloadError('too-large', `${path.slice(0, 200)} lies too deep, or within itself`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkJson(value[i], `${path}[${i}]`, depth - 1);
    return;
  }
  if (ArrayBuffer.isView(value)) refuse(value, path, '; give it as a tensor, or as Array.from(…)');
  if (!isPlain(value)) refuse(value, path, '; give its plain data');
  for (const [key, entry] of Object.entries(value)) {
    checkKey(key, path);
    if (entry !== undefined) checkJson(entry, `${path}.${key}`, depth - 1);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether JSON text nests deeper than `most`; read from its bytes, so that no parser has to go there. */
function isDeeper(text: Uint8Array, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] as number;
    if (quoted) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth++;
      if (depth > most) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}

/**
 * Reads JSON that is written exactly as `JSON.stringify` writes it: no spaces, no key twice, one form a number. Then no
 * two texts mean the same, and nothing hides between them. No object of it has a key that sets a prototype.
 * @throws PayloadError `bad-header`, `bad-name` or `too-large`.
 */
export function readJson(text: Uint8Array, depth: number): unknown {
  if (isDeeper(text, depth)) throw new PayloadError('too-large', `the header nests deeper than ${depth} levels`);
  let given: string;
  let parsed: unknown;
  try {
    given = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
    parsed = JSON.parse(given);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PayloadError('bad-header', `the header is no JSON: ${why.slice(0, 200)}`);
  }
  if (JSON.stringify(parsed) !== given) {
    throw new PayloadError('bad-header', 'the header is not written as JSON.stringify writes it');
  }
  // Written in this one form, the key can be looked for in the text.
  if (given.includes('"__proto__":')) throw new PayloadError('bad-name', 'the header has the key "__proto__"');
  return parsed;
}
