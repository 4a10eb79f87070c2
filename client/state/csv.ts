/** CSV as rows of text: quotes, doubled quotes and line breaks inside them as in RFC 4180; LF or CRLF. */

/** Reads a CSV file a number of records at a time, so that a long file does not hold up the page. */
export class CsvReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** True once all is read. */
  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next records, at most `limit`. */
  next(limit: number): string[][] {
    const text = this.#text;
    const end = text.length;
    const records: string[][] = [];
    let record: string[] = [];
    while (this.#at < end && records.length < limit) {
      record.push(text[this.#at] === '"' ? this.#quoted() : this.#plain());
      if (text[this.#at] === '\r') this.#at += 1;
      const next = text[this.#at];
      this.#at += 1;
      if (next === ',') {
        if (this.#at >= end) record.push('');
        continue;
      }
      records.push(record);
      record = [];
    }
    if (record.length > 0) records.push(record);
    return records;
  }

  #quoted(): string {
    const text = this.#text;
    let cell = '';
    let from = this.#at + 1;
    for (;;) {
      const quote = text.indexOf('"', from);
      if (quote === -1) {
        this.#at = text.length;
        return cell + text.slice(from);
      }
      cell += text.slice(from, quote);
      if (text[quote + 1] !== '"') {
        this.#at = quote + 1;
        return cell;
      }
      cell += '"';
      from = quote + 2;
    }
  }

  #plain(): string {
    const text = this.#text;
    const from = this.#at;
    let stop = from;
    while (stop < text.length && text[stop] !== ',' && text[stop] !== '\n') stop += 1;
    this.#at = stop;
    return text.slice(from, stop > from && text[stop - 1] === '\r' ? stop - 1 : stop);
  }
}
