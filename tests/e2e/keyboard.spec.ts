/**
 * The product by keyboard alone.
 * Long because: every page has its path, and one helper moves along all of them.
 */
import type { Locator, Page } from '@playwright/test';
import { prepare } from './prepare.ts';
import { expect, joinInterviewer, openFile, output, saveState, test, withoutPython } from './support.ts';

/** Where the focus is, and whether a person can see it there; the editor draws its own. */
async function focusSeen(page: Page): Promise<{ seen: boolean; where: string }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return { seen: true, where: 'the page' };
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
    const where = `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 40)}`;
    return { seen: outlined || element.closest('.monaco-editor') !== null, where };
  });
}

/** Goes on with Tab until the element has the focus; every stop on the way shows where it is. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab', most = 60): Promise<void> {
  const stops: string[] = [];
  for (let i = 0; i < most; i++) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press(key);
    const { seen, where } = await focusSeen(page);
    stops.push(where);
    expect(seen, `the focus is invisible on: ${where}`).toBe(true);
  }
  throw new Error(`${most} times ${key} did not reach ${target}, but: ${stops.join(' | ')}`);
}

const inEditor = (page: Page) => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** As a person waits for it: until then the key is refused with a word on the page. */
const canPress = (page: Page, name: string) =>
  expect(button(page, name)).toHaveAttribute('aria-disabled', 'false', { timeout: 60_000 });

const CELLS = '# %%\nprint("first", 6 * 7)\n\n# %%\nprint("second", 7 * 7)\n\n# %%\nwhile True:\n    pass\n';

/** Presses Alt+1 until the editor has the focus: it is loaded after the rest of the room, and has no key before. */
const focusEditor = (page: Page) =>
  expect
    .poll(async () => {
      await page.keyboard.press('Alt+1');
      return inEditor(page);
    })
    .toBe(true);

/** Replaces the open file's text, from the keyboard. */
async function write(page: Page, text: string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

test('[BR8] joining, reading, opening a file and typing need no mouse', async ({ browser, holdout }) => {
  const links = await holdout.interview('Keys');
  const context = await browser.newContext();
  await withoutPython(context);
  const page = await context.newPage();
  await page.goto(links.candidate);

  await test.step('join', async () => {
    const name = page.getByRole('textbox', { name: 'Your name' });
    await expect(name).toBeVisible();
    await tabTo(page, name);
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Editor' })).toBeVisible();
  });

  await test.step('read the brief, open a file', async () => {
    const brief = page.getByRole('tab', { name: 'Brief', exact: true });
    await expect(brief).toBeVisible();
    await tabTo(page, brief);
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Dictionary' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.scrollHeight ?? 0);
    expect(at, 'the brief itself takes the focus, so that it can be scrolled').toBeGreaterThan(200);
    const file = page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'explore.py', exact: true });
    await tabTo(page, file);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: /explore\.py/ })).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('type, and leave the editor with Tab', async () => {
    await write(page, CELLS);
    await expect(saveState(page)).toContainText('Saved');
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('Tab');
    expect(await inEditor(page), 'Tab indents in code').toBe(true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Control+M');
    await page.keyboard.press('Tab');
    await expect.poll(() => inEditor(page)).toBe(false);
    await page.keyboard.press('Alt+1');
    await expect.poll(() => inEditor(page)).toBe(true);
    await page.keyboard.press('Control+M');
  });

  await context.close();
});

test('[BR8] running cells, stopping one and a note on its line need no mouse', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'Keys of runs', { files: { 'explore.py': CELLS } });
  const page = await prepared.candidatePage(browser);
  await openFile(page, 'explore.py');
  await focusEditor(page);

  await test.step('run a cell, the next one, and stop the third', async () => {
    await canPress(page, 'Run cell');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(output(page).getByText('first 42')).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Shift+Enter');
    await expect(output(page).getByText('first 42')).toHaveCount(2);
    await page.keyboard.press('Shift+Enter');
    await expect(output(page).getByText('second 49')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(
      output(page)
        .getByText(/Running \d/)
        .first(),
    ).toBeVisible();
    await page.keyboard.press('ControlOrMeta+.');
    await expect(output(page).getByText('Stopped', { exact: true }).first()).toBeVisible();
  });

  await test.step('a note on the line of the cursor', async () => {
    await page.keyboard.press('ControlOrMeta+Alt+N');
    const note = page.getByRole('dialog').getByRole('textbox', { name: 'Note' });
    await expect(note).toBeFocused();
    await page.keyboard.type('this loop never ends');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('region', { name: 'Annotations' }).getByText('this loop never ends')).toBeVisible();
    // Closing the dialog gives the focus back to the editor, where Tab indents again.
    await page.keyboard.press('Control+M');
    await tabTo(
      page,
      page.getByRole('region', { name: 'Annotations' }).getByRole('button', { name: 'Add annotation' }),
    );
  });

  await page.context().close();
});

