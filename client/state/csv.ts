/** A CSV file as rows of text: quotes, doubled quotes and line breaks inside them as in RFC 4180; LF or CRLF. */
interface CsvTable {
  header: string[];
  rows: string[][];
  /** True where the file has more rows than were asked for. */
  more: boolean;
}

/** Reads at most `limit` rows after the header. */
export function readCsv(text: string, limit: number): CsvTable {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  const end = text.length;
  while (at < end && records.length <= limit) {
    let cell = '';
    if (text[at] === '"') {
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) {
          cell += text.slice(from);
          at = end;
          break;
        }
        cell += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        cell += '"';
        from = quote + 2;
      }
    } else {
      let stop = at;
      while (stop < end && text[stop] !== ',' && text[stop] !== '\n') stop += 1;
      cell = text.slice(at, stop).replace(/\r$/, '');
      at = stop;
    }
    record.push(cell);
    if (text[at] === '\r') at += 1;
    const next = text[at];
    at += 1;
    if (next === ',') {
      if (at >= end) record.push('');
      continue;
    }
    records.push(record);
    record = [];
  }
  if (record.length > 0) records.push(record);
  const [header = [], ...rows] = records;
  return { header, rows, more: at < end };
}
