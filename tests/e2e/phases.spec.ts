/** Pause and end as both sides see them. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Client, newId } from '../support/client.ts';
import { HYPOTHESIS } from '../support/hypothesis.ts';
import { both, type Prepared, prepare } from './prepare.ts';
import { editorText, expect, openFile, output, replaceText, saveState, test } from './support.ts';

/** The interviewer pauses, with a reason. */
async function pause(interviewer: Page, reason: string): Promise<void> {
  await interviewer.getByRole('button', { name: 'Pause' }).click();
  const dialog = interviewer.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Pause' }).click();
}

test('[PH2, PH7] a pause shows its reason and closes the editor; with the resume it is open again', async ({
  browser,
  holdout,
}) => {
  const room = await prepare(holdout, 'Paused');
  const [candidate, interviewer] = [await room.candidatePage(browser, false), await room.interviewerPage(browser)];
  await openFile(candidate, 'explore.py');
  await replaceText(candidate, 'before = 1\n');
  await expect(saveState(candidate)).toContainText('Saved');

  await pause(interviewer, 'the fire alarm');
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

/** Prints at its beginning and, long after a pause can have come, at its end. */
const LONG_RUN = `import time
print("begun")
for _ in range(60):
    time.sleep(0.25)
print("came to its end")
`;

test('[PH2, PH7] a run under way in a pause ends normally with its output; what would begin or change something says why not', async ({
  browser,
  holdout,
}) => {
  test.slow();
  const prepared = await prepare(holdout, 'Run in a pause', { files: { 'explore.py': LONG_RUN } });
  const { candidate, interviewer, close } = await both(browser, prepared);
  await openFile(candidate, 'explore.py');
  const button = (name: string) => candidate.getByRole('button', { name, exact: true });
  await expect(button('Run file')).not.toHaveAttribute('aria-disabled', 'true', { timeout: 80_000 });
  await button('Run file').click();
  await expect(output(candidate).getByText('begun')).toBeVisible({ timeout: 30_000 });
  await pause(interviewer, 'a question');
  await expect(candidate.getByText('Paused: a question')).toBeVisible();
  await expect(button('Stop')).not.toHaveAttribute('aria-disabled', 'true');
  await expect(output(candidate).getByText('came to its end')).toBeVisible({ timeout: 60_000 });
  await expect(output(candidate).getByText('Finished', { exact: true })).toBeVisible();
  await expect(
    interviewer.getByRole('region', { name: 'Runs' }).getByText('came to its end', { exact: true }),
  ).toBeVisible();

  const why = 'The interview is paused; runs, Checks and scores begin again when it goes on';
  for (const name of ['Run cell', 'Run file', 'Run selection', 'Run all above', 'Run all cells', 'Check', 'Score']) {
    await expect(button(name)).toHaveAttribute('aria-disabled', 'true');
    await expect(button(name)).toHaveAttribute('title', why);
  }
  for (const keys of ['ControlOrMeta+Enter', 'ControlOrMeta+Shift+Enter', 'ControlOrMeta+Alt+Enter']) {
    await candidate.keyboard.press(keys);
    await expect(candidate.locator('.toast').filter({ hasText: why }).last()).toBeVisible();
  }
  await expect(output(candidate).getByText('1 run', { exact: true })).toBeVisible();
  await close();
});

test('[PH7] in a pause every way of changing files says why it does nothing, also where its question was open before', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Closed files', { files: { 'explore.py': 'kept = 1\n' } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  const files = candidate.getByRole('region', { name: 'Files' });
  const closed = 'Files cannot be changed now: the interview is paused or over.';
  await openFile(candidate, 'explore.py');
  await replaceText(candidate, 'kept = 2\n');
  const menu = async () => files.getByRole('button', { name: 'File actions: explore.py' }).click();
  await menu();
  await candidate.getByRole('menuitem', { name: 'Reset to the original' }).click();
  const question = candidate.getByRole('dialog', { name: 'Reset explore.py?' });
  await expect(question).toBeVisible();

  await pause(interviewer, 'a question');
  await expect(candidate.locator('.banner').filter({ hasText: 'Paused: a question' })).toBeVisible();
  await question.getByRole('button', { name: 'Reset to the original' }).click();
  await expect(question.getByText(closed)).toBeVisible();
  await candidate.keyboard.press('Escape');

  await menu();
  for (const name of ['Reset to the original', 'Rename', 'Delete']) {
    const entry = candidate.getByRole('menuitem', { name });
    await expect(entry).toHaveAttribute('aria-disabled', 'true');
    await expect(entry).toContainText('Not in a pause');
  }
  await expect(candidate.getByRole('menuitem', { name: 'Download' })).not.toHaveAttribute('aria-disabled', 'true');
  await candidate.keyboard.press('Escape');
  const add = files.getByRole('button', { name: 'New file' });
  await expect(add).toHaveAttribute('aria-disabled', 'true');
  await expect(add).toHaveAttribute('title', closed);

  const said = candidate.locator('.toast').filter({ hasText: closed });
  for (const keys of ['x', 'ControlOrMeta+Z', 'F2']) {
    await candidate.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
    await candidate.keyboard.press(keys);
    await expect(said.last()).toBeVisible();
    // It goes by itself; shown again at once it would say nothing new.
    await expect(said).toHaveCount(0);
  }
  await expect(editorText(candidate)).toHaveText(/^kept.=.2$/);
  await close();
});

/** A second window of the candidate, without a page, that has handed in a score which now runs. */
async function runningScore({ ada }: Prepared): Promise<{ window: Client; fail: () => Promise<unknown> }> {
  const window = new Client(ada.link, {}, ada.browser);
  window.participantId = ada.participantId;
  window.interviewId = ada.interviewId;
  await window.connect();
  const scoreId = newId();
  expect(await window.say('score.request', { scoreId, hypothesis: HYPOTHESIS })).toBe('ack');
  const failure = { code: 'code-error' as const, stage: 'train' as const, message: 'It broke.', weights: null };
  return { window, fail: () => window.say('score.fail', { scoreId, failure }) };
}

/** Presses End and gives the question that comes this answer. */
async function answerEnd(interviewer: Page, answer: string): Promise<void> {
  await interviewer.getByRole('button', { name: 'End', exact: true }).click();
  const dialog = interviewer.getByRole('dialog');
  await expect(dialog).toContainText('A score is running. End after it, or end now?');
  await dialog.getByRole('button', { name: answer, exact: true }).click();
}

const endedText = (candidate: Page) => candidate.getByText('The interview has ended. Thank you.');

test('[PH5] End, pressed while a score runs, asks; after it, or not at all, are what they say', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'End and score');
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  const waits = candidate.getByText('The interview ends with the score that is running.');
  const score = await runningScore(prepared);
  await answerEnd(interviewer, 'End after the score');
  await expect(waits).toBeVisible();
  await interviewer.getByRole('button', { name: 'Do not end' }).click();
  await expect(waits).toHaveCount(0);
  await answerEnd(interviewer, 'End after the score');
  await expect(waits).toBeVisible();
  await expect(endedText(candidate)).toHaveCount(0);
  await score.fail();
  await expect(endedText(candidate)).toBeVisible();
  await expect(candidate.getByText('It broke.')).toBeVisible();
  score.window.stop();
  await interviewer.getByRole('button', { name: 'Reopen' }).click();
  await expect(candidate.getByRole('region', { name: 'Editor' })).toBeVisible();
  await close();
});

