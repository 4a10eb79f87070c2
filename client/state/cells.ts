/** Cells of a file: parts that begin at a line `# %%` (or `// %%`). Lines are 1-based and inclusive. */
interface Cell {
  start: number;
  end: number;
}

const MARK = /^\s*(?:#|\/\/)\s*%%/;

/** The cells of a text; none where no line marks one. Text before the first mark is a separate cell if it holds anything. */
export function cellsOf(text: string): Cell[] {
  const lines = text.split('\n');
  const marks = lines.flatMap((line, i) => (MARK.test(line) ? [i + 1] : []));
  const first = marks[0];
  if (first === undefined) return [];
  const starts = lines.slice(0, first - 1).some((line) => line.trim() !== '') ? [1, ...marks] : marks;
  return starts.map((start, i) => ({ start, end: (starts[i + 1] ?? lines.length + 1) - 1 }));
}

/** The cell that holds a line, or null where the text has no cells. */
export function cellAt(text: string, line: number): { cell: Cell; next: Cell | null } | null {
  const cells = cellsOf(text);
  const found = cells.findIndex((cell) => line <= cell.end);
  const at = found === -1 ? cells.length - 1 : found;
  const cell = cells[at];
  return cell ? { cell, next: cells[at + 1] ?? null } : null;
}

/** Lines `start` to `end` of a text. */
export const linesOf = (text: string, start: number, end: number): string =>
  text
    .split('\n')
    .slice(start - 1, end)
    .join('\n');
