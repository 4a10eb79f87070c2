/** Words of the data pane. */
import { count, countOf } from './format.ts';

export const dataWords = {
  shape: (rows: number, columns: number) => `${count(rows)} × ${count(columns)}`,
  long: (rows: number, columns: number) => `${countOf(rows, 'row', 'rows')}, ${countOf(columns, 'column', 'columns')}`,
  pick: 'File',
  rows: (shown: number, all: number) =>
    shown === all ? `${countOf(all, 'row', 'rows')}` : `${count(shown)} of ${count(all)} rows`,
  first: (n: number) => `The first ${count(n)} rows of the file.`,
  filter: 'Filter rows',
  filterHint: 'Text in any column, or a condition: amount > 500, channel = app',
  badFilter: (column: string) => `There is no column ${column}.`,
  sortBy: (column: string) => `Sort by ${column}`,
  larger: 'Larger view',
  columns: 'Columns and types',
  loading: (name: string) => name,
  failed: (name: string, why: string) => `${name} could not be loaded: ${why}`,
} as const;
