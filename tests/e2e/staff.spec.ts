/** Staff make, lead, rate and export interviews; links belong to one browser. */
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import {
  alertOf,
  download,
  editorText,
  expect,
  inviteOf,
  join,
  joinInterviewer,
  LinkDesk,
  openFile,
  replaceText,
  saveState,
  test,
  withoutPython,
} from './support.ts';

/** Opens the staff home and makes an interview by its form; returns the links that the form shows. */
async function create(page: Page, staff: string, title: string): Promise<{ candidate: string; interviewer: string }> {
  await page.goto(staff);
  await page.getByRole('button', { name: 'New interview' }).click();
  const form = page.getByRole('dialog', { name: 'New interview' });
  await form.getByRole('textbox', { name: 'Title' }).fill(title);
  await form.getByRole('textbox', { name: 'Minutes' }).fill('45');
  await form.getByRole('textbox', { name: 'Label of the data' }).fill('e2e');
  await form.getByRole('radio', { name: 'when an interviewer presses Start' }).check();
  await form.getByRole('button', { name: 'Create interview' }).click();
  const made = page.getByRole('dialog', { name: `Created: ${title}` });
  await expect(made).toBeVisible({ timeout: 60_000 });
  const candidate = await made.getByRole('textbox', { name: 'Candidate' }).inputValue();
  const interviewer = await made.getByRole('textbox', { name: 'Interviewer' }).inputValue();
  await made.getByRole('button', { name: 'Copy link: Candidate' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(candidate);
  await made.getByRole('button', { name: 'Close' }).last().click();
  return { candidate, interviewer };
}

test('[BR4] staff make an interview, lead it, rate it and take it away', async ({ browser, holdout }) => {
  const staffContext = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const candidateContext = await browser.newContext();
  const interviewerContext = await browser.newContext();
  await withoutPython(candidateContext);
  const staff = await staffContext.newPage();
  const candidate = await candidateContext.newPage();
  const interviewer = await interviewerContext.newPage();

  const links = await create(staff, holdout.staff, 'By the form');
  expect(staff.url(), 'the token leaves the address').not.toContain('#');
  const row = staff.getByRole('row', { name: /By the form/ });
  await expect(row).toContainText('Not started');
  await expect(row).toContainText('45 min');

  await test.step('the candidate waits at the gate until Start', async () => {
    await join(candidate, links.candidate, 'Ada');
    await expect(candidate.getByText('has not started yet')).toBeVisible();
    await expect(candidate.getByRole('region', { name: 'Editor' })).toHaveCount(0);
    await joinInterviewer(interviewer, links.interviewer);
    await interviewer.getByRole('button', { name: 'Start', exact: true }).click();
    await openFile(candidate, 'explore.py');
    await replaceText(candidate, 'written = "in the room"\n');
    await expect(saveState(candidate)).toContainText('Saved');
    await expect(editorText(interviewer)).toContainText('in the room');
  });

  await test.step('pause, resume and extend move the candidate’s clock', async () => {
    const clock = candidate.getByRole('timer');
    await interviewer.getByRole('button', { name: 'Pause' }).click();
    const dialog = interviewer.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('the fire alarm');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await expect(candidate.getByText('Paused: the fire alarm')).toBeVisible();
    await editorText(candidate).click();
    await candidate.keyboard.type('typed in a pause');
    await expect(editorText(candidate)).not.toContainText('typed in a pause');
    await expect(clock).toContainText(/Paused, 4[45]:\d\d left/);
    await interviewer.getByRole('button', { name: 'Resume' }).click();
    await expect(clock).toHaveText(/^4[45]:\d\d left$/);
    await interviewer.getByRole('button', { name: 'Extend' }).click();
    await interviewer.getByRole('menuitem', { name: '10 min more' }).click();
    await expect(clock).toContainText(/5[45]:\d\d left/);
  });

  await test.step('the staff home tells the state', async () => {
    await expect(row).toContainText('Live');
    await expect(row).toContainText('Ada');
    await expect(row).toContainText('2 connected');
  });

  await test.step('a rubric entry is there after a reload', async () => {
    await interviewer.getByRole('tab', { name: 'Rubric' }).click();
    const first = interviewer.getByRole('region', { name: 'Rubric' }).getByRole('group').first();
    const saved = first.getByText(/^Saved \d\d:/);
    // The level is saved when it is picked, the evidence when its field is left; each is waited for.
    await first.getByRole('radio').nth(2).check();
    await expect(saved).toBeVisible();
    await first.getByRole('textbox').fill('asked for the base rate at once');
    await expect(first.getByRole('button', { name: 'Save' })).toBeVisible();
    await first.getByRole('textbox').blur();
    await expect(saved).toBeVisible();
    await interviewer.reload();
    await interviewer.getByRole('tab', { name: 'Rubric' }).click();
    await expect(first.getByRole('radio').nth(2)).toBeChecked();
    await expect(first.getByRole('textbox')).toHaveValue('asked for the base rate at once');
  });

  await test.step('an observer sees everything and leads nothing', async () => {
    const { url } = await new LinkDesk(holdout, new URL(interviewer.url()).pathname.split('/').at(-1) ?? '').make(
      'observer',
    );
    const context = await browser.newContext();
    const observer = await context.newPage();
    await joinInterviewer(observer, url, 'Olga');
    await expect(editorText(observer)).toContainText('in the room');
    for (const name of ['Pause', 'Extend', 'End']) {
      await expect(observer.getByRole('button', { name, exact: true })).toHaveCount(0);
    }
    await context.close();
  });

  await test.step('end and reopen', async () => {
    await interviewer.getByRole('button', { name: 'End', exact: true }).click();
    await interviewer.getByRole('button', { name: 'End the interview' }).click();
    await expect(candidate.getByText(/thank you/i)).toBeVisible();
    await interviewer.getByRole('button', { name: 'Reopen' }).click();
    await expect(editorText(candidate)).toContainText('in the room');
    await interviewer.getByRole('button', { name: 'End', exact: true }).click();
    await interviewer.getByRole('button', { name: 'End the interview' }).click();
    await expect(candidate.getByText(/thank you/i)).toBeVisible();
    await expect(row).toContainText('Done');
  });

  await test.step('the exports hold what happened', async () => {
    const log = JSON.parse(strFromU8(await download(interviewer, 'Log as JSON')));
    const types = log.entries.flatMap((e: { event?: { type: string } }) => (e.event ? [e.event.type] : []));
    expect(types).toEqual(expect.arrayContaining(['interview.started', 'interview.ended', 'rubric.saved']));
    expect(log.entries.some((e: { kind: string }) => e.kind === 'edit')).toBe(true);
    const summary = strFromU8(await download(interviewer, 'Summary as Markdown'));
    expect(summary).toContain('# By the form');
    expect(summary).toContain('asked for the base rate at once');
    expect(summary).toContain('Ada (candidate)');
    const files = unzipSync(await download(interviewer, 'Code as zip'));
    const explore = Object.keys(files).find((name) => name.endsWith('explore.py'));
    expect(strFromU8(files[explore ?? ''] ?? new Uint8Array())).toBe('written = "in the room"\n');
  });
  for (const context of [staffContext, candidateContext, interviewerContext]) await context.close();
});

test('[BR5] a candidate link belongs to the browser that took it, until it is reset', async ({ browser, holdout }) => {
  const links = await holdout.interview('One browser');
  const [own, other] = [await browser.newContext(), await browser.newContext()];
  for (const context of [own, other]) await withoutPython(context);
  const [first, second] = [await own.newPage(), await other.newPage()];
  await join(first, links.candidate, 'Ada');
  await openFile(first, 'explore.py');

  await second.goto(links.candidate);
  await expect(second.getByText('This link is in use in another browser')).toBeVisible();
  await second.getByRole('textbox', { name: /name/i }).fill('Eve');
  await second.getByRole('button', { name: /join/i }).click();
  await expect(alertOf(second, 'used in another browser')).toBeVisible();

  const desk = new LinkDesk(holdout, links.interviewId);
  await desk.reset(links.candidate);
  await expect(alertOf(first, 'not valid any more')).toBeVisible({ timeout: 10_000 });
  await second.getByRole('button', { name: /join/i }).click();
  await expect(second.getByRole('region', { name: 'Editor' })).toBeVisible();

  await test.step('a revoked link closes its page with the reason', async () => {
    expect(inviteOf(links.candidate)).not.toBe('');
    await desk.revoke(links.candidate);
    await expect(alertOf(second, 'revoked by the interviewer')).toBeVisible({ timeout: 10_000 });
    await second.reload();
    await expect(second.getByRole('heading', { name: 'The room could not be opened' })).toBeVisible();
  });
  for (const context of [own, other]) await context.close();
});
