/** Downloads that fail at first: the room opens all the same, and says meanwhile why it waits. */
import { prepare } from './prepare.ts';
import { expect, test } from './support.ts';

test('[CL81] data and runtime that do not come at first are asked for again; both sides read why the page waits', async ({
  browser,
  holdout,
}) => {
  const interview = await prepare(holdout, 'Downloads');
  const staff = await interview.interviewerPage(browser);
  const page = await interview.candidatePage(browser, true);
  let away = true;
  let asked = 0;
  await page.route('**/data/train.csv', (route) => {
    asked += 1;
    if (asked === 1) return route.abort();
    return away ? route.fulfill({ status: 502, body: 'Bad gateway' }) : route.continue();
  });
  const broken = new Set<string>();
  await page.route('**/runtime/**', (route) => {
    const url = route.request().url();
    if (broken.has(url)) return route.continue();
    broken.add(url);
    return route.abort();
  });
  await page.reload();
  const state = page.locator('.kernel-state');
  await expect(state).toContainText('answered 502');
  await expect(state).toContainText('Trying again');
  await page.getByRole('tab', { name: 'Data' }).click();
  await expect(page.getByText(/could not be loaded.*502/)).toBeVisible();
  await expect(staff.locator('.candidate-state').getByTitle(/answered 502/)).toBeVisible();
  away = false;
  await expect(state).toContainText('is ready', { timeout: 60_000 });
  expect(broken.size).toBeGreaterThan(1);
});

test('[CL81] data that are refused for good say so, and can be asked for again by a button', async ({
  browser,
  holdout,
}) => {
  const interview = await prepare(holdout, 'Refused data');
  const page = await interview.candidatePage(browser, false);
  const refusal = { error: { code: 'scenario-changed', message: 'These data are gone.' } };
  let refused = true;
  await page.route('**/data/train.csv', (route) =>
    refused ? route.fulfill({ status: 409, json: refusal }) : route.continue(),
  );
  await page.reload();
  await expect(page.locator('.kernel-state')).toContainText('These data are gone.');
  await page.getByRole('tab', { name: 'Data' }).click();
  refused = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('grid').or(page.getByRole('table')).first()).toBeVisible();
});
