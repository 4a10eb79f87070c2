/** Words of the data pane. */
import { count, countOf } from './format.ts';

/** What the reader of filters finds wrong; `text` is what was typed at that place. */
interface FilterFault {
  code: 'quote' | 'sign' | 'column' | 'value' | 'list' | 'close' | 'unexpected' | 'and' | 'missing';
  at: number;
  text: string;
  near?: string | null;
}

function faultText({ code, text, near }: FilterFault): string {
  switch (code) {
    case 'quote':
      return `The quote ${text} has no end.`;
    case 'sign':
      return `${text} means nothing in a filter; put a text with it in quotes.`;
    case 'column':
      return `There is no column ${text}${near ? `; there is ${near}` : ''}.`;
    case 'value':
      return text ? `A value is missing after ${text}.` : 'A value is missing.';
    case 'list':
      return 'After "in" comes a list in brackets: in (app, web).';
    case 'close':
      return text === ')' ? 'There is no ( for this ).' : `There is no end for this ${text}.`;
    case 'and':
      return 'Between takes two values: between 1 and 5.';
    case 'missing':
      return 'After "is" comes missing, not missing, true or false; for a value use =.';
    case 'unexpected':
      return text ? `${text} does not fit here; join conditions by "and" or "or".` : 'Something is missing here.';
  }
}

export const dataWords = {
  shape: (rows: number, columns: number) => `${count(rows)} × ${count(columns)}`,
  long: (rows: number, columns: number) => `${countOf(rows, 'row', 'rows')}, ${countOf(columns, 'column', 'columns')}`,
  pick: 'File',
  rows: (shown: number, all: number) =>
    shown === all ? `${countOf(all, 'row', 'rows')}` : `${count(shown)} of ${count(all)} rows`,
  filter: 'Filter rows',
  filterHint: 'amount > 500 and channel in (app, web) · date >= 2024-03 · note is missing · or any words',
  busy: 'working',
  fault: (fault: FilterFault) => `${faultText(fault)} (character ${count(fault.at + 1)})`,
  sortBy: (column: string) => `Sort by ${column}`,
  larger: 'Larger view',
  columns: 'Columns and types',
  loading: (name: string) => name,
  failed: (name: string, why: string) => `${name} could not be loaded: ${why}`,
  again: 'Trying again.',
  reload: 'Try again',
} as const;
