/** Servers that die, connections that end, pages that are opened twice. */
import type { Page } from '@playwright/test';
import {
  alertOf,
  editorText,
  expect,
  joinCandidate,
  joinInterviewer,
  LinkDesk,
  openFile,
  output,
  replaceText,
  runs,
  saveState,
  test,
  typeAt,
  withoutPython,
} from './support.ts';

const banner = (page: Page) => page.getByText('The connection is away. Keep typing');

/** How many edits the browser's own database holds for all tabs of this interview. */
const storedEdits = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answered = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let count = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await answered(indexedDB.open(name));
      if (db.objectStoreNames.contains('edits'))
        count += await answered(db.transaction('edits', 'readonly').objectStore('edits').count());
      db.close();
    }
    return count;
  });

test('[BR6] the server dies while the candidate types: nothing is lost, nothing is claimed', async ({
  browser,
  holdout,
}) => {
  const links = await holdout.interview('Killed');
  const [candidateContext, staffContext] = [await browser.newContext(), await browser.newContext()];
  await withoutPython(candidateContext);
  const [candidate, staff] = [await candidateContext.newPage(), await staffContext.newPage()];
  await joinCandidate(candidate, links.candidate);
  await joinInterviewer(staff, links.interviewer);
  await openFile(candidate, 'explore.py');
  await replaceText(candidate, 'before = 1\n');
  await expect(saveState(candidate)).toContainText('Saved');

  await test.step('the page says so, and typing goes on', async () => {
    await holdout.end('SIGKILL');
    await expect(banner(candidate)).toBeVisible();
    await typeAt(candidate, 'End', 'during = 2\n');
    await expect(saveState(candidate)).toContainText('Not saved for');
    await expect(editorText(candidate)).toContainText('during = 2');
  });

  await test.step('the server is back: saved, and seen at the other side', async () => {
    await holdout.start();
    await expect(saveState(candidate)).toContainText('Saved');
    await expect(banner(candidate)).toHaveCount(0);
    await expect(editorText(staff)).toContainText('before = 1');
    await expect(editorText(staff)).toContainText('during = 2');
  });

  await test.step('edits of two tabs, made while the server is away and then closed, are kept and merged', async () => {
    const second = await candidateContext.newPage();
    await second.goto(candidate.url());
    await openFile(second, 'explore.py');
    await expect(editorText(second)).toContainText('during = 2');
    await holdout.end('SIGKILL');
    await expect(banner(second)).toBeVisible();
    await typeAt(candidate, 'Home', 'first_tab = 3\n');
    await typeAt(second, 'End', 'second_tab = 4\n');
    // Typing is gathered for 50 ms before it is stored; a tab that is closed within them has lost it.
    await expect.poll(() => storedEdits(second)).toBe(2);
    for (const page of [candidate, second]) {
      await expect(saveState(page)).toContainText('Not saved for');
      await page.close();
    }
    await holdout.start();
    const again = await candidateContext.newPage();
    await again.goto(new URL(`/room/${new URL(links.candidate).pathname.split('/').at(-1)}`, holdout.url).href);
    await openFile(again, 'explore.py');
    for (const page of [again, staff]) {
      for (const line of ['before = 1', 'during = 2', 'first_tab = 3', 'second_tab = 4']) {
        await expect(editorText(page)).toContainText(line);
      }
    }
    await expect(saveState(again)).toContainText('Saved');
  });
  await candidateContext.close();
  await staffContext.close();
});

test('[BR7] reload, second tab and latecomer find the same text and outputs; one tab runs', async ({
  browser,
  holdout,
}) => {
  const links = await holdout.interview('Reloaded');
  const context = await browser.newContext();
  const first = await context.newPage();
  await joinCandidate(first, links.candidate);
  await openFile(first, 'explore.py');
  await replaceText(first, 'import random\nprint("drawn", random.random())\n');
  await first.getByRole('button', { name: 'Run file', exact: true }).click();
  const drawn = output(first).getByText(/drawn 0\.\d+/);
  await expect(drawn).toBeVisible({ timeout: 150_000 });
  const line = (await drawn.innerText()).trim();

  await test.step('after a reload', async () => {
    await first.reload();
    await expect(output(first).getByText(line)).toBeVisible();
    await expect(editorText(first)).toContainText('random.random()');
  });

  await test.step('a second tab shows the same and does not run', async () => {
    const second = await context.newPage();
    await second.goto(first.url());
    await expect(output(second).getByText(line)).toBeVisible();
    await expect(second.getByText('Python runs in another tab of this browser.')).toBeVisible();
    const run = second.getByRole('button', { name: 'Run file', exact: true });
    await expect(run).toHaveAttribute('aria-disabled', 'true');
    await second.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
    await second.keyboard.press('ControlOrMeta+Enter');
    await expect(output(second)).toContainText('1 run');
    await expect(output(first)).toContainText('1 run');
    await second.getByRole('button', { name: 'Take over here' }).click();
    await expect(first.getByText('Python runs in another tab of this browser.')).toBeVisible();
    await expect(second.getByText('Python runs in another tab of this browser.')).toHaveCount(0);
    await second.close();
    await expect(first.getByText('Python runs in another tab of this browser.')).toHaveCount(0);
  });

  await test.step('whoever comes late gets the whole state; a revoked link is told at once', async () => {
    const desk = new LinkDesk(holdout, links.interviewId);
    const { url } = await desk.make('observer');
    const late = await browser.newContext();
    const observer = await late.newPage();
    await joinInterviewer(observer, url, 'Olga');
    await expect(editorText(observer)).toContainText('random.random()');
    await expect(runs(observer).getByText(line)).toBeVisible();
    await expect(observer.getByRole('status', { name: "Candidate's state" })).toContainText('Ada is connected');
    await desk.revoke(url);
    await expect(alertOf(observer, 'revoked by the interviewer')).toBeVisible({ timeout: 10_000 });
    await late.close();
  });
  await context.close();
});
