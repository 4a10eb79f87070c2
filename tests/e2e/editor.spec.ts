/** The editor of the candidate's room: completion, marks, definition, rename, wrap, keys of a Mac, notes. */
import type { Page } from '@playwright/test';
import { both, prepare } from './prepare.ts';
import { editorText, expect, openFile, output, replaceText, saveState, test } from './support.ts';

const EXPLORE = `# %%
import numpy as np
import pandas as pd
from helpers import double as twice

rows = pd.DataFrame({"amount": [1.0, 2.0]})
print("ready", twice(4))
# %%
value = 3
print(value, "value")
`;
const HELPERS = 'factor = 2\ndouble = lambda number: number * factor\n';

const suggestions = (page: Page) => page.locator('.suggest-widget.visible');
const notes = (page: Page) => page.getByRole('region', { name: 'Annotations' });
const inEditor = (page: Page) => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);

/** The editor's lines as they are on the screen. */
const shown = async (page: Page): Promise<string> => (await editorText(page).innerText()).replaceAll('\u00a0', ' ');

test('[ED1, ED4, ED6, ED7] completion, a mark, definition, rename and wrap', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'Editor', { files: { 'explore.py': EXPLORE } });
  const page = await prepared.candidatePage(browser);
  await test.step('a second file', async () => {
    await page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'New file' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('helpers.py');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: /helpers\.py/ })).toHaveAttribute('aria-selected', 'true');
    await expect.poll(() => shown(page)).toBe('');
    await replaceText(page, HELPERS);
    await openFile(page, 'explore.py');
    await expect.poll(() => shown(page)).toContain('ready');
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('ControlOrMeta+Home');
  });

  await test.step('completion is live, and Enter takes it; behind a whole word it makes a line', async () => {
    await expect(page.getByRole('button', { name: 'Run cell' })).toHaveAttribute('aria-disabled', 'false', {
      timeout: 60_000,
    });
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(output(page).getByText('ready 8')).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('rows.valu');
    await expect(suggestions(page).getByText('value_counts', { exact: true }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await expect.poll(() => shown(page)).toContain('rows.value_counts');
    await page.keyboard.press('Enter');
    await page.keyboard.type('np.isfinite');
    await expect(suggestions(page).getByText('isfinite', { exact: true }).first()).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('value');
    await expect.poll(() => shown(page)).toMatch(/np\.isfinite\s+value/);
    await page.keyboard.press('Escape');
  });

  await test.step('an error of syntax is marked, and the mark goes with it', async () => {
    await page.keyboard.type(' = (1 +');
    await expect(page.locator('.squiggly-error').first()).toBeVisible({ timeout: 20_000 });
    await page.keyboard.type(' 1)');
    await expect(page.locator('.squiggly-error')).toHaveCount(0, { timeout: 20_000 });
  });

  await test.step('F12 leads into the other file', async () => {
    await page.keyboard.press('ControlOrMeta+Home');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('F12');
    await expect(page.getByRole('tab', { name: /helpers\.py/ })).toHaveAttribute('aria-selected', 'true', {
      timeout: 20_000,
    });
  });

  await test.step('F2 renames in both files, and one undo takes it back in both', async () => {
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog', { name: 'Rename double' });
    await expect(dialog).toContainText('2 places in 2 files', { timeout: 20_000 });
    await dialog.getByRole('textbox', { name: 'New name' }).fill('number');
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText('number is used in helpers.py already');
    await dialog.getByRole('textbox', { name: 'New name' }).fill('twofold');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect.poll(() => shown(page)).toContain('twofold = lambda number');
    await expect.poll(() => inEditor(page), 'the focus is back in the code').toBe(true);
    await openFile(page, 'explore.py');
    await expect.poll(() => shown(page)).toContain('import twofold as twice');
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(() => shown(page)).toContain('import double as twice');
    await openFile(page, 'helpers.py');
    await expect.poll(() => shown(page)).toContain('double = lambda number');
  });

  await test.step('Alt+Z wraps, and a reload remembers it', async () => {
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.insertText(`# ${'word '.repeat(80)}\n`);
    const lines = () => editorText(page).locator('.view-line').count();
    const before = await lines();
    await page.keyboard.press('Alt+Z');
    await expect.poll(lines).toBeGreaterThan(before);
    await expect(saveState(page)).toContainText('Saved');
    await page.reload();
    await openFile(page, 'helpers.py');
    await expect.poll(lines).toBeGreaterThan(before);
  });
  await page.context().close();
});

