/** The compatibility page for candidates who work in TypeScript. Text between backticks is code; a test runs what is written about danfojs. */

import { DANFOJS } from './danfojs.ts';
import type { Section } from './section.ts';
import { SILENT } from './silent.ts';

const IMPORTS: Section = {
  id: 'imports',
  title: 'What can be imported',
  blocks: [
    {
      table: {
        columns: ['Import', 'Version', 'What it is for'],
        rows: [
          ["`import * as tf from '@tensorflow/tfjs'`", '4.22.0', 'Tensors and networks.'],
          [
            "`import * as dfd from 'danfojs'`",
            '1.2.0',
            'Data frames in the manner of pandas. Read the list of its traps below.',
          ],
          [
            "`import * as aq from 'arquero'`",
            '8.0.3',
            'Tables: filter, group, join, pivot. Its figures leave missing values out.',
          ],
          ["`import * as Plot from '@observablehq/plot'`", '0.6.17', 'Charts.'],
          [
            "`import { readRows } from 'holdout'`",
            '',
            'Our own few functions for reading, sorting, grouping and statistics.',
          ],
          ["`import type { … } from 'holdout/data'`", '', 'Types of the rows of this interview’s data files.'],
          ["`import { load } from './data'`", '', 'Your other files.'],
        ],
      },
    },
    {
      text: 'Nothing else can be imported, and your code reaches no network and no page: it runs in a worker of its own. Files are ES modules in TypeScript; a type error is marked in the editor and does not keep the code from running.',
    },
  ],
};

const HELPERS: Section = {
  id: 'holdout',
  title: 'The functions of holdout',
  blocks: [
    {
      text: 'They take arrays of plain objects, and mostly danfojs and arquero tables too. Missing values (`null`, `undefined`, `NaN`, the empty text) are left out or put last.',
    },
    {
      table: {
        columns: ['Function', 'What it gives'],
        rows: [
          ['`readRows(path)`', 'The rows of a CSV file as plain objects; empty cells of numeric columns are `NaN`.'],
          ['`readTable(path)`, `readFrame(path)`', 'The same as an arquero table, or as a danfojs DataFrame.'],
          ['`readText(path)`', 'A data file as text.'],
          ['`describe(rows)`', 'One row a column: type, counts, missing values, mean, deviation, quartiles.'],
          ['`sortBy(rows, key)`', 'A sorted copy; `{ descending: true }` turns it round.'],
          ['`groupBy(rows, key)`, `groupMean(rows, key, value)`', 'Rows by key; means by key.'],
          ['`valueCounts(values)`', 'How often each value occurs.'],
          [
            '`sum`, `mean`, `std`, `min`, `max`, `median`, `quantile(values, share)`',
            'Of a list of numbers. `std` divides by n − 1, as pandas does.',
          ],
          ['`corr(x, y)`, `corrTable(rows)`', 'Pearson’s correlation of two lists, or of all numeric columns.'],
          ['`confusion(labels, decisions)`', 'Right and wrong decisions, precision, recall, F1, accuracy.'],
          [
            '`seeded(seed)`, `shuffled(items, seed)`',
            'A generator of random numbers, and a shuffled copy, the same for a seed.',
          ],
          ['`display(value)`, `curve(name, x, y)`', 'Show a value, or add a point to a live curve, while code runs.'],
          ['`bytesOf(text)`', 'The bytes of a text in base64, as rows carry pictures.'],
          [
            '`showPictures(pictures, { height, width, channels, titles })`',
            'Pictures side by side; each a list of bytes, row by row, channels side by side.',
          ],
          ['`isMissing(value)`', 'True for the four kinds of missing values.'],
        ],
      },
    },
  ],
};

