/** A run against its limit, ended by it or by Stop, and what is offered after a loss of the variables, as both sides see it. */
import type { Page } from '@playwright/test';
import { both, prepare } from './prepare.ts';
import { expect, openFile, output, replaceText, runs, test } from './support.ts';

/** Short, and still longer than the ten seconds in which more time is offered. */
const SECONDS = 12;
const BUNDLE = /\/api\/interviews\/[^/]+\/bundle/;

/** From here on the page is given a limit of one run that a test can wait for. */
async function withShortRuns(page: Page): Promise<void> {
  await page.route(BUNDLE, async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as { constraints: { runSeconds: number } };
    json.constraints.runSeconds = SECONDS;
    await route.fulfill({ response, json });
  });
  await page.reload();
}

const card = (pane: ReturnType<typeof output>, n: number) =>
  pane.getByRole('article', { name: `Run ${n}`, exact: true });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const toolbar = (page: Page) => page.getByRole('toolbar', { name: 'Run and score' });

/** The file as it is wanted, and its last cell run; the cursor ends in it. */
async function runText(page: Page, text: string): Promise<void> {
  await replaceText(page, text);
  await toolbar(page).getByRole('button', { name: 'Run cell', exact: true }).click();
}

test('[RN40] [RN41] both sides see a run counted; it is given more time, and at its limit keeps its variables', async ({
  browser,
  holdout,
}) => {
  const files = { 'explore.py': '# %%\nkept = 41\n' };
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Limit', { files }));
  await withShortRuns(candidate);
  await openFile(candidate, 'explore.py');
  await toolbar(candidate).getByRole('button', { name: 'Run cell', exact: true }).click();
  const sides = [output(candidate), runs(interviewer)];
  await expect(card(output(candidate), 1).getByText('Finished')).toBeVisible({ timeout: 80_000 });

  await runText(candidate, '# %%\nwhile True: pass\n');
  for (const side of sides) await expect(card(side, 2).getByText(/^Running \d+ of 12 s$/)).toBeVisible();
  await press(candidate, '60 s more');
  for (const side of sides) await expect(card(side, 2).getByText(/^Running \d+ of 72 s$/)).toBeVisible();
  await expect(candidate.getByRole('button', { name: '60 s more', exact: true })).toHaveCount(0);
  await press(candidate, 'Stop');
  for (const side of sides) await expect(card(side, 2).getByText('Stopped', { exact: true })).toBeVisible();

  await runText(candidate, '# %%\nwhile True: pass\n');
  for (const side of sides) {
    await expect(card(side, 3).getByText('Stopped at the time limit', { exact: true })).toBeVisible();
    await expect(card(side, 3).getByText(/Ended after 12 s, the limit of one run\. Variables are as/)).toBeVisible();
  }
  await runText(candidate, '# %%\nkept + 1001\n');
  for (const side of sides) await expect(card(side, 4).getByText('1042')).toBeVisible();
  await close();
});