test('[BR8] Check, its Stop, a score and its Cancel need no mouse', async ({ browser, holdout }) => {
  const page = await (await prepare(holdout, 'Keys of scores')).candidatePage(browser);

  await test.step('Check, and Stop ends it', async () => {
    await canPress(page, 'Check');
    await tabTo(page, button(page, 'Check'));
    await page.keyboard.press('Enter');
    await expect(output(page).getByText('Check runs the official path')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+.');
    await expect(button(page, 'Stop')).toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('Score: hypothesis, progress, Cancel', async () => {
    await tabTo(page, button(page, 'Score'));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Hypothesis' })).toBeFocused();
    await page.keyboard.type('No change.');
    await page.keyboard.press('Tab');
    await tabTo(page, button(page, 'Submit hypothesis and score'));
    await page.keyboard.press('Enter');
    await expect(page.getByText('So far: 2 words, 10 characters.')).toBeVisible();
    await expect(page.getByText('Say which way you expect the number to move.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Hypothesis' })).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.type(' Nothing was changed.');
    await expect(page.getByText('So far:')).toHaveCount(0);
    await expect(page.getByRole('radio', { name: 'Lower (better)' })).not.toBeChecked();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: 'About the same' })).toBeChecked();
    await tabTo(page, button(page, 'Submit hypothesis and score'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Official run' });
    await expect(dialog.getByText('Training')).toBeVisible();
    await tabTo(page, dialog.getByRole('button', { name: 'Cancel' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'No result' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Constraints' })).toContainText('20 of 20');
  });
  await page.context().close();
});

test('[BR9] the interviewer’s keys', async ({ browser, holdout }) => {
  const links = await holdout.interview('Keys of staff');
  const context = await browser.newContext();
  await withoutPython(context);
  const page = await context.newPage();
  await joinInterviewer(page, links.interviewer);
  const notes = page.getByRole('region', { name: 'Annotations' });
  const note = notes.getByRole('textbox', { name: 'Note' });

  await page.keyboard.press('n');
  await expect(note).toBeFocused();
  await expect(notes.getByRole('radio', { name: 'Private' })).toBeChecked();
  await page.keyboard.type('N is a letter here');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(notes.getByRole('listitem').filter({ hasText: 'N is a letter here' })).toContainText('Private');
  await page.keyboard.press('Escape');
  await expect(note).not.toBeFocused();

  await page.keyboard.press('Shift+N');
  await expect(note).toBeFocused();
  await expect(notes.getByRole('radio', { name: 'Shared' })).toBeChecked();
  await page.keyboard.type('for both');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(notes.getByRole('listitem').filter({ hasText: 'for both' })).toContainText('Shared');
  await expect(notes.getByRole('radio', { name: 'Private' }), 'the next note is private again').toBeChecked();
  await page.keyboard.press('Escape');

  const follow = button(page, 'Follow the candidate');
  const before = await follow.getAttribute('aria-pressed');
  await page.keyboard.press('f');
  await expect(follow).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true');

  const guidePage = page.getByRole('combobox', { name: 'Page' });
  await expect(guidePage).toHaveValue('0');
  await page.keyboard.press(']');
  await expect(guidePage).toHaveValue('1');
  await page.getByRole('tab', { name: 'Scores' }).focus();
  await expect(page.getByRole('region', { name: 'Scores' })).toBeVisible();
  await page.keyboard.press(']');
  await expect(guidePage, 'the first press brings the guide back as it was').toHaveValue('1');
  await page.keyboard.press('[');
  await expect(guidePage).toHaveValue('0');

  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard' });
  for (const key of ['N', 'Shift+N', 'F', ']', '[', '?']) {
    await expect(sheet.locator('kbd', { hasText: new RegExp(`^${key.replace(/[[\]?+]/g, '\\$&')}$`) })).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await tabTo(page, follow);
  const border = page.getByRole('separator', { name: 'Width of the right side' });
  await tabTo(page, border);
  const side = page.getByRole('region', { name: 'Guide' });
  const width = async () => Math.round((await side.boundingBox())?.width ?? 0);
  const narrow = await width();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBeGreaterThan(narrow);
  const wide = await width();
  await tabTo(page, page.getByRole('tab', { name: 'Guide' }));
  await page.reload();
  await expect(side).toBeVisible();
  await expect.poll(width, 'sizes of panels are remembered').toBe(wide);
  await context.close();
});
