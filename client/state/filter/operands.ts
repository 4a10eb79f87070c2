/** What stands beside the verbs of a filter: columns, values and lists of values. */
import type { Value } from './cell.ts';
import { columnOf, nearColumn } from './columns.ts';
import { type Side, wordValue } from './conditions.ts';
import { type Cursor, Fault } from './cursor.ts';

export class Operands {
  readonly #cursor: Cursor;
  readonly #header: readonly string[];

  constructor(cursor: Cursor, header: readonly string[]) {
    this.#cursor = cursor;
    this.#header = header;
  }

  unknown(name: string, at: number): Fault {
    return new Fault({ code: 'column', at, text: name, near: nearColumn(this.#header, name) });
  }

  /** What stands on one side of a comparison. `want: 'column'`: a word that is none is a mistake, not a text. */
  side(want: 'column' | 'value'): Side {
    if (this.#cursor.isSign('(') && this.#cursor.isSign(')', 2)) {
      this.#cursor.at += 1;
      const side = this.side(want);
      this.#cursor.at += 1;
      return side;
    }
    const token = this.#cursor.peek();
    const after = this.#cursor.before;
    if (!token) throw new Fault({ code: 'value', at: this.#cursor.place, text: after?.text ?? '' });
    if (token.kind === 'number' || token.kind === 'date' || token.kind === 'text') {
      this.#cursor.at += 1;
      // A quoted name before a verb is a column, as SQL writes it.
      const column = token.kind === 'text' && want === 'column' ? this.#header.indexOf(token.text) : -1;
      return column !== -1
        ? { column }
        : { value: token.kind === 'number' ? { ...token } : { kind: token.kind, text: token.text } };
    }
    const quoted = token.kind === 'column' || this.#cursor.isSign('[');
    const words = this.#cursor.words();
    if (words === null) throw new Fault({ code: 'value', at: token.at, text: after?.text ?? '' });
    const column = columnOf(this.#header, words);
    if (column !== -1) return { column };
    if (quoted || want === 'column') throw this.unknown(words, token.at);
    return { value: wordValue(words) };
  }

  /** A value of a list: a word is a text there, though a column has that name. */
  value(): Value {
    const begin = this.#cursor.at;
    const side = this.side('value');
    if ('value' in side) return side.value;
    this.#cursor.at = begin;
    return { kind: 'text', text: this.#cursor.words() ?? '' };
  }

  list(): Value[] {
    const open = this.#cursor.place;
    const close = this.#cursor.take('(') ? ')' : this.#cursor.take('[') ? ']' : null;
    if (close === null) throw new Fault({ code: 'list', at: open, text: this.#cursor.peek()?.text ?? '' });
    const values: Value[] = [];
    // `isin(["a", "b"])` has both.
    if (close === ')' && this.#cursor.isSign('[')) {
      values.push(...this.list());
    } else {
      while (!this.#cursor.isSign(close)) {
        if (this.#cursor.peek() === undefined)
          throw new Fault({ code: 'close', at: open, text: close === ')' ? '(' : '[' });
        values.push(this.value());
        if (!this.#cursor.take(',') && !this.#cursor.isSign(close))
          throw new Fault({ code: 'close', at: open, text: close === ')' ? '(' : '[' });
      }
    }
    if (!this.#cursor.take(close)) throw new Fault({ code: 'close', at: open, text: '(' });
    return values;
  }
}
