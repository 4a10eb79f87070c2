/** The large view of a table and a plot. */
import type { OutputItem } from '../../protocol/output.ts';
import { newId } from '../support/client.ts';
import { prepare } from './prepare.ts';
import { expect, output, test } from './support.ts';

const TABLE: OutputItem = {
  type: 'table',
  kind: 'frame',
  columns: [{ name: 'amount', dtype: 'float64' }],
  index: { name: '', dtype: 'int64', labels: Array.from({ length: 60 }, (_, i) => i) },
  rows: Array.from({ length: 60 }, (_, i) => [i + 0.5]),
  head: 60,
  shape: [60, 1],
};
const PLOT: OutputItem = {
  type: 'image',
  mime: 'image/svg+xml',
  data: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect width="120" height="80"/></svg>',
  ).toString('base64'),
  width: 120,
  height: 80,
  alt: 'a dark plot',
};

test('[OU12] a table and a plot open large, by pointer and by key; Escape closes them, and the focus is where it was', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Large views');
  const { ada } = prepared;
  await ada.connect();
  await ada.until(() => ada.synced, 'sync');
  const runId = newId();
  await ada.say('run.start', { runId, kind: 'file', file: 'model.py', lines: null, code: 'x' });
  await ada.say('run.output', { runId, items: [TABLE, PLOT] });
  const end = { status: 'ok', durationMs: 1, varsLost: false, weights: null, check: null } as const;
  await ada.say('run.finish', { runId, ...end });
  const page = await prepared.candidatePage(browser, false);
  const buttons = output(page).getByRole('button', { name: /^Larger view: / });
  await expect(buttons).toHaveCount(2);
  const dialog = page.getByRole('dialog');

  const small = await output(page).getByRole('table').boundingBox();
  await buttons.nth(0).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('table')).toBeVisible();
  const box = await dialog.locator('.table-scroll').boundingBox();
  expect(box?.height).toBeGreaterThan(400);
  expect(small).not.toBeNull();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(buttons.nth(0)).toBeFocused();

  const picture = await output(page).getByRole('img', { name: 'a dark plot' }).boundingBox();
  await output(page).getByRole('img', { name: 'a dark plot' }).hover();
  await buttons.nth(1).click();
  const large = dialog.getByRole('img', { name: 'a dark plot' });
  await expect(large).toBeVisible();
  await expect
    .poll(async () => (await large.boundingBox())?.width ?? 0)
    .toBeGreaterThan(3 * (picture?.width ?? Number.POSITIVE_INFINITY));
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(buttons.nth(1)).toBeFocused();
  ada.stop();
  await page.context().close();
});
