// %% Load and split
import * as dfd from 'danfojs';
import { LABEL, load, split } from './data';

const rows = load('train.csv');
const [train, valid] = split(rows, 1);
new dfd.DataFrame(rows.slice(0, 5)).print();

// %% Share of scams by channel
import * as aq from 'arquero';

aq.from(train)
  .groupby('channel')
  .rollup({ transfers: aq.op.count(), scams: aq.op.mean('is_scam') })
  .print();

// %% Train, score the validation rows, report
import { prepare } from './features';
import { decide, fit, predict, tune } from './model';
import { report } from './report';

const prep = prepare(train, valid);
const model = await tune(await fit(train, prep, 1), valid);
const scores = await predict(model, valid);
const decisions = decide(model, valid, scores);
const labels = valid.map((row) => row[LABEL]);
report(valid, labels, scores, decisions);

// %% Scores of the validation rows
import * as Plot from '@observablehq/plot';

const bars = Plot.rectY(scores, Plot.binX({ y: 'count' }, { x: (score) => score, thresholds: 50 }));
Plot.plot({ x: { label: 'score' }, y: { type: 'symlog', label: 'transfers' }, marks: [bars] });

// %% Yours
