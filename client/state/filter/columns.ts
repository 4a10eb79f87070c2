/** Columns of a data file by the names that people type. */

/** Letters that differ at most, for a column that was nearly named. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The column of this name: as written, else whatever its capitals, else behind the name of a table (`df.amount`). -1: none. */
export function columnOf(header: readonly string[], name: string): number {
  const exact = header.indexOf(name);
  if (exact !== -1) return exact;
  const lower = header.map((column) => column.toLowerCase());
  const found = lower.indexOf(name.toLowerCase());
  if (found !== -1 && lower.lastIndexOf(name.toLowerCase()) === found) return found;
  const dot = name.indexOf('.');
  return dot === -1 ? -1 : columnOf(header, name.slice(dot + 1));
}

/** The column that was probably meant, or null. */
export function nearColumn(header: readonly string[], name: string): string | null {
  const near = header
    .map((column) => [distance(name.toLowerCase().slice(0, 80), column.toLowerCase()), column] as const)
    .sort(([a], [b]) => a - b)[0];
  return near && near[0] <= Math.max(1, Math.floor(name.length / 3)) ? near[1] : null;
}
