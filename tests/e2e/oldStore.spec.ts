/** A store that version 0.1 wrote, opened on the pages: the rooms of a live interview, the replay and the exports of an ended one. */
import type { BrowserContext, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expectedOf, oldInterview, unpack } from '../fixtures/oldStore/open.ts';
import {
  test as base,
  download,
  editorText,
  expect,
  Holdout,
  inviteOf,
  joinCandidate,
  joinInterviewer,
  LinkDesk,
  openFile,
  output,
  replaceText,
  runs,
  saveState,
  withoutPython,
} from './support.ts';

/** The server of this version over a copy of the old store. */
const test = base.extend<{ old: Holdout; seat: () => Promise<Page> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  old: async ({}, use) => {
    const old = new Holdout({ dataDir: unpack() });
    await old.start();
    await use(old);
    await old.dispose();
  },
  /** A browser of one person, in which no interpreter starts. */
  seat: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
      contexts.push(context);
      await withoutPython(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

const notes = (page: Page) => page.getByRole('region', { name: 'Annotations' });

/** New links, as staff make them: the old ones hold for 14 days. */
const linkTo = async (old: Holdout, key: string, role: 'candidate' | 'interviewer'): Promise<string> =>
  (await new LinkDesk(old, oldInterview(key).id).make(role)).url;

test('[ST13] both rooms of a live interview of an old store show what happened, and it goes on', async ({
  old,
  seat,
}) => {
  const [candidate, interviewer] = [await seat(), await seat()];
  await test.step('the candidate’s room', async () => {
    await joinCandidate(candidate, await linkTo(old, 'meter-reader-python', 'candidate'), 'Ada');
    for (const text of ['pictures 6000', 'KeyError'])
      await expect(output(candidate).getByText(text).first()).toBeVisible();
    await expect(output(candidate).getByRole('img').first()).toBeVisible();
    await expect(output(candidate).getByRole('table').first()).toBeVisible();
    await expect(notes(candidate).getByText('What does the last table say?')).toBeVisible();
    await expect(notes(candidate).getByText('It is meter_id')).toBeVisible();
    await expect(notes(candidate).getByText('runs everything once')).toHaveCount(0);
  });

  await test.step('the interviewer’s room', async () => {
    await joinInterviewer(interviewer, await linkTo(old, 'meter-reader-python', 'interviewer'));
    await expect(runs(interviewer).getByText('KeyError').first()).toBeVisible();
    await expect(notes(interviewer).getByText('runs everything once before reading')).toBeVisible();
    await interviewer.getByRole('tab', { name: 'Scores' }).click();
    const scores = interviewer.getByRole('region', { name: 'Scores' });
    await expect(scores.getByText('To see how far the scaffold is.')).toBeVisible();
    await expect(scores.getByText('Cancelled.')).toBeVisible();
  });

  await test.step('what is typed now is saved, and seen on the other side', async () => {
    await openFile(candidate, 'explore.py');
    await expect(editorText(candidate)).toContainText('load("train.csv")');
    await replaceText(candidate, 'written = "in a later version"\n');
    await expect(saveState(candidate)).toContainText('Saved');
    await expect(editorText(interviewer)).toContainText('in a later version');
  });
});

test('[ST13] the language that was chosen in an old store stands', async ({ old, seat }) => {
  const interviewer = await seat();
  await joinInterviewer(interviewer, await linkTo(old, 'bank-scam-typescript', 'interviewer'));
  await expect(interviewer.getByRole('banner')).toContainText('TypeScript');
  await expect(interviewer.getByRole('navigation', { name: 'Files' })).toContainText('model.ts');
  await expect(runs(interviewer).getByText(/Check on .* validation rows/)).toBeVisible();
  await interviewer.getByRole('tab', { name: 'Rubric' }).click();
  await expect(interviewer.getByRole('region', { name: 'Rubric' }).getByText(/Ines: 2/)).toBeVisible();
});

test('[ST13] replay and exports of an ended interview of an old store', async ({ old, seat }) => {
  const key = 'bank-scam-python';
  const { id } = oldInterview(key);
  const page = await seat();
  const link = await linkTo(old, key, 'interviewer');
  await joinInterviewer(page, link, 'Otto');

  await test.step('the files are those of the old version', async () => {
    const { exportMd, code, lastSeq } = expectedOf(key);
    const log = JSON.parse(strFromU8(await download(page, 'Log as JSON'))) as { entries: unknown[] };
    expect(log.entries.length, 'and one more: somebody joined').toBe(lastSeq + 1);
    const summary = strFromU8(await download(page, 'Summary as Markdown'));
    expect(summary).toBe(exportMd.replace('Ada (candidate)', 'Ada (candidate), Otto (interviewer)'));
    expect(Object.keys(unzipSync(await download(page, 'Code as zip'))).sort()).toEqual(Object.keys(code).sort());
  });

  await test.step('the replay, from its beginning to its end', async () => {
    await page.goto(`${old.url}/replay/${inviteOf(link)}/${id}`);
    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(runs(page).getByText('No runs yet')).toBeVisible();
    await page.keyboard.press('End');
    for (const text of ['rows 12000', 'KeyError', /Stopped at explore\.py/, /Check on .* validation rows/])
      await expect(runs(page).getByText(text).first()).toBeAttached();
    await expect(runs(page).getByRole('img').first()).toBeAttached();
    await expect(notes(page).getByText('found the base rate at the second try')).toBeVisible();
    await page.getByRole('tab', { name: 'Scores' }).click();
    const scores = page.getByRole('region', { name: 'Scores' });
    await expect(scores.getByText('It had not converged.')).toBeVisible();
    await expect(scores.getByText('Verified by a re-run')).toBeVisible();
    await expect(scores.getByText(/private part/i).first()).toBeVisible();
  });
});
