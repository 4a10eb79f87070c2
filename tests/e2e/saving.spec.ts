/** Saving never ends: large pastes, pastes that are too large, and a browser that stops storing anything. */
import type { Page } from '@playwright/test';
import { LIMITS } from '../../protocol/limits.ts';
import { both, prepare } from './prepare.ts';
import { editorText, expect, openFile, output, replaceText, saveState, test } from './support.ts';

const file = 'explore.py';
const MIB = 1024 * 1024;

/** Text of so many bytes whose last line can be looked for. */
const textOf = (bytes: number, last: string): string => `${'# a line of text\n'.repeat(Math.ceil(bytes / 17))}${last}`;

/** Pastes as a person does: what is in the clipboard, over everything. */
async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((all) => {
    const data = new DataTransfer();
    data.setData('text/plain', all);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

test('[CL40, CL41] pastes of 600 KiB and 1.9 MiB are saved and watched; one of 3.1 MiB is refused, and typing goes on', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Pasted', { files: { [file]: 'first = 1\n' } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  await openFile(candidate, file);
  await interviewer.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: file }).click();
  for (const [bytes, last] of [
    [600 * 1024, 'middle = 2'],
    [1.9 * MIB, 'large = 3'],
  ] as const) {
    await paste(candidate, textOf(bytes, last));
    await expect(editorText(candidate)).toContainText(last);
    await expect(saveState(candidate)).toContainText('Saved');
    // The mirror is as long as the text, and shows its end when it is asked to.
    await interviewer.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
    await interviewer.keyboard.press('ControlOrMeta+End');
    await expect(editorText(interviewer)).toContainText(last);
  }
  await paste(candidate, textOf(3.1 * MIB, 'huge = 4'));
  await expect(
    candidate.getByText('This paste is 3.1 MiB; a file may have 2 MiB. Nothing was changed.').first(),
  ).toBeVisible();
  await candidate.keyboard.press('ControlOrMeta+End');
  await expect(editorText(candidate)).toContainText('large = 3');
  await candidate.keyboard.insertText('\nafter = 5');
  await expect(editorText(interviewer)).toContainText('after = 5');
  await expect(saveState(candidate)).toContainText('Saved');
  // Undo takes back what was typed, and not what was refused.
  await candidate.keyboard.press('ControlOrMeta+Z');
  await expect(editorText(interviewer)).not.toContainText('after = 5');
  await expect(editorText(candidate)).toContainText('large = 3');
  await close();
});

test('[CL12] what is selected, deleted and brought back by undo is the same at the watcher, and so is the selection', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Undone', { files: { [file]: 'alpha beta gamma\n' } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  await openFile(candidate, file);
  await candidate.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
  await candidate.keyboard.press('ControlOrMeta+Home');
  for (let i = 0; i < 5; i++) await candidate.keyboard.press('Shift+ArrowRight');
  await expect(interviewer.locator('.remote-selection').first()).toBeVisible();
  await candidate.keyboard.press('Delete');
  await expect(editorText(interviewer)).toContainText('beta gamma');
  await expect(editorText(interviewer)).not.toContainText('alpha');
  await candidate.keyboard.press('ControlOrMeta+Z');
  await expect(editorText(interviewer)).toContainText('alpha beta gamma');
  for (let i = 0; i < 3; i++) await candidate.keyboard.press('Shift+ArrowRight');
  const width = (page: Page, mark: string) =>
    page
      .locator(mark)
      .first()
      .evaluate((node) => Math.round(node.getBoundingClientRect().width));
  const widths = async () => [await width(candidate, '.selected-text'), await width(interviewer, '.remote-selection')];
  await expect
    .poll(async () => {
      const [own = 0, watched] = await widths();
      return own > 0 && own === watched;
    }, 'the selection is as wide at the watcher')
    .toBe(true);
  await close();
});

test('[CL43] the browser drops its database under the open room: it still saves and runs, and says what is not kept', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Evicted', { files: { [file]: 'first = 1\n' } });
  const candidate = await prepared.candidatePage(browser);
  await openFile(candidate, file);
  const kept = candidate.getByText('Drafts are not kept in this browser');
  await candidate.evaluate(async () => {
    const names = await indexedDB.databases();
    // From now on the browser refuses; what is there goes.
    indexedDB.open = () => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    };
    for (const { name = '' } of names) indexedDB.deleteDatabase(name);
  });
  await expect(kept).toBeVisible();
  await replaceText(candidate, 'print("still", 40 + 2)\n');
  await expect(saveState(candidate)).toContainText('Saved');
  await candidate.getByRole('button', { name: 'Run file', exact: true }).click();
  await expect(output(candidate).getByText('still 42')).toBeVisible({ timeout: 80_000 });
  await candidate.reload();
  await openFile(candidate, file);
  await expect(editorText(candidate)).toContainText('print("still", 40 + 2)');
  await expect(kept).toHaveCount(0);
  await candidate.context().close();
});

/** From here on the page reads that the log holds so many bytes; all else is the server's. */
async function withLogOf(page: Page, bytes: number): Promise<void> {
  await page.routeWebSocket(/\/socket\//, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      const read = typeof message === 'string' ? (JSON.parse(message) as { type: string }) : null;
      if (read?.type !== 'log') socket.send(message);
      if (read?.type === 'welcome') socket.send(JSON.stringify({ type: 'log', bytes }));
    });
  });
  await page.reload();
}

test('[RM61] a log that fills up: staff read it from 80 %, the candidate in its last part, where typing goes on', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Full', { files: { [file]: 'first = 1\n' } });
  const { candidate, interviewer, close } = await both(browser, prepared, { python: false });
  const nearlyFull = candidate.getByText('The record of this interview is nearly full');
  for (const page of [candidate, interviewer]) await withLogOf(page, 0.81 * LIMITS.logBytes);
  await expect(interviewer.getByText(/^The record of this interview holds 51 of 64 MiB/)).toBeVisible();
  await openFile(candidate, file);
  await expect(nearlyFull).toHaveCount(0);
  for (const page of [candidate, interviewer]) {
    await withLogOf(page, LIMITS.logBytes - LIMITS.logReserveBytes + MIB);
  }
  await expect(
    interviewer.getByText(/^The record of this interview holds 61 of 64 MiB: outputs of runs/),
  ).toBeVisible();
  await expect(nearlyFull).toBeVisible();
  await openFile(candidate, file);
  await paste(candidate, textOf(600 * 1024, 'large = 2'));
  await expect(candidate.getByText(/^This paste is 600 KiB; the record of this interview has room for/)).toBeVisible();
  await replaceText(candidate, 'small = 3\n');
  await expect(saveState(candidate)).toContainText('Saved');
  await interviewer.getByRole('navigation', { name: 'Files' }).getByRole('button', { name: file }).click();
  await expect(editorText(interviewer)).toContainText('small = 3');
  await close();
});
