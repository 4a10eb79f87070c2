/** Takes the table out of a filter that was copied from code: `df["amount"]`, `df[…]`, `df.query("…")`, `SELECT * FROM t WHERE …`. */
import { KEYWORDS } from './cursor.ts';
import { type Token, type TokenFault, tokensOf } from './tokens.ts';

/** A name that stands for the table, as in `df[…]`, `df.loc[…]` or `train_rows[…]`: one word right before a bracket. */
const isTable = (name: Token | undefined, bracket: Token | undefined): boolean =>
  name?.kind === 'word' &&
  bracket?.kind === 'sign' &&
  name.end === bracket.at &&
  !KEYWORDS.has(name.text.toLowerCase());

const isSign = (token: Token | undefined, text: string): boolean => token?.kind === 'sign' && token.text === text;

/** `df["amount"]` is the column `amount`. */
function subscripts(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const [open, name, close] = [tokens[at + 1], tokens[at + 2], tokens[at + 3]];
    if (isTable(token, open) && isSign(open, '[') && name?.kind === 'text' && close && isSign(close, ']')) {
      out.push({ kind: 'column', at: token.at, end: close.end, text: name.text });
      at += 3;
    } else out.push(token);
  }
  return out;
}

/** Whether the bracket that the first token opens is closed by the last one. */
function enclose(tokens: readonly Token[], open: string, close: string): boolean {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (isSign(token, open)) depth += 1;
    else if (isSign(token, close)) depth -= 1;
    if (depth === 0) return at === tokens.length - 1;
  }
  return false;
}

/** `df[…]` and `df.loc[…]` around everything. */
function unwrapped(tokens: readonly Token[]): readonly Token[] {
  const [table, ...rest] = tokens;
  if (!isTable(table, rest[0]) || !isSign(rest[0], '[') || !enclose(rest, '[', ']')) return tokens;
  return unwrapped(rest.slice(1, -1));
}

/** What comes after "WHERE", where a query or that word begins the filter. */
function afterWhere(tokens: readonly Token[]): readonly Token[] {
  const isWord = (token: Token | undefined, word: string) =>
    token?.kind === 'word' && token.text.toLowerCase() === word;
  if (!isWord(tokens[0], 'select') && !isWord(tokens[0], 'where')) return tokens;
  const where = tokens.findIndex((token) => isWord(token, 'where'));
  return where === -1 ? tokens : tokens.slice(where + 1);
}

/** The tokens of a filter, places as they were typed; what `.query("…")` quotes is read in its place. */
export function filterTokens(text: string): Token[] | TokenFault {
  const query = /^\s*[^\s"'()[\]]+\.query\(\s*(["'])(.*)\1\s*\)\s*$/s.exec(text);
  const [, quote, inside = ''] = query ?? [];
  const start = quote ? text.indexOf(quote) + 1 : 0;
  const tokens = tokensOf(quote ? `${' '.repeat(start)}${inside}` : text);
  return 'code' in tokens ? tokens : subscripts(unwrapped(afterWhere(tokens)));
}
