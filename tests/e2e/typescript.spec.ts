/** The whole interview in TypeScript: typing with types, running, watching, stopping, checking, scoring, replaying. */
import {
  expect,
  joinCandidate,
  joinInterviewer,
  openFile,
  output,
  replaceText,
  runs,
  saveState,
  test,
} from './support.ts';

/** Looks at data, fits with tfjs, draws: a table, a live curve and a plot come out. */
const CELL = `// %%
import * as aq from 'arquero';
import * as dfd from 'danfojs';
import * as Plot from '@observablehq/plot';
import * as tf from '@tensorflow/tfjs';
import { load } from './data';

const rows = load('train.csv');
console.log('rows', rows.length);
new dfd.DataFrame(rows.slice(0, 3)).print();
const rate = aq.from(rows).rollup({ rate: aq.op.mean('is_scam') }).get('rate');
console.log('rate', rate > 0.01 && rate < 0.04);
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })] });
net.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
await net.fit(tf.tensor2d([0, 1, 2, 3], [4, 1]), tf.tensor2d([0, 0, 1, 1], [4, 1]), { epochs: 40, verbose: 0 });
Plot.dot(rows.slice(0, 200), { x: 'customer_age', y: 'amount' }).plot()
`;

test('[BR11] an interview in TypeScript from the first link to the replay, in two browsers', async ({
  browser,
  holdout,
}) => {
  test.setTimeout(480_000);
  const links = await holdout.interview('In TypeScript', { language: 'typescript' });
  const candidateContext = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const interviewerContext = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const candidate = await candidateContext.newPage();
  const interviewer = await interviewerContext.newPage();
  const editor = candidate.getByRole('region', { name: 'Editor' });

  await test.step('join', async () => {
    await joinCandidate(candidate, links.candidate, 'Ada');
    await joinInterviewer(interviewer, links.interviewer, 'Ines');
    await interviewer.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(candidate.getByRole('timer')).toContainText('left');
  });

  await test.step('a type error is marked in the editor and told in the run, which goes on', async () => {
    await openFile(candidate, 'explore.ts');
    await replaceText(candidate, "// %%\nconst n: number = 'seven';\n[n, 6 * 7]\n");
    await expect(saveState(candidate)).toContainText('Saved');
    await expect(editor.locator('.squiggly-error')).toBeVisible({ timeout: 90_000 });
    await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
    await expect(output(candidate).getByText(/'seven', 42/)).toBeVisible({ timeout: 60_000 });
    await expect(output(candidate).getByText(/explore\.ts line 2: Type 'string' is not assignable/)).toBeVisible();
  });

  await test.step('a run shows its table, its curve and its plot on both sides', async () => {
    await replaceText(candidate, CELL);
    await expect(saveState(candidate)).toContainText('Saved');
    await candidate.getByRole('button', { name: 'Run file', exact: true }).click();
    for (const pane of [output(candidate), runs(interviewer)]) {
      await expect(pane.getByText('rows 12000')).toBeVisible({ timeout: 120_000 });
      await expect(pane.getByText('rate true')).toBeVisible();
      await expect(pane.getByRole('table').first()).toBeVisible();
      await expect(pane.getByText(/loss: .* at epoch 40/)).toBeAttached();
      await expect(pane.getByRole('img').first()).toBeVisible();
    }
  });

  await test.step('an error names the line; completion knows the types of the data', async () => {
    await replaceText(
      candidate,
      "// %%\nimport { load } from './data';\n\nconst rows = load('train.csv');\nrows[99_999].amount\n",
    );
    await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
    await expect(
      output(candidate)
        .getByText(/Cannot read properties of undefined/)
        .first(),
    ).toBeVisible();
    await expect(
      output(candidate)
        .getByText(/explore\.ts.*5/)
        .first(),
    ).toBeVisible();
    await replaceText(
      candidate,
      "// %%\nimport { load } from './data';\nconst rows = load('train.csv');\nrows[0].payee_",
    );
    await candidate.keyboard.press('Control+Space');
    await expect(candidate.locator('.suggest-widget').getByText('payee_known_days').first()).toBeVisible();
    await candidate.keyboard.press('Escape');
  });

  await test.step('Stop ends a loop and says that variables are gone', async () => {
    await replaceText(candidate, '// %%\nwhile (true) {}\n');
    await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
    await expect(candidate.getByText(/Running \d+ s/).first()).toBeVisible();
    await candidate.getByRole('button', { name: 'Stop', exact: true }).click();
    for (const pane of [output(candidate), runs(interviewer)]) {
      await expect(pane.getByText(/TypeScript had to be restarted: variables are gone/)).toBeVisible();
    }
    await replaceText(candidate, '// %%\n6 * 7 + 1000\n');
    await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
    await expect(output(candidate).getByText('1042')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('Check costs no try', async () => {
    await candidate.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(output(candidate).getByText(/Check on .* validation rows/)).toBeVisible({ timeout: 150_000 });
    await expect(candidate.getByRole('region', { name: 'Constraints' })).toContainText('20 of 20');
  });

  await test.step('over the budget no score is given, and the count says where the weights are', async () => {
    await candidate.getByRole('button', { name: 'Score', exact: true }).click();
    await candidate.getByRole('textbox', { name: 'Hypothesis' }).fill('The scaffold as it is, for a start.');
    await candidate.getByRole('button', { name: 'Submit hypothesis and score' }).click();
    const dialog = candidate.getByRole('dialog');
    await expect(dialog.getByText(/over the budget|over budget/i).first()).toBeVisible({ timeout: 180_000 });
    await expect(dialog.getByText('layers/dense_Dense1/kernel').first()).toBeVisible();
    await candidate.keyboard.press('Escape');
  });

  await test.step('a smaller network is scored; its weights are the server’s', async () => {
    await openFile(candidate, 'model.ts');
    await editor.locator('.monaco-editor').first().click();
    for (const [old, by] of [
      ['units: 48', 'units: 12'],
      ['units: 24', 'units: 8'],
    ] as const) {
      await candidate.keyboard.press('ControlOrMeta+F');
      await candidate.keyboard.insertText(old);
      await candidate.keyboard.press('Enter');
      await candidate.keyboard.press('Escape');
      await candidate.keyboard.insertText(by);
    }
    await expect(saveState(candidate)).toContainText('Saved');
    await candidate.getByRole('button', { name: 'Score', exact: true }).click();
    await candidate.getByRole('textbox', { name: 'Hypothesis' }).fill('Fewer units cost little: the data is noisy.');
    await candidate.getByRole('button', { name: 'Submit hypothesis and score' }).click();
    await expect(candidate.getByRole('dialog')).toContainText('19 of 20', { timeout: 240_000 });
    await interviewer.getByRole('tab', { name: 'Scores' }).click();
    const scores = interviewer.getByRole('region', { name: 'Scores' });
    await expect(scores.getByText('Fewer units cost little: the data is noisy.')).toBeVisible();
    await expect(scores.getByText(/private part/i).first()).toBeVisible();
    await candidate.keyboard.press('Escape');
  });

  await test.step('a staff browser re-runs the score and agrees', async () => {
    const scores = interviewer.getByRole('region', { name: 'Scores' });
    await scores.getByRole('button', { name: 'Re-run here' }).first().click();
    await expect(scores.getByText('Verified by a re-run')).toBeVisible({ timeout: 240_000 });
  });

  await test.step('end and replay', async () => {
    await interviewer.getByRole('button', { name: 'End', exact: true }).click();
    await interviewer.getByRole('button', { name: 'End the interview' }).click();
    await expect(candidate.getByText(/thank you/i)).toBeVisible();
    const watch = new URL(interviewer.url());
    await interviewer.goto(watch.href.replace('/watch/', '/replay/'));
    await expect(interviewer.getByRole('slider', { name: 'Position' })).toBeVisible();
    await expect(runs(interviewer).getByText('rows 12000')).toBeVisible();
    await expect(runs(interviewer).getByText(/loss: .* at epoch 40/)).toBeAttached();
  });
  await candidateContext.close();
  await interviewerContext.close();
});
