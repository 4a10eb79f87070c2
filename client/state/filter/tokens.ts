/** The words and signs of a filter of the data panel. */

/** A part of what was typed; `at` is the place of its first character, from 0. */
export type Token = { at: number; end: number } & (
  | { kind: 'word'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'column'; text: string }
  | { kind: 'number'; text: string; value: number }
  | { kind: 'date'; text: string }
  | { kind: 'sign'; text: Sign }
);
export type Sign = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | 'not' | '(' | ')' | '[' | ']' | ',';

/** What cannot be read: a quote without an end, or a sign that no filter has. */
export interface TokenFault {
  code: 'quote' | 'sign';
  at: number;
  text: string;
}

/** Longest first, as they are typed in Python, SQL and JavaScript. */
const SIGNS: readonly (readonly [typed: string, sign: Sign])[] = [
  ['===', '='],
  ['!==', '!='],
  ['==', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<=', '<='],
  ['=<', '<='],
  ['>=', '>='],
  ['=>', '>='],
  ['&&', 'and'],
  ['||', 'or'],
  ['≠', '!='],
  ['≤', '<='],
  ['≥', '>='],
  ['=', '='],
  ['<', '<'],
  ['>', '>'],
  ['&', 'and'],
  ['|', 'or'],
  ['!', 'not'],
  ['~', 'not'],
  ['(', '('],
  [')', ')'],
  ['[', '['],
  [']', ']'],
  [',', ','],
];
/** Quotes and what ends them; those of word processors too. */
const QUOTES: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '“': '”',
  '”': '”',
  '‘': '’',
  '’': '’',
  '„': '“',
};
const DATE = /\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?)?(?![\w-])/y;
const NUMBER = /[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?(?![\w.])/y;
const WORD = /[^\s=!<>&|~()[\],'"`“”‘’„≠≤≥]+/uy;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** A quoted text from `at`: a quote inside is doubled or comes after a backslash. Null where it has no end. */
function quoted(text: string, at: number, close: string): { value: string; end: number } | null {
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const character = text[i] ?? '';
    const next = text[i + 1];
    if (character === '\\' && (next === close || next === '\\')) value += text[++i];
    else if (character === close && next === close) value += text[++i];
    else if (character === close) return { value, end: i + 1 };
    else value += character;
  }
  return null;
}

/** One token from `at`, which is no space. */
function tokenAt(text: string, at: number): Token | TokenFault {
  const first = text[at] ?? '';
  const close = first === '`' ? '`' : QUOTES[first];
  if (close) {
    const found = quoted(text, at, close);
    if (!found) return { code: 'quote', at, text: first };
    return { kind: first === '`' ? 'column' : 'text', at, end: found.end, text: found.value };
  }
  const date = matchAt(DATE, text, at);
  if (date) return { kind: 'date', at, end: at + date.length, text: date };
  const number = matchAt(NUMBER, text, at);
  if (number)
    return { kind: 'number', at, end: at + number.length, text: number, value: Number(number.replaceAll('_', '')) };
  const sign = SIGNS.find(([typed]) => text.startsWith(typed, at));
  if (sign) return { kind: 'sign', at, end: at + sign[0].length, text: sign[1] };
  const word = matchAt(WORD, text, at);
  if (word) return { kind: 'word', at, end: at + word.length, text: word };
  return { code: 'sign', at, text: first };
}

/** Everything that was typed, in order. */
export function tokensOf(text: string): Token[] | TokenFault {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    if ('code' in token) return token;
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}
