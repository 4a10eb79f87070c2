/**
 * Reads a filter as people type it, in the manner of pandas, SQL or JavaScript:
 *
 *     filter     = all { or all }                 all  = one { and one }          one = not one | "(" filter ")" | condition | words
 *     condition  = side compare side [ compare side ]  |  side [not] in list  |  side [not] between side and side
 *                | side [not] like | contains | startswith | endswith text  |  side is [not] missing  |  side.method(…)
 *
 * A comma is an "and". A table before its columns may stay, as in `df["amount"] > 5`. Words that belong to no condition are looked for in every column.
 */
import { type Comparison, compares } from './cell.ts';
import { columnOf } from './columns.ts';
import { both, compared, MATCHES, matching, missing, oneOf, type RowTest, type Side, TRUE } from './conditions.ts';
import { Cursor, Fault, type FilterFault } from './cursor.ts';
import { Operands } from './operands.ts';
import { filterTokens } from './tables.ts';

const IS_MISSING = new Set(['isna', 'isnull', 'ismissing', 'isnan']);
const IS_THERE = new Set(['notna', 'notnull']);
const COMPARISONS = new Set<string>(['=', '!=', '<', '<=', '>', '>=']);
/** Brackets and "not" deeper than this are no filter that a person typed. */
const DEPTH = 50;

class Parser {
  readonly #cursor: Cursor;
  readonly #operands: Operands;
  readonly #header: readonly string[];
  readonly #isFlag: (column: number) => boolean;
  #depth = 0;

  constructor(cursor: Cursor, header: readonly string[], isFlag: (column: number) => boolean) {
    this.#cursor = cursor;
    this.#operands = new Operands(cursor, header);
    this.#header = header;
    this.#isFlag = isFlag;
  }

  parse(): RowTest {
    const test = this.#any();
    const rest = this.#cursor.peek();
    if (rest)
      throw new Fault({
        code: rest.kind === 'sign' && rest.text === ')' ? 'close' : 'unexpected',
        at: rest.at,
        text: rest.text,
      });
    return test;
  }

