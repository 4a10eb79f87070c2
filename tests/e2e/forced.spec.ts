/** The candidate's room in forced colours, where backgrounds and colours of the page are gone, and with reduced motion. */
import type { Locator } from '@playwright/test';
import { both, prepare } from './prepare.ts';
import { editorText, expect, openFile, replaceText, saveState, test } from './support.ts';

const CODE = 'kept = 1\nbroken = (1 +\n';

/**
 * A computed style of the first element that is found. The editor draws its lines anew as it likes, and an element that it
 * has just let go has no style: then it is read again.
 */
const style = async (found: Locator, property: string): Promise<string> => {
  let value = '';
  const read = (element: Element, name: string) => getComputedStyle(element).getPropertyValue(name);
  await expect
    .poll(async () => {
      value = await found.first().evaluate(read, property);
      return value;
    })
    .not.toBe('');
  return value;
};

test('[BR60] in forced colours chosen, disabled and focused controls, and every mark in the editor, are told by lines', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Forced colours', { files: { 'explore.py': CODE } });
  const { candidate: page, interviewer, close } = await both(browser, prepared);
  for (const one of [page, interviewer]) await one.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await openFile(page, 'explore.py');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(button('Run file')).not.toHaveAttribute('aria-disabled', 'true', { timeout: 80_000 });

  // Chosen and not chosen, possible and impossible.
  const tabs = page.getByRole('tablist', { name: 'Task and data' }).getByRole('tab');
  const [chosen, other] = [tabs.nth(0), tabs.nth(1)];
  expect(await style(chosen, 'border-bottom-color')).not.toBe(await style(other, 'border-bottom-color'));
  expect(await style(other, 'border-bottom-color')).toBe(await style(page.locator('body'), 'background-color'));
  expect(await style(button('Stop'), 'color')).not.toBe(await style(button('Run file'), 'color'));
  expect(await style(page.locator('.file-list li[data-active]'), 'outline-style')).toBe('solid');
  await page.keyboard.press('Alt+1');
  await page.getByRole('tab', { name: 'Brief', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  const focused = page.locator(':focus-visible');
  expect(await style(focused, 'outline-style')).toBe('solid');
  expect(Number.parseFloat(await style(focused, 'outline-width'))).toBeGreaterThanOrEqual(2);

  // Marks of the editor: a note, an error of syntax, a selection, and what the other side sees of it.
  const notes = page.getByRole('region', { name: 'Annotations' });
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+Home');
  await notes.getByRole('button', { name: 'Add annotation' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Here');
  await page.getByRole('dialog').getByRole('button', { name: 'Save note' }).click();
  await expect(page.locator('.note-line').first()).toBeVisible();
  expect(await style(page.locator('.note-line'), 'border-inline-start-style')).toBe('solid');
  const error = page.locator('.squiggly-error');
  await expect(error.first()).toBeAttached({ timeout: 30_000 });
  expect(await style(error, 'border-block-end-style')).toBe('double');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('Shift+End');
  const canvas = await style(page.locator('body'), 'background-color');
  const isSeen = (colour: string) => colour !== canvas && !/, 0\)$/.test(colour);
  await expect(page.locator('.selected-text').first()).toBeAttached();
  expect(isSeen(await style(page.locator('.selected-text'), 'background-color'))).toBe(true);
  await interviewer.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: 'explore.py' }).click();
  await expect(interviewer.locator('.remote-selection').first()).toBeVisible();
  expect(await style(interviewer.locator('.remote-selection'), 'outline-style')).toBe('solid');
  expect(isSeen(await style(interviewer.locator('.remote-caret'), 'border-inline-start-color'))).toBe(true);
  if (process.env.HOLDOUT_SCREENS) await page.screenshot({ path: `${process.env.HOLDOUT_SCREENS}/forced.png` });
  await close();
});

test('[BR61] with reduced motion nothing in the room moves by itself, while it loads, runs and shows a dialog', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Reduced motion', { files: { 'explore.py': 'first = 1\n' } });
  const { candidate: page, close } = await both(browser, prepared, { python: false });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration) > 0)
        .map(({ effect }) => (effect instanceof KeyframeEffect ? String(effect.target?.className) : 'unknown')),
    );
  expect(await moving()).toEqual([]);
  await openFile(page, 'explore.py');
  await replaceText(page, 'second = 2\n');
  await expect(saveState(page)).toContainText('Saved');
  await expect(editorText(page)).toContainText(/second.=.2/);
  expect(await moving()).toEqual([]);
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await moving()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+b');
  expect(await moving()).toEqual([]);
  await close();
});
