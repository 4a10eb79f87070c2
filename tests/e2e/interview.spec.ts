import type { Page } from '@playwright/test';
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

test('[BR1] an interview from the first link to the replay, in two browsers', async ({ browser, holdout }) => {
  test.setTimeout(480_000);
  const links = await holdout.interview('Whole path');
  const candidateContext = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const interviewerContext = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const candidate = await candidateContext.newPage();
  const interviewer = await interviewerContext.newPage();

  await test.step('join', async () => {
    await joinCandidate(candidate, links.candidate, 'Ada');
    await joinInterviewer(interviewer, links.interviewer, 'Ines');
    await expect(candidate.getByRole('region', { name: 'Brief' })).toBeVisible();
    await interviewer.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(candidate.getByRole('timer')).toContainText('left');
  });

  await test.step('what is typed is saved and seen at the other side', async () => {
    await openFile(candidate, 'explore.py');
    await replaceText(candidate, CELL);
    await expect(saveState(candidate)).toContainText('Saved');
    await expect(editorText(interviewer)).toContainText('LogisticRegression');
  });

  await test.step('a run shows its table and plot on both sides', async () => {
    await candidate.getByRole('button', { name: 'Run file', exact: true }).click();
    for (const pane of [output(candidate), runs(interviewer)]) {
      await expect(pane.getByText('predicts 1')).toBeVisible({ timeout: 120_000 });
      await expect(pane.getByRole('table').first()).toBeVisible();
      await expect(pane.getByRole('img').first()).toBeVisible();
    }
  });

  await test.step('notes: a private one stays with staff, shared ones reach both', async () => {
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
  });

  await test.step('Check costs no try', async () => {
    await candidate.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(output(candidate).getByText(/Check on .* validation rows/)).toBeVisible({ timeout: 150_000 });
    await expect(runs(interviewer).getByText(/Check on .* validation rows/)).toBeVisible();
    await expect(candidate.getByRole('region', { name: 'Constraints' })).toContainText('20 of 20');
  });

  await test.step('over the budget no score is given, and the count says where the weights are', async () => {
    await candidate.getByRole('button', { name: 'Score', exact: true }).click();
    await candidate.getByRole('textbox', { name: 'Hypothesis' }).fill('The scaffold as it is, for a start.');
    await candidate.getByRole('button', { name: 'Submit hypothesis and score' }).click();
    const dialog = candidate.getByRole('dialog');
    await expect(dialog.getByText(/over the budget|over budget/i).first()).toBeVisible({ timeout: 180_000 });
    await expect(dialog.getByText(/coefs_/).first()).toBeVisible();
    await interviewer.getByRole('tab', { name: 'Scores' }).click();
    await expect(
      interviewer.getByRole('region', { name: 'Scores' }).getByText('The scaffold as it is, for a start.'),
    ).toBeVisible();
    await candidate.keyboard.press('Escape');
  });

  await test.step('a smaller network is scored, with the hypothesis beside the outcome', async () => {
    await openFile(candidate, 'model.py');
    await candidate.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
    await shrinkNetwork(candidate);
    await expect(saveState(candidate)).toContainText('Saved');
    await candidate.getByRole('button', { name: 'Score', exact: true }).click();
    await candidate.getByRole('textbox', { name: 'Hypothesis' }).fill('Fewer units cost little: the data is noisy.');
    await candidate.getByRole('button', { name: 'Submit hypothesis and score' }).click();
    await expect(candidate.getByRole('dialog')).toContainText('19 of 20', { timeout: 240_000 });
    const scores = interviewer.getByRole('region', { name: 'Scores' });
    await expect(scores.getByText('Fewer units cost little: the data is noisy.')).toBeVisible();
    await expect(scores.getByText(/private part/i).first()).toBeVisible();
    await expect(candidate.getByText(/private part/i)).toHaveCount(0);
    await candidate.keyboard.press('Escape');
  });

  await test.step('a staff browser re-runs the score and agrees', async () => {
    const scores = interviewer.getByRole('region', { name: 'Scores' });
    await scores.getByRole('button', { name: 'Re-run here' }).first().click();
    await expect(scores.getByText('Verified by a re-run')).toBeVisible({ timeout: 240_000 });
  });

  await test.step('end', async () => {
    await interviewer.getByRole('button', { name: 'End', exact: true }).click();
    await interviewer.getByRole('button', { name: 'End the interview' }).click();
    await expect(candidate.getByText(/thank you/i)).toBeVisible();
  });

  await test.step('replay', async () => {
    const watch = new URL(interviewer.url());
    await interviewer.goto(watch.href.replace('/watch/', '/replay/'));
    const slider = interviewer.getByRole('slider', { name: 'Position' });
    await expect(slider).toBeVisible();
    await expect(runs(interviewer).getByText('predicts 1')).toBeVisible();
    await slider.focus();
    await interviewer.keyboard.press('Home');
    await expect(runs(interviewer).getByText('No runs yet')).toBeVisible();
    await interviewer.keyboard.press('End');
    await expect(runs(interviewer).getByText('predicts 1')).toBeVisible();
  });
  await candidateContext.close();
  await interviewerContext.close();
});

/** Sets the hidden layers of the scaffold's network to a size that fits the budget: found and replaced as a person would. */
async function shrinkNetwork(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+F');
  await page.keyboard.insertText('hidden_layer_sizes=(48, 24)');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.insertText('hidden_layer_sizes=(16,)');
}

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