  #any(): RowTest {
    const tests = [this.#all()];
    while (this.#cursor.take('or')) tests.push(this.#all());
    return tests.length === 1 ? (tests[0] as RowTest) : (row) => tests.some((test) => test(row));
  }

  #all(): RowTest {
    const tests = [this.#one()];
    while (this.#cursor.take('and') || this.#cursor.take(',')) {
      // A comma at the end, while the next condition is not typed yet.
      if (this.#cursor.peek() === undefined && this.#cursor.before?.text === ',') break;
      tests.push(this.#one());
    }
    return tests.length === 1 ? (tests[0] as RowTest) : (row) => tests.every((test) => test(row));
  }

  #one(): RowTest {
    if (++this.#depth > DEPTH)
      throw new Fault({ code: 'unexpected', at: this.#cursor.place, text: this.#cursor.peek()?.text ?? '' });
    try {
      if (this.#cursor.take('not')) {
        const test = this.#one();
        return (row) => !test(row);
      }
      if (this.#cursor.isSign('(') && !this.#isSideInBrackets()) {
        const open = this.#cursor.place;
        this.#cursor.at += 1;
        const test = this.#any();
        if (!this.#cursor.take(')')) throw new Fault({ code: 'close', at: open, text: '(' });
        return test;
      }
      return this.#condition();
    } finally {
      this.#depth -= 1;
    }
  }

  /** `(amount) > 5`: a column alone in brackets, before a comparison. */
  #isSideInBrackets(): boolean {
    const after = this.#cursor.peek(3);
    return this.#cursor.isSign(')', 2) && after?.kind === 'sign' && COMPARISONS.has(after.text);
  }

  #condition(): RowTest {
    const begin = this.#cursor.at;
    const call = this.#call();
    if (call) return call;
    if (this.#isSideInBrackets()) return this.#comparison(this.#operands.side('column'));
    const words = this.#cursor.words();
    if (words === null && this.#cursor.peek() === undefined)
      throw new Fault({ code: 'value', at: this.#cursor.place, text: this.#cursor.before?.text ?? '' });
    const verb = this.#cursor.peek();
    if (verb && this.#isVerb()) {
      if (words === null) throw new Fault({ code: 'unexpected', at: verb.at, text: verb.text });
      this.#cursor.at = begin;
      return this.#comparison(this.#operands.side('column'));
    }
    const column = words === null ? -1 : columnOf(this.#header, words);
    if (column !== -1 && this.#isFlag(column)) return (row) => compares(row[column] ?? '', '=', TRUE);
    this.#cursor.at = begin;
    return this.#search();
  }

  /** True where what follows makes a condition of what came before. */
  #isVerb(): boolean {
    const token = this.#cursor.peek();
    if (token?.kind === 'sign') return COMPARISONS.has(token.text);
    const at = this.#cursor.isWord('not') || this.#cursor.isSign('not') ? 1 : 0;
    const verb = this.#cursor.peek(at);
    return verb?.kind === 'word' && ['in', 'is', 'between', ...Object.keys(MATCHES)].includes(verb.text.toLowerCase());
  }

  #comparison(left: Side): RowTest {
    const negated = this.#cursor.take('not');
    const test = this.#verb(left);
    return negated ? (row) => !test(row) : test;
  }

  #verb(left: Side): RowTest {
    if (this.#cursor.take('in')) return oneOf(left, this.#operands.list());
    if (this.#cursor.take('between')) {
      const low = this.#operands.side('value');
      if (!this.#cursor.take('and') && !this.#cursor.take(','))
        throw new Fault({ code: 'and', at: this.#cursor.place, text: '' });
      return both(compared(left, '>=', low), compared(left, '<=', this.#operands.side('value')));
    }
    if (this.#cursor.take('is')) return this.#is(left);
    const match = Object.keys(MATCHES).find((name) => this.#cursor.take(name));
    if (match) return matching(left, match, this.#cursor.inBrackets(() => this.#operands.value()).text);
    const first = this.#compare();
    const right = this.#operands.side('value');
    const test = compared(left, first, right);
    const next = this.#cursor.peek();
    if (next?.kind !== 'sign' || !COMPARISONS.has(next.text)) return test;
    return both(test, compared(right, this.#compare(), this.#operands.side('value')));
  }

  #compare(): Comparison {
    const token = this.#cursor.peek();
    this.#cursor.at += 1;
    return token?.text as Comparison;
  }

  #is(left: Side): RowTest {
    const negated = this.#cursor.take('not');
    const place = this.#cursor.place;
    const token = this.#cursor.peek();
    const value = this.#operands.side('value');
    if (!('value' in value) || token?.kind === 'number')
      throw new Fault({ code: 'missing', at: place, text: token?.text ?? '' });
    const test = compared(left, '=', value);
    return negated ? (row) => !test(row) : test;
  }

  /** `amount.isna()`, `channel.str.contains("a")`, `isna(amount)`; null where what comes is no call. */
  #call(): RowTest | null {
    const token = this.#cursor.peek();
    const backticked =
      token?.kind === 'column' && this.#cursor.peek(1)?.kind === 'word' ? this.#cursor.peek(1)?.text : undefined;
    if (token?.kind !== 'word' && backticked === undefined) return null;
    const whole = backticked === undefined ? (token?.text ?? '') : `${token?.text}${backticked}`;
    const steps = backticked === undefined ? 1 : 2;
    if (!this.#cursor.isSign('(', steps)) return null;
    const method = whole.slice(whole.lastIndexOf('.') + 1).toLowerCase();
    const of = whole.slice(0, Math.max(0, whole.length - method.length - 1)).replace(/\.str$/, '');
    const begin = token?.at ?? 0;
    if (of === '') {
      if (!IS_MISSING.has(method) && !IS_THERE.has(method)) return null;
      this.#cursor.at += steps;
      return missing(
        this.#cursor.inBrackets(() => this.#operands.side('column')),
        IS_MISSING.has(method),
      );
    }
    const column = columnOf(this.#header, of);
    const known =
      IS_MISSING.has(method) || IS_THERE.has(method) || method in MATCHES || method === 'isin' || method === 'between';
    if (!known) return null;
    if (column === -1) throw this.#operands.unknown(of, begin);
    this.#cursor.at += steps;
    if (IS_MISSING.has(method) || IS_THERE.has(method)) {
      this.#cursor.at += 1;
      if (!this.#cursor.take(')')) throw new Fault({ code: 'close', at: this.#cursor.place, text: '(' });
      return missing({ column }, IS_MISSING.has(method));
    }
    if (method === 'isin') return oneOf({ column }, this.#operands.list());
    if (method !== 'between')
      return matching({ column }, method, this.#cursor.inBrackets(() => this.#operands.value()).text);
    const [low, high] = this.#operands.list();
    if (!low || !high) throw new Fault({ code: 'and', at: this.#cursor.place, text: '' });
    return both(compared({ column }, '>=', { value: low }), compared({ column }, '<=', { value: high }));
  }

  /** Words that belong to no condition, up to the next "and", "or" or bracket: each is looked for in every column. */
  #search(): RowTest {
    const needles: string[] = [];
    for (let token = this.#cursor.peek(); token; token = this.#cursor.peek()) {
      if (token.kind === 'sign' || (token.kind === 'word' && ['and', 'or', 'not'].includes(token.text.toLowerCase())))
        break;
      needles.push(token.text.toLowerCase());
      this.#cursor.at += 1;
    }
    const stop = this.#cursor.peek();
    if (needles.length === 0) throw new Fault({ code: 'unexpected', at: this.#cursor.place, text: stop?.text ?? '' });
    return (row) => needles.every((needle) => row.some((cell) => cell.toLowerCase().includes(needle)));
  }
}

/**
 * Reads what was typed; an empty text lets every row through. `isFlag`: the column holds yes and no, so that its name alone is a condition.
 */
export function parseFilter(
  text: string,
  header: readonly string[],
  isFlag: (column: number) => boolean = () => false,
): { test: RowTest; fault: null } | { test: null; fault: FilterFault } {
  if (text.trim() === '') return { test: () => true, fault: null };
  const tokens = filterTokens(text);
  if ('code' in tokens) return { test: null, fault: tokens };
  try {
    return { test: new Parser(new Cursor(tokens, text.length), header, isFlag).parse(), fault: null };
  } catch (cause) {
    if (cause instanceof Fault) return { test: null, fault: cause.fault };
    throw cause;
  }
}
