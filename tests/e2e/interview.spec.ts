/** An interview in Python, from the first link to the replay: each test begins where it is about something. */
import { both, oldPage, prepare, startOldStore } from './prepare.ts';
import { checkCostsNoTry, end, overBudget, replayed, reRunByItself, scored } from './scoring.ts';
import {
  editorText,
  expect,
  joinCandidate,
  joinInterviewer,
  openFile,
  output,
  replaceText,
  runs,
  saveState,
  test,
  withoutPython,
} from './support.ts';

/** Looks at data with pandas, fits with scikit-learn, draws: a table and a plot come out. */
const CELL = `# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.linear_model import LogisticRegression

frame = pd.read_csv("train.csv")
print("rows", len(frame))
model = LogisticRegression().fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
print("predicts", model.predict([[2.6]])[0])
plt.plot([1, 2, 3])
frame.head()
`;

test('[BR1] both sides join, the clock starts, and what is typed is saved and seen at the other side', async ({
  browser,
  holdout,
}) => {
  const links = await holdout.interview('First steps');
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await withoutPython(context);
  const candidate = await context.newPage();
  const interviewer = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await joinCandidate(candidate, links.candidate, 'Ada');
  await joinInterviewer(interviewer, links.interviewer, 'Ines');
  await expect(candidate.getByRole('region', { name: 'Brief' })).toBeVisible();
  await interviewer.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(candidate.getByRole('timer')).toContainText('left');
  await openFile(candidate, 'explore.py');
  await replaceText(candidate, CELL);
  await expect(saveState(candidate)).toContainText('Saved');
  await expect(editorText(interviewer)).toContainText('LogisticRegression');
  await context.close();
  await interviewer.context().close();
});

test('[BR1] a run shows its table and plot on both sides', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(
    browser,
    await prepare(holdout, 'Run', { files: { 'explore.py': CELL } }),
  );
  await openFile(candidate, 'explore.py');
  await candidate.getByRole('button', { name: 'Run file', exact: true }).click();
  for (const pane of [output(candidate), runs(interviewer)]) {
    await expect(pane.getByText('predicts 1')).toBeVisible({ timeout: 80_000 });
    await expect(pane.getByRole('table').first()).toBeVisible();
    await expect(pane.getByRole('img').first()).toBeVisible();
  }
  await close();
});

test('[BR1] notes: a private one stays with staff, shared ones reach both', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Notes'), { python: false });
  const staffNotes = interviewer.getByRole('region', { name: 'Annotations' });
  const ownNotes = candidate.getByRole('region', { name: 'Annotations' });
  await staffNotes.getByRole('textbox', { name: 'Note' }).fill('private: did not look at the balance');
  await staffNotes.getByRole('button', { name: 'Add annotation' }).click();
  await staffNotes.getByRole('textbox', { name: 'Note' }).fill('What is the base rate?');
  await staffNotes.getByRole('radio', { name: /shared/i }).check();
  await staffNotes.getByRole('button', { name: 'Add annotation' }).click();
  await expect(ownNotes.getByText('What is the base rate?')).toBeVisible();
  await expect(staffNotes.getByText('private: did not look at the balance')).toBeVisible();
  await expect(candidate.getByText('private: did not look at the balance')).toHaveCount(0);
  await ownNotes.getByRole('button', { name: 'Add annotation' }).click();
  await candidate.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('About two in a hundred');
  await candidate.keyboard.press('ControlOrMeta+Enter');
  await expect(staffNotes.getByText('About two in a hundred')).toBeVisible();
  await close();
});

test('[BR1] Check costs no try', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Check'));
  await checkCostsNoTry(candidate, interviewer);
  await close();
});

test('[BR1] over the budget no score is given, and the count says where the weights are', async ({
  browser,
  holdout,
}) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Over the budget'));
  await overBudget(candidate, interviewer, /coefs_/);
  await close();
});

test('[BR1] a smaller network is scored, with the hypothesis beside the outcome', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Scored'));
  await scored(candidate, interviewer, {
    file: 'model.py',
    changes: [['hidden_layer_sizes=(48, 24)', 'hidden_layer_sizes=(16,)']],
  });
  await close();
});

test('[BR1, AU53] one of two staff browsers re-runs the last score of an ended interview by itself; when it leaves, the other does', async ({
  browser,
}) => {
  const old = await startOldStore();
  try {
    const both = [
      await oldPage(browser, old, 'bank-scam-python', 'watch'),
      await oldPage(browser, old, 'bank-scam-python', 'watch'),
    ];
    for (const page of both) await page.getByRole('tab', { name: 'Scores' }).click();
    const running = async () => {
      const counts = await Promise.all(both.map((page) => page.getByRole('button', { name: 'Cancel' }).count()));
      return both.filter((_, at) => counts[at] === 1);
    };
    await expect.poll(async () => (await running()).length).toBe(1);
    const [first] = await running();
    const other = both.find((page) => page !== first);
    if (!first || !other) throw new Error('no two pages');
    await first.context().close();
    // Another score was re-run in its day.
    await reRunByItself(other, 1);
    await other.context().close();
  } finally {
    await old.dispose();
  }
});

test('[BR1] the end thanks the candidate', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'End'), { python: false });
  await end(candidate, interviewer);
  await close();
});

test('[BR1] the replay shows at each moment what had happened by then', async ({ browser }) => {
  const old = await startOldStore();
  try {
    const interviewer = await oldPage(browser, old, 'bank-scam-python', 'replay');
    await replayed(interviewer, /^rows \d+/);
    await interviewer.context().close();
  } finally {
    await old.dispose();
  }
});

test('[BR1] both demo links work in one browser', async ({ browser, holdout }) => {
  const context = await browser.newContext();
  const candidate = await context.newPage();
  const interviewer = await context.newPage();
  await joinCandidate(candidate, holdout.demo.candidate, 'Ada');
  await joinInterviewer(interviewer, holdout.demo.interviewer, 'Ines');
  await openFile(candidate, 'explore.py');
  await replaceText(candidate, '# %%\n6 * 7\n');
  await expect(editorText(interviewer)).toContainText('6 * 7');
  await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
  await expect(output(candidate).getByText('42')).toBeVisible({ timeout: 120_000 });
  await expect(runs(interviewer).getByText('42')).toBeVisible();
  await interviewer.getByRole('region', { name: 'Annotations' }).getByRole('textbox', { name: 'Note' }).fill('neat');
  await interviewer
    .getByRole('region', { name: 'Annotations' })
    .getByRole('button', { name: 'Add annotation' })
    .click();
  await expect(interviewer.getByRole('region', { name: 'Annotations' }).getByText('neat')).toBeVisible();
  await context.close();
});