const CONTRACT: Section = {
  id: 'contract',
  title: 'How your code is called',
  blocks: [
    {
      text: 'Check and Score call these functions in this order, on the training file, once for each fit seed. Each may be asynchronous. The Constraints and the Brief say which file holds which.',
    },
    {
      table: {
        columns: ['Function', 'What it returns'],
        rows: [
          [
            '`load(path)`',
            'Rows: an array of objects, a danfojs DataFrame, an arquero table, or an object of columns.',
          ],
          ['`split(rows, seed)`', '`[train, valid]`, in the same form, with the id column kept.'],
          ['`prepare(train, valid)`', 'Whatever fit and predict need to know of the data.'],
          ['`fit(train, prep, seed)`', 'The model: `{ layers?, tensors?, json? }`.'],
          ['`tune(model, valid)`', 'Optional: the model, tuned.'],
          ['`predict(model, rows)`', 'One score a row: an array, a typed array or a tensor, [n] or [n, k].'],
          ['`decide(model, rows, scores)`', 'Where the metric is a cost: 0 or 1 for each row.'],
          [
            '`report(rows, labels, scores, decisions)`',
            'Your own metric: `{ name, value, better }`. Rows come without the label.',
          ],
        ],
      },
    },
    {
      text: 'Only the model crosses from training to prediction, which is done by another worker that has never seen the training data. `layers` is a `tf.LayersModel`, or several by name; `tensors` are tensors by name; `json` is any JSON. What a file keeps in its own variables does not cross.',
    },
    {
      code: `import { mean, readRows } from 'holdout';

interface Row {
  id: number;
  amount: number;
  label: number;
}

interface Model {
  json: { share: number };
}

export const load = (path: string): Row[] => readRows<Row>(path);

// A model of one number: the share of positives.
export function fit(train: Row[], prep: unknown, seed: number): Model {
  return { json: { share: mean(train.map((row) => row.label)) } };
}

export function predict(model: Model, rows: Row[]): number[] {
  return rows.map(() => model.json.share);
}`,
    },
    {
      list: [
        'Files of the contract hold definitions: what reads data or trains when the file is imported is refused with its line. Cells and trials belong into `explore.ts`.',
        'Rows to predict come in batches and in random order: a score depends on the model and its own row.',
        '`Math.random` is seeded before each fit, and with it the initial weights, dropout and shuffles of tfjs.',
        'Weights are counted as in Python: elements of tensors, and numbers in JSON or side by side in the code where they are more than four. Names, texts and new code are compressed; 3,072 bytes of them are free, then 8 bytes are a weight.',
      ],
    },
  ],
};

const CELLS: Section = {
  id: 'cells',
  title: 'Cells and output',
  blocks: [
    {
      list: [
        'A line `// %%` begins a cell. Variables, functions and imports of a run stay for the next ones, `const` too.',
        '`await` works at the top of a cell.',
        'The value of the last expression is shown, with or without a semicolon; an assignment shows nothing.',
        'Shown as tables: arrays of objects, danfojs frames and series, arquero tables, `console.table(…)`, `df.print()`.',
        'Shown as pictures: what `Plot.plot(…)` returns, and danfojs plots such as `df.plot("x").line()`. Models show their summary.',
        '`model.fit` draws its losses as live curves; in a loop of your own, `curve("loss", epoch, value)` does.',
        'Errors link to your line. `console.log` and `console.error` write text.',
      ],
    },
  ],
};

const TENSORS: Section = {
  id: 'tensors',
  title: 'Tensors, memory and speed',
  blocks: [
    {
      list: [
        'A tensor keeps its memory until it is disposed. `tf.tidy(() => …)` disposes of what was made inside, but for what it returns; `tf.dispose(…)` frees tensors and whole objects of them. `tf.tidy` takes no asynchronous function.',
        'After a run the room tells how many tensors were left that nothing holds any more.',
        'Runs and scores compute in WebAssembly (SIMD, one thread); where a browser has none, in plain JavaScript. Networks of dense layers train about as fast as outside this page.',
        'Convolutions and embeddings can be trained too: the gradients that tfjs lacks here are our own. Depthwise convolutions and `einsum` are slow. Complex numbers and Fourier transforms are missing.',
        'Stop ends the interpreter at once and starts a fresh one: variables are lost, files are not. A run that reaches its time limit ends in the same way.',
      ],
    },
  ],
};

const FAIRNESS: Section = {
  id: 'fairness',
  title: 'What counts',
  blocks: [
    {
      text: 'No planted bug, no score, no probe and no line of the rubric rests on an error of these libraries. If a library gives you a wrong number, say so and go round it: noticing it speaks for you, and nothing speaks against you for having met it.',
    },
    { text: 'Data, metric, weights and tries are the same in both languages.' },
  ],
};

export const SECTIONS: readonly Section[] = [IMPORTS, CONTRACT, HELPERS, CELLS, SILENT, DANFOJS, TENSORS, FAIRNESS];
