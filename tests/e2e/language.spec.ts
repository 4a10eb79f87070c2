/** The candidate's choice of a language, from the link to the replay. */
import type { Page } from '@playwright/test';
import { editorText, expect, inviteOf, joinInterviewer, test, withoutPython } from './support.ts';

const choice = (page: Page) => page.getByRole('group', { name: 'Language' });
const files = (page: Page) => page.getByRole('region', { name: 'Files' });
const head = (page: Page) => page.getByRole('banner');

test('[BR10] a candidate chooses TypeScript, looks at Python, and comes back; staff follow', async ({
  browser,
  holdout,
}) => {
  const links = await holdout.interview('Two languages', { language: 'choice', gated: true });
  const staff = await (await browser.newContext()).newPage();
  await joinInterviewer(staff, links.interviewer);
  await expect(head(staff)).toContainText('language not chosen yet');

  const context = await browser.newContext();
  await withoutPython(context);
  const page = await context.newPage();
  await page.goto(links.candidate);
  await page.getByRole('textbox', { name: /name/i }).fill('Ada');
  await page.getByRole('button', { name: /join/i }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Choose a language.' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Python' })).toBeFocused();
  await page.getByRole('radio', { name: 'TypeScript' }).check();
  await page.getByRole('button', { name: /join/i }).click();

  await expect(page.getByRole('heading', { name: /has not started yet/ })).toBeVisible();
  await expect(choice(page).getByRole('radio', { name: 'TypeScript' })).toBeChecked();
  await staff.getByRole('button', { name: 'Start', exact: true }).click();

  await expect(files(page).getByRole('button', { name: 'model.ts', exact: true })).toBeVisible();
  await expect(files(page).getByRole('button', { name: 'model.py', exact: true })).toHaveCount(0);
  await expect(head(staff)).toContainText('TypeScript');
  await expect(staff.getByRole('navigation', { name: 'Files' })).toContainText('model.ts');
  await editorText(page).click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// mine ');

  await choice(page).getByRole('radio', { name: 'Python' }).check();
  await expect(files(page).getByRole('button', { name: 'model.py', exact: true })).toBeVisible();
  await expect(files(page).getByRole('button', { name: 'model.ts', exact: true })).toHaveCount(0);
  await expect(head(staff)).toContainText('Python');
  await expect(staff.getByRole('navigation', { name: 'Files' })).toContainText('model.py');

  await choice(page).getByRole('radio', { name: 'TypeScript' }).check();
  await expect(editorText(page)).toContainText('// mine');
  await page.reload();
  await expect(editorText(page)).toContainText('// mine');

  await staff.goto(`${holdout.url}/replay/${inviteOf(links.interviewer)}/${links.interviewId}`);
  await expect(staff.getByRole('navigation', { name: 'Files' })).toContainText('model.ts');
  await staff.getByRole('slider').first().press('Home');
  await expect(head(staff)).toContainText('language not chosen yet');
  await staff.getByRole('slider').first().press('End');
  await expect(head(staff)).toContainText('TypeScript');
  await context.close();
  await staff.context().close();
});