test('[ED10, ED12, ED20, ED21] notes after a paste, moved, and the keys of a Mac', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'Editor notes', { files: { 'explore.py': EXPLORE } });
  const page = await prepared.candidatePage(browser, false);
  await page.addInitScript(() => Object.defineProperty(navigator, 'platform', { get: () => 'MacIntel' }));
  await page.reload();
  await openFile(page, 'explore.py');

  await test.step('go to the editor, which says what Tab does, and leave it', async () => {
    await expect
      .poll(async () => {
        await page.keyboard.press('Control+Shift+Digit1');
        return inEditor(page);
      })
      .toBe(true);
    await expect(page.locator('.tab-hint')).toHaveText('Tab indents. Ctrl+Shift+M: Tab leaves the editor.');
    await expect(page.locator('.tab-hint')).toHaveCSS('opacity', '1');
    await page.keyboard.press('Control+Shift+M');
    await expect(page.locator('.tab-hint')).toHaveText('Tab leaves the editor. Ctrl+Shift+M: Tab indents again.');
    await page.keyboard.press('Tab');
    await expect.poll(() => inEditor(page)).toBe(false);
    await page.keyboard.press('Control+Shift+Digit1');
    await page.keyboard.press('Control+Shift+M');
  });

  await test.step('a note, saved by its button: the focus is in the code again', async () => {
    await page.keyboard.press('ControlOrMeta+Home');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Meta+Alt+KeyN');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Note' }).fill('three, why?');
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await expect.poll(() => inEditor(page)).toBe(true);
    await expect(notes(page).getByRole('button', { name: 'explore.py, line 9' })).toBeVisible();
  });

  await test.step('a whole file is pasted over: the note is on its line', async () => {
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(`# one more\n# and another\n${EXPLORE}`);
    await expect(notes(page).getByRole('button', { name: 'explore.py, line 11' })).toBeVisible();
    await expect(notes(page)).toContainText('found again by its words');
  });

  await test.step('it is moved to the cursor, and the interviewer sees it there', async () => {
    await page.keyboard.press('Control+Home');
    await notes(page).getByRole('button', { name: 'Move to the cursor' }).click();
    await expect(notes(page).getByRole('button', { name: 'explore.py, line 1' })).toBeVisible();
    const staff = await prepared.interviewerPage(browser);
    await expect(notes(staff).getByRole('button', { name: 'explore.py, line 1' })).toBeVisible();
    await staff.context().close();
  });

  await test.step('the sheet shows keys of this keyboard', async () => {
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await notes(page).getByRole('button', { name: 'Add annotation' }).focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    for (const key of ['⌘+Enter', 'Ctrl+Shift+1', 'Ctrl+Shift+M', 'Option+Z'])
      await expect(sheet.locator('kbd').getByText(key, { exact: true })).toBeVisible();
  });

  await test.step('in a dialog the editor’s live regions are not hidden', async () => {
    const hidden = await page.evaluate(() =>
      [...document.querySelectorAll('.monaco-aria-container [aria-live]')].map(
        (region) => region.closest('[aria-hidden=true]') !== null,
      ),
    );
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden).not.toContain(true);
  });
  await page.context().close();
});

test('[RP1, ED10] in the replay a note follows its line, forwards and backwards', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'Notes replayed', { files: { 'explore.py': 'one = 1\ntwo = 2\n' } });
  const { candidate: page, interviewer: staff, close } = await both(browser, prepared, { python: false });
  await openFile(page, 'explore.py');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ControlOrMeta+Alt+N');
  await page.getByRole('dialog').getByRole('textbox').fill('about two');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(notes(page).getByRole('button', { name: 'explore.py, line 2' })).toBeVisible();
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('above = 0\nabove = 1\n');
  await expect(notes(page).getByRole('button', { name: 'explore.py, line 4' })).toBeVisible();
  await expect(saveState(page)).toContainText('Saved');
  await expect(notes(staff).getByRole('button', { name: 'explore.py, line 4' })).toBeVisible();

  await staff.goto(staff.url().replace('/watch/', '/replay/'));
  const slider = staff.getByRole('slider', { name: 'Position' });
  await expect(notes(staff).getByRole('button', { name: 'explore.py, line 4' })).toBeVisible();
  await slider.focus();
  // Back over the lines that came above it, and forwards again.
  await expect(async () => {
    await staff.keyboard.press('ArrowLeft');
    await expect(notes(staff).getByRole('button', { name: 'explore.py, line 2' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await staff.keyboard.press('End');
  await expect(notes(staff).getByRole('button', { name: 'explore.py, line 4' })).toBeVisible();
  await staff.keyboard.press('Home');
  await expect(notes(staff).getByText('about two')).toHaveCount(0);
  await close();
});
