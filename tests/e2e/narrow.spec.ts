/** The candidate's room in a narrow window: what 200 % and 400 % zoom leave of 1280 x 1024 pixels (WCAG 1.4.10). */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { both, prepare } from './prepare.ts';
import { editorText, expect, openFile, output, replaceText, saveState, test } from './support.ts';

const WIDE = { width: 1366, height: 768 };
const PROGRAM = 'print("narrow")\nwhile True:\n    pass\n';

/** Px by which the page is wider than its window; a table of data scrolls inside its own box. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function noTrouble(page: Page, what: string): Promise<void> {
  expect(await overflow(page), `${what}: the page scrolls sideways`).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${what}: ${id} ${nodes[0]?.target.join(' ')}`)).toEqual([]);
}

for (const viewport of [
  { width: 320, height: 256 },
  { width: 640, height: 512 },
])
  test(`[PN20, PN21] at ${viewport.width} x ${viewport.height} the room is one pane at a time, and all of it works`, async ({
    browser,
    holdout,
  }) => {
    test.slow();
    const prepared = await prepare(holdout, 'A narrow room with a rather long title');
    const { candidate, interviewer, close } = await both(browser, prepared);
    await openFile(candidate, 'explore.py');
    await candidate.setViewportSize(viewport);
    const tab = (name: string) => candidate.getByRole('tab', { name, exact: true });
    const region = (name: string) => candidate.getByRole('region', { name, exact: true });
    const inView = async () => {
      await expect(candidate.getByRole('timer')).toBeInViewport({ ratio: 1 });
      await expect(saveState(candidate)).toBeInViewport({ ratio: 1 });
      await expect(candidate.getByRole('button', { name: 'Stop', exact: true })).toBeInViewport({ ratio: 1 });
    };

    for (const [name, shows] of [
      ['Task', 'Brief'],
      ['Files', 'Files'],
      ['Scores', 'Constraints'],
      ['Notes', 'Annotations'],
      ['Output', 'Output'],
      ['Code', 'Editor'],
    ] as const) {
      await tab(name).click();
      await expect(region(shows)).toBeVisible();
      await candidate.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await inView();
      await noTrouble(candidate, name);
    }
    for (const name of ['Dictionary', 'Data', 'Packages']) {
      await tab('Task').click();
      await tab(name).click();
      await expect(region(name)).toBeVisible();
      await noTrouble(candidate, name);
    }

    // From the list of files to the code, and by keys between the tabs.
    await tab('Files').click();
    await openFile(candidate, 'explore.py');
    await expect(tab('Code')).toHaveAttribute('aria-selected', 'true');
    await replaceText(candidate, PROGRAM);
    await expect(editorText(candidate)).toContainText('narrow');
    await expect(saveState(candidate)).toContainText('Saved');
    await expect(editorText(interviewer)).toContainText('narrow');
    const run = candidate.getByRole('button', { name: 'Run file', exact: true });
    await expect(run).not.toHaveAttribute('aria-disabled', 'true', { timeout: 80_000 });
    await run.click();
    await expect(candidate.getByRole('tab', { name: 'Output , a run is under way' })).toBeVisible();
    await tab('Code').focus();
    await candidate.keyboard.press('ArrowRight');
    await expect(output(candidate).getByText('narrow', { exact: true })).toBeVisible({ timeout: 30_000 });
    await inView();
    await candidate.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(output(candidate).getByText('Stopped', { exact: true })).toBeVisible({ timeout: 30_000 });
    await noTrouble(candidate, 'Output of a run');

    await tab('Code').click();
    await candidate.getByRole('button', { name: 'Score', exact: true }).click();
    const dialog = candidate.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Hypothesis' }).fill('It is noise.');
    const submit = dialog.getByRole('button', { name: 'Submit hypothesis and score' });
    await expect(submit).toBeInViewport({ ratio: 1 });
    await dialog.getByRole('textbox', { name: /how much/i }).scrollIntoViewIfNeeded();
    await expect(dialog.getByRole('textbox', { name: /how much/i })).toBeInViewport();
    await noTrouble(candidate, 'Score');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toHaveCount(0);
    await close();
  });

test('[PN22] a window that becomes narrow and wide again keeps the editor with its text, cursor and undo, and what the panes show', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Zoomed', { files: { 'explore.py': 'first = 1\n' } });
  const { candidate, close } = await both(browser, prepared, { python: false });
  await openFile(candidate, 'explore.py');
  await candidate.getByRole('tab', { name: 'Dictionary', exact: true }).click();
  await replaceText(candidate, 'second = 2\n');
  const mark = () => candidate.locator('.monaco-editor').first().getAttribute('data-kept');
  await candidate
    .locator('.monaco-editor')
    .first()
    .evaluate((element) => element.setAttribute('data-kept', 'yes'));
  await candidate.setViewportSize({ width: 640, height: 512 });
  await expect(candidate.getByRole('region', { name: 'Dictionary' })).toBeVisible();
  await candidate.getByRole('tab', { name: 'Code', exact: true }).click();
  await expect(editorText(candidate)).toContainText(/second.=.2/);
  expect(await mark()).toBe('yes');
  await candidate.setViewportSize(WIDE);
  await expect(candidate.getByRole('region', { name: 'Dictionary' })).toBeVisible();
  await expect(editorText(candidate)).toContainText(/second.=.2/);
  expect(await mark()).toBe('yes');
  await candidate.keyboard.press('Alt+1');
  await candidate.keyboard.press('ControlOrMeta+Z');
  await expect(editorText(candidate)).toContainText(/first.=.1/);
  await close();
});
