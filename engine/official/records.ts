/** A CSV file taken apart into its records, each the bytes that it is, and put together again from some of them. */

/** The first record, and those after it, in the order of the file; each without the line break behind it. */
export interface Records {
  header: Uint8Array;
  rows: readonly Uint8Array[];
}

const LINE_BREAK = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** Takes a UTF-8 file apart; within quotes a line break belongs to the record (RFC 4180). Empty lines are no records. */
export function recordsOf(file: Uint8Array): Records {
  const records: Uint8Array[] = [];
  const take = (from: number, to: number): void => {
    if (to > from && !(to === from + 1 && file[from] === RETURN)) records.push(file.subarray(from, to));
  };
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < file.length; at++) {
    const byte = file[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_BREAK && !isQuoted) {
      take(from, at);
      from = at + 1;
    }
  }
  // A quote that never closes: what is left is one record, and whoever reads it says what is wrong with it.
  take(from, file.length);
  const [header = new Uint8Array(), ...rows] = records;
  return { header, rows };
}

/** The file of the rows at these places, in this order, under the same header. */
export function fileOf({ header, rows }: Records, places: Uint32Array): Uint8Array<ArrayBuffer> {
  const lines = [header, ...Array.from(places, (place) => rows[place] as Uint8Array)];
  const file = new Uint8Array(lines.reduce((sum, line) => sum + line.length + 1, 0));
  let at = 0;
  for (const line of lines) {
    file.set(line, at);
    at += line.length;
    file[at++] = LINE_BREAK;
  }
  return file;
}
