/** Steps of both languages' interviews: Check, scores, a re-run, the end and the replay. */
import type { Page } from '@playwright/test';
import { expect, openFile, output, runs, saveState } from './support.ts';

/** Ms that training on this machine may take, twice over: an end for what hangs. */
const TRAINING = { timeout: 80_000 };
const scoresOf = (page: Page) => page.getByRole('region', { name: 'Scores' });

/** Hands in a hypothesis and lets the official run begin. */
async function submit(candidate: Page, hypothesis: string): Promise<void> {
  await candidate.getByRole('button', { name: 'Score', exact: true }).click();
  await candidate.getByRole('textbox', { name: 'Hypothesis' }).fill(hypothesis);
  await candidate.getByRole('radio', { name: 'About the same' }).check();
  await candidate.getByRole('button', { name: 'Submit hypothesis and score' }).click();
}

export async function checkCostsNoTry(candidate: Page, interviewer: Page): Promise<void> {
  await candidate.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(output(candidate).getByText(/Check on .* validation rows/)).toBeVisible(TRAINING);
  await expect(runs(interviewer).getByText(/Check on .* validation rows/)).toBeVisible();
  await expect(candidate.getByRole('region', { name: 'Constraints' })).toContainText('20 of 20');
}

/** @param place where the dialog says that most of the weights are */
export async function overBudget(candidate: Page, interviewer: Page, place: RegExp): Promise<void> {
  await submit(candidate, 'The scaffold as it is, for a start.');
  const dialog = candidate.getByRole('dialog');
  await expect(dialog.getByText(/over the budget|over budget/i).first()).toBeVisible(TRAINING);
  await expect(dialog.getByText(place).first()).toBeVisible();
  await interviewer.getByRole('tab', { name: 'Scores' }).click();
  await expect(scoresOf(interviewer).getByText('The scaffold as it is, for a start.')).toBeVisible();
}

/** Finds a text in the open file and types another over it, as a person would. */
export async function change(page: Page, find: string, put: string): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+F');
  await page.keyboard.insertText(find);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.insertText(put);
}

/** Makes the network of a file small enough and has it scored: the outcome stands beside the hypothesis. */
export async function scored(
  candidate: Page,
  interviewer: Page,
  { file, changes }: { file: string; changes: readonly (readonly [find: string, put: string])[] },
): Promise<void> {
  const hypothesis = 'Fewer units cost little: the data is noisy.';
  await openFile(candidate, file);
  for (const [find, put] of changes) await change(candidate, find, put);
  await expect(saveState(candidate)).toContainText('Saved');
  await submit(candidate, hypothesis);
  await expect(candidate.getByRole('dialog')).toContainText('19 of 20', TRAINING);
  await interviewer.getByRole('tab', { name: 'Scores' }).click();
  await expect(scoresOf(interviewer).getByText(hypothesis)).toBeVisible();
  await expect(
    scoresOf(interviewer)
      .getByText(/private part/i)
      .first(),
  ).toBeVisible();
  await expect(candidate.getByText(/private part/i)).toHaveCount(0);
}

/** Trains the given score again in the interviewer's browser. */
export async function reRun(interviewer: Page, hypothesis: string): Promise<void> {
  await interviewer.getByRole('tab', { name: 'Scores' }).click();
  const scores = scoresOf(interviewer);
  await expect(scores.getByText(hypothesis)).toBeVisible();
  const before = await scores.getByText('Verified by a re-run').count();
  await scores.getByRole('button', { name: 'Re-run here' }).last().click();
  await expect(scores.getByText('Verified by a re-run')).toHaveCount(before + 1, TRAINING);
}

/** In an ended interview nobody presses anything. @param before scores that somebody had re-run */
export async function reRunByItself(interviewer: Page, before = 0): Promise<void> {
  await interviewer.getByRole('tab', { name: 'Scores' }).click();
  const scores = scoresOf(interviewer);
  await expect(scores.getByText('Not re-run yet').last()).toBeVisible();
  await expect(scores.getByText('Verified by a re-run')).toHaveCount(before + 1, TRAINING);
  await expect(scores.getByText(/gave the same metric, .*own number.*decisions/)).toBeVisible();
}

export async function end(candidate: Page, interviewer: Page): Promise<void> {
  await interviewer.getByRole('button', { name: 'End', exact: true }).click();
  await interviewer.getByRole('button', { name: 'End the interview' }).click();
  await expect(candidate.getByText(/thank you/i)).toBeVisible();
}

/** On a replay that has a run with this output: it is there at the end and not at the beginning. */
export async function replayed(page: Page, shows: string | RegExp): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Position' });
  await expect(slider).toBeVisible();
  await expect(runs(page).getByText(shows).first()).toBeVisible();
  await slider.focus();
  await page.keyboard.press('Home');
  await expect(runs(page).getByText('No runs yet')).toBeVisible();
  await page.keyboard.press('End');
  await expect(runs(page).getByText(shows).first()).toBeVisible();
}