test('[PH5] End now, answered while a score runs, ends at once', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'End now');
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  const score = await runningScore(prepared);
  await answerEnd(interviewer, 'End now');
  await expect(endedText(candidate)).toBeVisible();
  await expect(interviewer.getByRole('button', { name: 'Reopen' })).toBeVisible();
  score.window.stop();
  await close();
});

test('[PH8] what was typed while the network was away and the interview ended is counted, and can be downloaded', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Typed too late', { files: { 'explore.py': 'stored = 1\n' } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  let away = false;
  const hangUps: (() => void)[] = [];
  await candidate.routeWebSocket(/\/socket\//, (socket) => {
    if (away) void socket.close({ code: 1013 });
    else {
      socket.connectToServer();
      hangUps.push(() => void socket.close({ code: 1013 }));
    }
  });
  await candidate.reload();
  await openFile(candidate, 'explore.py');
  await expect(saveState(candidate)).toContainText('Saved');

  away = true;
  for (const hangUp of hangUps) hangUp();
  await expect(candidate.getByRole('button', { name: 'Try now' })).toBeVisible();
  await replaceText(candidate, 'stored = 1\nlate = 2\n');
  await interviewer.getByRole('button', { name: 'End', exact: true }).click();
  await interviewer.getByRole('button', { name: 'End the interview' }).click();
  await expect(interviewer.getByRole('button', { name: 'Reopen' })).toBeVisible();
  away = false;
  await expect(candidate.getByText('The interview has ended. Thank you.')).toBeVisible({ timeout: 60_000 });
  await expect(candidate.getByText(/^\d+ characters typed in the last seconds were not stored/)).toBeVisible();
  const [file] = await Promise.all([
    candidate.waitForEvent('download'),
    candidate.getByRole('button', { name: 'Download the files as they are in this browser' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toContain('late = 2');
  await candidate.reload();
  await expect(candidate.getByText(/^\d+ characters typed in the last seconds were not stored/)).toBeVisible();
  await close();
});
