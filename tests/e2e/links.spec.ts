/** Saving over links that are bad: one that flaps, one that is silent half-way, a machine that sleeps; and two tabs of one page. */
import { execFileSync } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import type * as Y from 'yjs';
import type { LogResponse } from '../../protocol/api.ts';
import { CHROMIUM_ARGS } from '../support/chromium.ts';
import { Client } from '../support/client.ts';
import { parseLink } from '../support/http.ts';
import { slowLink } from '../support/server/slowLink.ts';
import { type Prepared, prepare } from './prepare.ts';
import { editorText, expect, type Holdout, openFile, saveState, test } from './support.ts';

const FILE = 'explore.py';
/** Faster than any page here reads. */
const FAST = 64 * 1024 * 1024;
const editor = (page: Page) => page.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first();
const away = (page: Page) => page.getByText('The connection is away. Keep typing');

/** Opens the file, with the cursor at its end. */
async function open(page: Page): Promise<void> {
  await openFile(page, FILE);
  await expect(editorText(page)).toContainText('start = 0');
  // An editor that a loader had replaced meanwhile would be another one.
  await editor(page).evaluate((node) => node.setAttribute('data-first', ''));
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+End');
}

/** The page has come back by itself: saved, in the editor that was there first. */
async function isBack(page: Page): Promise<void> {
  await expect(saveState(page)).toContainText('Saved');
  await expect(away(page)).toHaveCount(0);
  await expect(page.locator('.monaco-editor[data-first]')).toBeVisible();
}

/** Every line is in the stored text once, and everything is in the log once. */
async function expectOnce(holdout: Holdout, { interviewId, ada }: Prepared, lines: readonly string[]): Promise<void> {
  const fresh = await new Client(ada.link, {}, ada.browser).join('Ada', interviewId);
  await fresh.connect();
  const text = () => {
    const files = [...fresh.doc.getMap<Y.Map<unknown>>('work').values()];
    return String(files.find((file) => file.get('name') === FILE)?.get('text') ?? '').split('\n');
  };
  await fresh.until(() => lines.every((line) => text().includes(line)), 'all that was typed');
  for (const line of lines) expect(text().filter((one) => one === line)).toHaveLength(1);
  fresh.stop();
  const answer = await (await holdout.api()).get(`/api/interviews/${interviewId}/log`);
  const { entries } = (await answer.json()) as LogResponse;
  const once = entries.map((entry) => (entry.kind === 'event' ? entry.event.id : entry.update));
  expect(new Set(once).size).toBe(once.length);
}

/** Resolves when the page has opened another socket and read so many frames from it, or that socket has ended. */
const nextSocket = (page: Page, frames: number): Promise<void> =>
  new Promise((resolve) => {
    page.once('websocket', (socket) => {
      let left = frames;
      if (left === 0) resolve();
      socket.on('framereceived', () => {
        left -= 1;
        if (left <= 0) resolve();
      });
      socket.on('close', () => resolve());
    });
  });

test('[CL46] a link that is cut again and again, at any moment of the exchange: nothing is lost, nothing is there twice', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Flapping', { files: { [FILE]: 'start = 0\n' } });
  const link = await slowLink(holdout.url, FAST);
  const page = await prepared.candidatePage(browser, false, link.base);
  await open(page);
  const lines: string[] = [];
  for (let n = 1; n <= 25; n++) {
    lines.push(`line_${n} = ${n}`);
    await page.keyboard.insertText(`${lines.at(-1)}\n`);
    const next = nextSocket(page, n % 5);
    link.cut();
    await next;
    await expect(page.locator('.monaco-editor[data-first]')).toBeVisible();
  }
  await isBack(page);
  await expect(editorText(page)).toContainText('line_25 = 25');
  await expectOnce(holdout, prepared, lines);
  await page.context().close();
  await link.close();
});

test('[CL46] a link that goes silent half-way: the page notices, and comes back beside the socket that is dead', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Silent', { files: { [FILE]: 'start = 0\n' } });
  const link = await slowLink(holdout.url, FAST);
  const page = await prepared.candidatePage(browser, false, link.base);
  await open(page);
  await page.keyboard.insertText('before = 1\n');
  await expect(saveState(page)).toContainText('Saved');
  link.silence();
  await page.keyboard.insertText('during = 2\n');
  await expect(saveState(page)).toContainText('Not saved for');
  await isBack(page);
  await page.keyboard.insertText('after = 3\n');
  await isBack(page);
  await expectOnce(holdout, prepared, ['before = 1', 'during = 2', 'after = 3']);
  await page.context().close();
  await link.close();
});

/** A process and all below it. */
function treeOf(root: number): number[] {
  const pairs = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (pid: number): number[] => [
    pid,
    ...pairs.filter(([, parent]) => parent === pid).flatMap(([child = 0]) => below(child)),
  ];
  return below(root);
}

test('[CL46] a machine that sleeps until the server has given it up, and wakes: the page goes on where it was', async ({
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Asleep', { files: { [FILE]: 'start = 0\n' } });
  const executablePath = process.env.CHROMIUM_PATH;
  const own = await chromium.launchServer({
    args: CHROMIUM_ARGS,
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
  });
  const staff = await new Client(parseLink(prepared.interviewer)).join('Ivo', prepared.interviewId);
  await staff.connect();
  const isThere = (): boolean => {
    const news = staff.messages.filter((m) => m.type === 'welcome' || m.type === 'presence').at(-1);
    return news?.present.some(({ role }) => role === 'candidate') === true;
  };
  const page = await prepared.candidatePage(await chromium.connect(own.wsEndpoint()), false);
  await open(page);
  await staff.until(isThere, 'the candidate');
  await page.keyboard.insertText('before = 1\n');
  await expect(saveState(page)).toContainText('Saved');
  const processes = treeOf(own.process().pid ?? 0);
  expect(processes.length).toBeGreaterThan(2);
  for (const pid of processes) process.kill(pid, 'SIGSTOP');
  try {
    await staff.until(() => !isThere(), 'the server to give the page up');
  } finally {
    for (const pid of processes) process.kill(pid, 'SIGCONT');
  }
  await page.keyboard.insertText('after = 2\n');
  await staff.until(isThere, 'the page to come back');
  await isBack(page);
  await expectOnce(holdout, prepared, ['before = 1', 'after = 2']);
  staff.stop();
  await own.close();
});

test('[CL46] a duplicated tab: both write and save, and one goes on where the other is closed', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Duplicated', { files: { [FILE]: 'start = 0\n' } });
  const first = await prepared.candidatePage(browser, false);
  await open(first);
  // As "Duplicate tab" does: with a copy of what the tab has stored for itself.
  const opening = first.context().waitForEvent('page');
  await first.evaluate(() => void window.open(location.href));
  const second = await opening;
  await open(second);
  const lines: string[] = [];
  for (let n = 1; n <= 6; n++) {
    const [page, other] = n % 2 === 0 ? [first, second] : [second, first];
    await page.bringToFront();
    await page.keyboard.press('ControlOrMeta+End');
    lines.push(`line_${n} = ${n}`);
    await page.keyboard.insertText(`${lines.at(-1)}\n`);
    await expect(editorText(other)).toContainText(`line_${n} = ${n}`);
  }
  for (const page of [first, second]) await isBack(page);
  await first.close();
  lines.push('alone = 7');
  await second.keyboard.insertText('alone = 7\n');
  await isBack(second);
  await expectOnce(holdout, prepared, lines);
  await second.context().close();
});
