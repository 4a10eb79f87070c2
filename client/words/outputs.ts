/** Words around a run's outputs: tables, charts, tracebacks, text. */
import { count } from './format.ts';

export const outputWords = {
  truncatedColumns: (shown: number, all: number) => `${count(shown)} of ${count(all)} columns`,
  shape: (rows: number, columns: number) => `${count(rows)} rows × ${count(columns)} columns`,
  series: (rows: number) => `${count(rows)} values`,
  gap: (rows: number) => `… ${count(rows)} rows not shown …`,
  goTo: (file: string, line: number) => `Go to ${file}, line ${line}`,
  traceback: 'Whole traceback',
  libraryFrames: (n: number) => (n === 1 ? '1 call in libraries' : `${count(n)} calls in libraries`),
  image: 'Figure without a title',
  curve: (name: string) => `Chart: ${name}`,
  curveX: (label: string, x: string) => (label ? `${label} ${x}` : x),
  curvePoint: (y: string, label: string, x: string) => `${y} at ${label ? `${label} ${x}` : x}`,
  curveSeries: (name: string, last: string, low: string, high: string) =>
    `${name}: ${last}, lowest ${low}, highest ${high}`,
  curveNone: '–',
  stderr: 'error stream',
  weights: (total: string) => `The last value of fit holds ${total} weights`,
  streamLabel: 'Text output',
  moreLines: (n: number) => `${count(n)} lines`,
} as const;
