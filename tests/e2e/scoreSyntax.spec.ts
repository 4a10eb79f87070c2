/** Score in a room whose files cannot be read. */
import { prepare } from './prepare.ts';
import { expect, openFile, test } from './support.ts';

test('[SC3] Score goes to the line that cannot be read, and asks for no hypothesis', async ({ browser, holdout }) => {
  const files = { 'model.py': [['hidden_layer_sizes=(48, 24)', 'hidden_layer_sizes = = 3'] as const] };
  const prepared = await prepare(holdout, 'Cannot be read', { files });
  const page = await prepared.candidatePage(browser);
  await openFile(page, 'features.py');
  // Before that nothing answers, and the official run itself says it.
  await expect(page.getByText('Python is ready').first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await expect(page.getByText(/model\.py line 16 cannot be read, so no score was begun/)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('tab', { name: /model\.py/ })).toHaveAttribute('aria-selected', 'true');
  await page.context().close();
});
