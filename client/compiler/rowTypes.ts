/** Types of the scenario's data, so that the editor knows a file's columns and what they mean. Pure: the kit prints them too. */
import type { CandidateBundle, DictionaryColumn } from '../../protocol/bundle.ts';

/** The module that candidates import the types from. */
const MODULE = 'holdout/data';

const TYPES: Readonly<Record<string, string>> = { float64: 'number', int64: 'number', object: 'string' };

/** `train.csv` -> `TrainRow`, `bank-accounts.2.csv` -> `BankAccounts2Row`. */
export function rowTypeName(file: string): string {
  const stem = file.replace(/\.[^.]*$/, '');
  const words = stem.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return `${/^[A-Za-z]/.test(name) ? name : `Data${name}`}Row`;
}

/** Words inside a comment: on one line, and without what ends it or begins a tag. */
const plain = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('*/', '*\u200b/').replaceAll('@', '@\u200b').trim();

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function meaningOf(column: DictionaryColumn | undefined): string {
  if (!column) return '';
  const { meaning, unit, known } = column;
  const parts = [meaning, unit ? `Unit: ${unit}` : '', known ? `Known: ${known}` : ''];
  return parts
    .map(plain)
    .filter((part) => part !== '')
    .map(sentence)
    .join(' ');
}

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** A declaration of the module `holdout/data` with an interface for each data file, in the order of the bundle. */
export function rowTypes({ data, dictionary }: Pick<CandidateBundle, 'data' | 'dictionary'>): string {
  const taken = new Set<string>();
  const lines = [`declare module '${MODULE}' {`];
  for (const { name, rows, columns } of data) {
    const wanted = rowTypeName(name);
    let type = wanted;
    for (let n = 2; taken.has(type); n++) type = `${wanted}${n}`;
    taken.add(type);
    const described = new Map(
      dictionary.find(({ file }) => file === name)?.columns.map((column) => [column.name, column]),
    );
    lines.push(`  /** A row of ${plain(name)}, which has ${rows}. */`, `  export interface ${type} {`);
    for (const column of columns) {
      const meaning = meaningOf(described.get(column.name));
      if (meaning !== '') lines.push(`    /** ${meaning} */`);
      lines.push(`    ${keyOf(column.name)}: ${TYPES[column.dtype] ?? 'unknown'};`);
    }
    lines.push('  }');
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}
