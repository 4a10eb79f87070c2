/** A pause as both sides see it. */
import { prepare } from './prepare.ts';
import { editorText, expect, openFile, replaceText, saveState, test } from './support.ts';

test('[PH2, PH7] a pause shows its reason and closes the editor; with the resume it is open again', async ({
  browser,
  holdout,
}) => {
  const room = await prepare(holdout, 'Paused');
  const [candidate, interviewer] = [await room.candidatePage(browser, false), await room.interviewerPage(browser)];
  await openFile(candidate, 'explore.py');
  await replaceText(candidate, 'before = 1\n');
  await expect(saveState(candidate)).toContainText('Saved');

  await interviewer.getByRole('button', { name: 'Pause' }).click();
  const dialog = interviewer.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('the fire alarm');
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(candidate.getByText('Paused: the fire alarm')).toBeVisible();

  await editorText(candidate).click();
  await candidate.keyboard.type('typed in a pause');
  await candidate.keyboard.press('ControlOrMeta+Z');
  await candidate.keyboard.press('ControlOrMeta+Enter');
  await expect(candidate.getByText('The interview is paused; runs, Checks and scores').first()).toBeVisible();
  await expect(editorText(candidate)).toHaveText(/^before.=.1$/);

  await interviewer.getByRole('button', { name: 'Resume' }).click();
  await expect(candidate.getByText('Paused: the fire alarm')).toHaveCount(0);
  await replaceText(candidate, 'after = 2\n');
  await expect(saveState(candidate)).toContainText('Saved');
  await expect(editorText(interviewer)).toContainText(/after.=.2/);
});
