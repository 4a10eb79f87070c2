// %% Load and split
import { LABEL, load, split } from './data';

const rows = load('train.csv');
const [train, valid] = split(rows, 1);
rows.slice(0, 10).map(({ pixels, ...row }) => row);

// %% Some pictures
import { showPictures } from 'holdout';
import { HEIGHT, pictures, WIDTH } from './pictures';

const some = rows.slice(0, 60);
showPictures(pictures(some), { height: HEIGHT, width: WIDTH, titles: some.map((row) => row[LABEL]) });

// %% Train, read the validation rows, report
import { decide, fit, predict, tune } from './model';
import { prepare } from './pictures';
import { report } from './report';

const prep = prepare(train, valid);
const model = await tune(await fit(train, prep, 1), valid);
const scores = await predict(model, valid);
const decisions = decide(model, valid, scores);
const labels = valid.map((row) => row[LABEL]);
report(valid, labels, scores, decisions);

// %% Which digit is read as which
import * as Plot from '@observablehq/plot';

const read = scores.map((row, at) => ({ digit: labels[at], read: row.indexOf(Math.max(...row)) }));
const cells = Plot.cell(read, Plot.group({ fill: 'count' }, { x: 'read', y: 'digit' }));
Plot.plot({ color: { type: 'symlog', legend: true, label: 'pictures' }, marks: [cells] });

// %% Yours
