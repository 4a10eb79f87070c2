/** The filter of the data panel: text in any column, or `column op value` conditions joined by commas. */
interface Query {
  /** Column named in a condition that does not exist. */
  unknown: string | null;
  test: (row: readonly string[]) => boolean;
}

const CONDITION = /^\s*(.+?)\s*(<=|>=|!=|=|<|>)\s*(.*?)\s*$/;

function compare(cell: string, operator: string, value: string): boolean {
  const numeric = value !== '' && cell !== '' && Number.isFinite(Number(value)) && Number.isFinite(Number(cell));
  const order = numeric ? Number(cell) - Number(value) : cell < value ? -1 : cell > value ? 1 : 0;
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return numeric && order < 0;
    case '>':
      return numeric && order > 0;
    case '<=':
      return numeric && order <= 0;
    default:
      return numeric && order >= 0;
  }
}

/** Reads what was typed; an empty text lets every row through. */
export function parseQuery(text: string, header: readonly string[]): Query {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const tests: ((row: readonly string[]) => boolean)[] = [];
  let unknown: string | null = null;
  for (const part of parts) {
    const found = CONDITION.exec(part);
    const [, name = '', operator = '=', value = ''] = found ?? [];
    if (!found) {
      const needle = part.trim().toLowerCase();
      tests.push((row) => row.some((cell) => cell.toLowerCase().includes(needle)));
      continue;
    }
    const column = header.indexOf(name);
    if (column === -1) unknown ??= name;
    else tests.push((row) => compare(row[column] ?? '', operator, value));
  }
  return { unknown, test: (row) => tests.every((test) => test(row)) };
}
