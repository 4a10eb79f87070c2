/** Edits of bank-scam in TypeScript, each where one bug is planted: right ones in other words than ours, and wrong ones that look right. */
import type { Edit } from './edits.ts';

const CODES = '  const seen = [...new Set(values)];\n  const codes = values.map((value) => seen.indexOf(value));\n';
const HALF = 'scores.map((score) => score >= 0.5)';
const ACCURACY = "  return { name: 'accuracy', value: correct.length / rows.length, better: 'higher' };\n";

export const TYPESCRIPT_EDITS: readonly Edit[] = [
  {
    name: 'the column left out where the list is used',
    bug: 'late-column',
    changes: [
      [
        '...NUMERIC.map((column) => row[column]),',
        "...NUMERIC.filter((column) => column !== 'service_minutes').map((column) => row[column]),",
      ],
    ],
    told: 'gone',
  },
  {
    name: 'minutes of 0 in predict alone',
    bug: 'late-column',
    changes: [
      [
        '    const x = transform(model.json.prep, rows);\n    const out',
        '    const x = transform(model.json.prep, rows.map((row) => ({ ...row, service_minutes: 0 })));\n    const out',
      ],
    ],
    told: 'open',
  },
  {
    name: 'minutes in decide alone',
    bug: 'late-column',
    changes: [
      ["  'service_minutes',\n", ''],
      ['scores[at] * missed(row) > CALL)', 'scores[at] * missed(row) > CALL || row.service_minutes > 0)'],
    ],
    told: 'open',
  },
  {
    name: 'a map of positions in the levels of the training rows',
    bug: 'category-codes',
    changes: [
      [
        CODES,
        '  const place = new Map(levels.map((level, at) => [level, at]));\n  const codes = values.map((value) => place.get(value) ?? -1);\n',
      ],
    ],
    told: 'gone',
  },
  {
    name: 'a list of the module, filled as values come',
    bug: 'category-codes',
    changes: [
      ['/** One column per level. */', 'const seen: string[] = [];\n\n/** One column per level. */'],
      [
        CODES,
        '  for (const value of values) if (!seen.includes(value)) seen.push(value);\n  const codes = values.map((value) => seen.indexOf(value) % levels.length);\n',
      ],
    ],
    told: 'open',
  },
  {
    name: 'a report that always says 5.2',
    bug: 'accuracy-report',
    changes: [[ACCURACY, "  return { name: 'cost per transfer', value: 5.2, better: 'lower' };\n"]],
    told: 'open',
  },
  {
    name: 'a report that looks at no label',
    bug: 'accuracy-report',
    changes: [
      [
        ACCURACY,
        "  return { name: 'cost', value: decisions.filter(Boolean).length / rows.length, better: 'lower' };\n",
      ],
    ],
    told: 'open',
  },
  {
    name: 'a rule per transfer, in other words',
    bug: 'half-threshold',
    changes: [[HALF, 'rows.map((row, at) => scores[at] > 30 / Math.max(1e-9, Math.min(row.amount, 3000)))']],
    told: 'gone',
  },
  {
    name: 'a threshold of 0.25',
    bug: 'half-threshold',
    changes: [[HALF, 'scores.map((score) => score >= 0.25)']],
    told: 'open',
  },
  {
    name: 'categories left out',
    bug: 'category-codes',
    changes: [
      ['    return tf.concat([numbers, ...categories], 1);\n', '    tf.dispose(categories);\n    return numbers;\n'],
    ],
    told: 'left out',
  },
  {
    name: 'decide under another name',
    bug: 'half-threshold',
    changes: [['export function decide(', 'export function decided(']],
    told: 'cannot tell',
  },
];
