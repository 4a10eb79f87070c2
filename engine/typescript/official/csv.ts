/** CSV as the official path needs it: which row is which, and a file with a column taken out. Cells stay the text they are. */

/** Lines of a file without quotes; empty ones are no records. */
const plainLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line !== '');

/** Cells of each record; quoted ones may hold commas, quotes and line breaks (RFC 4180). */
export function* records(text: string): Generator<string[]> {
  if (!text.includes('"')) {
    for (const line of plainLines(text)) yield line.split(',');
    return;
  }
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      cells.push(cell);
      if (cells.length > 1 || cell !== '') yield cells;
      cells = [];
      cell = '';
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || cells.length > 0) yield [...cells, cell];
}

/** A cell as it is written: quoted where it must be. */
export const written = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The cells of one column, as written. */
export function columnOf(text: string, name: string): string[] {
  if (!text.includes('"')) {
    const lines = plainLines(text);
    const at = lines.shift()?.split(',').indexOf(name) ?? -1;
    // Cells behind the column need not be told apart.
    return lines.map((line) => (at < 0 ? '' : (line.split(',', at + 1)[at] ?? '')));
  }
  const all = records(text);
  const at = (all.next().value as string[] | undefined)?.indexOf(name) ?? -1;
  const found: string[] = [];
  for (const cells of all) found.push(cells[at] ?? '');
  return found;
}

/** Records of the file by the value of `key`, and how to write them without the column `left`. */
export function withoutColumn(text: string, key: string, left: string) {
  const all = records(text);
  const header = (all.next().value as string[] | undefined) ?? [];
  const at = header.indexOf(key);
  const out = header.indexOf(left);
  const byKey = new Map<string, string[]>();
  for (const cells of all) byKey.set(cells[at] ?? '', cells);
  const line = (cells: readonly string[]) =>
    cells
      .filter((_, i) => i !== out)
      .map(written)
      .join(',');
  return {
    byKey,
    /** The cell that is left out. */
    value: (cells: readonly string[]): string => cells[out] ?? '',
    write: (rows: readonly (readonly string[])[]): string => `${[header, ...rows].map(line).join('\n')}\n`,
  };
}
