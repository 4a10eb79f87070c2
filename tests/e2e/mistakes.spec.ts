/**
 * Three honest mistakes, as the candidate meets them and as staff see them. With HOLDOUT_SCREENS=/some/folder each moment is also a
 * picture in both themes.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { both, type Change, prepare } from './prepare.ts';
import { expect, type Holdout, output, runs, test } from './support.ts';

const folder = process.env.HOLDOUT_SCREENS;
/** Ms that training on this machine may take, twice over: an end for what hangs. */
const TRAINING = { timeout: 120_000 };
/** Small enough for the budget, and quick. */
const SMALL: readonly Change[] = [
  ['hidden_layer_sizes=(48, 24)', 'hidden_layer_sizes=(16,)'],
  ['max_iter=8', 'max_iter=3'],
];

async function picture(name: string, page: Page): Promise<void> {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: path.join(folder, `mistake-${name}-${colorScheme}.png`) });
  }
}

async function begin(browser: Browser, holdout: Holdout, title: string, files: Record<string, readonly Change[]>) {
  const pages = await both(browser, await prepare(holdout, title, { files }));
  await pages.interviewer.getByRole('tab', { name: 'Scores' }).click();
  return { ...pages, staff: pages.interviewer.getByRole('region', { name: 'Scores' }) };
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await page.getByRole('textbox', { name: 'Hypothesis' }).fill(text);
  await page.getByRole('radio', { name: 'Lower (better)' }).check();
}

const submit = (page: Page) => page.getByRole('button', { name: 'Submit hypothesis and score' }).click();
const numberIn = (text: string | null, after: string) =>
  Number(new RegExp(`${after}\\s*([\\d.]+)`).exec(text ?? '')?.[1]);

test('[SC22] over the budget: told after the first fit with the largest parts, costs no try, and staff read the same', async ({
  browser,
  holdout,
}) => {
  const { candidate, interviewer, staff, close } = await begin(browser, holdout, 'A large network', {
    'model.py': [['max_iter=8', 'max_iter=3']],
  });
  await ask(candidate, 'Two layers see what one cannot see.');
  await submit(candidate);
  const dialog = candidate.getByRole('dialog');
  await expect(dialog.locator('[aria-current=step]', { hasText: 'Training' })).toBeVisible(TRAINING);
  await expect(dialog.getByText(/fit, fit 1 of 3/)).toBeVisible(TRAINING);
  await picture('budget-running', candidate);
  const sentence =
    /^The model has [\d,]+ weights; the budget is 1,500\. Most are in .*coefs_.* \([\d,]+\).*\. It cost no try\.$/;
  await expect(dialog.getByText(sentence)).toBeVisible(TRAINING);
  await expect(dialog.getByRole('table').getByRole('row')).not.toHaveCount(0);
  expect(await dialog.getByRole('table').getByRole('row').count()).toBeLessThanOrEqual(13);
  await picture('budget', candidate);
  await expect(staff.getByText(sentence)).toBeVisible();
  await picture('budget-staff', interviewer);
  await candidate.keyboard.press('Escape');
  await expect(candidate.getByRole('region', { name: 'Constraints' })).toContainText('20 of 20');
  await candidate.getByRole('button', { name: 'Score', exact: true }).click();
  await expect(
    dialog.getByText(/The last count was [\d,]+ weights \(the last score\); the budget is 1,500/),
  ).toBeVisible();
  await picture('budget-again', candidate);
  await close();
});

test('[SC7] state in a global: both sides read that only what fit returns crosses', async ({ browser, holdout }) => {
  const { candidate, interviewer, staff, close } = await begin(browser, holdout, 'A global', {
    'model.py': [
      ...SMALL,
      ['from features import transform\n', 'from features import transform\n\nSEEN = {}\n'],
      ['    return {"prep": prep,', '    SEEN["share"] = train[LABEL].mean()\n    return {"prep": prep,'],
      ['    p = model["net"]', '    share = SEEN["share"]\n    p = model["net"]'],
    ],
  });
  await ask(candidate, 'The share of scams is kept for predict.');
  await submit(candidate);
  const dialog = candidate.getByRole('dialog');
  const sentence = /Training changed SEEN in model\.py.*only what fit returns crosses.*Return it from fit\./;
  await expect(dialog.getByText(sentence)).toBeVisible(TRAINING);
  // The carets stand under the name that they point at.
  await expect(dialog.locator('pre')).toContainText(/\n {4}share = SEEN\["share"\]\n +~+\^+\n/);
  await expect(dialog.getByText('No try was spent.')).toBeVisible();
  await picture('global', candidate);
  await expect(staff.getByText(sentence)).toBeVisible();
  await picture('global-staff', interviewer);
  await close();
});

test('[SC6, SC20, SC21, SC23] a late column: Check and the first fit say the same number, and the hold-out a worse one', async ({
  browser,
  holdout,
}) => {
  test.setTimeout(400_000);
  const { candidate, interviewer, staff, close } = await begin(browser, holdout, 'A late column', {
    'model.py': [
      ...SMALL,
      ['from data import LABEL\n', 'from costs import CALL, missed\nfrom data import LABEL\n'],
      ['np.asarray(scores) >= 0.5', 'np.asarray(scores) * missed(rows) > CALL'],
      [
        '    p = model["net"]',
        '    print("all the rows of a batch have it:", "service_minutes" in rows)\n    p = model["net"]',
      ],
    ],
    'report.py': [
      ['import numpy as np\n', 'import numpy as np\nfrom costs import cost_per_transfer\n'],
      ['    correct = np.asarray(decisions, dtype=bool) == (np.asarray(labels) == 1)\n', ''],
      [
        '{"name": "accuracy", "value": float(correct.mean()), "better": "higher"}',
        '{"name": "cost", "value": cost_per_transfer(rows, np.asarray(labels), np.asarray(decisions, dtype=bool)), "better": "lower"}',
      ],
    ],
  });
  await candidate.getByRole('button', { name: 'Check', exact: true }).click();
  const facts = output(candidate).locator('.check-facts');
  await expect(facts.getByText(/Check on .* validation rows/)).toBeVisible(TRAINING);
  const checked = await facts.textContent();
  const official = numberIn(checked, 'Expected cost per transfer');
  const own = numberIn(checked, 'cost \\(reported by your code\\)');
  expect(official, checked ?? '').toBeGreaterThan(0);
  // Both are of the column as the file has it, so the honest report agrees to the digits that are shown.
  expect(own.toFixed(2)).toBe(official.toFixed(2));
  await expect(
    facts.getByText(/computed here from the decisions and the column amount, as train\.csv has it/),
  ).toBeVisible();
  await expect(output(candidate).getByText('Printed while batch 1 was predicted:')).toBeVisible();
  await expect(output(candidate).getByText('all the rows of a batch have it: True')).toBeVisible();
  await picture('late-check', candidate);
  await interviewer
    .getByRole('tab', { name: 'Runs' })
    .or(interviewer.getByRole('region', { name: 'Runs' }))
    .first()
    .click();
  await expect(runs(interviewer).getByText(/as train\.csv has it/)).toBeVisible();

  await ask(candidate, 'The service team books minutes on scams, so it should find them.');
  await picture('late-ask', candidate);
  await submit(candidate);
  const dialog = candidate.getByRole('dialog');
  await expect(dialog.locator('[aria-current=step]', { hasText: 'Predicting' })).toBeVisible(TRAINING);
  await expect(dialog.getByText(/at most \d+ s more/)).toBeVisible();
  await picture('late-running', candidate);
  await expect(dialog).toContainText('19 of 20', TRAINING);
  await expect(dialog).toContainText(`on your validation rows, as Check computes it: ${official.toFixed(2)} EUR`);
  await expect(dialog).toContainText(`Your own cost on validation rows: ${own.toFixed(4)} in the first fit`);
  await expect(dialog).toContainText('In a score that is not shown, as it may be rows of the hold-out');
  await expect(dialog).not.toContainText('all the rows of a batch have it');
  const scored = Number(/([\d.]+) ± [\d.]+ EUR/.exec((await dialog.textContent()) ?? '')?.[1]);
  expect(scored).toBeGreaterThan(official + 1);
  await picture('late-score', candidate);
  await interviewer.getByRole('tab', { name: 'Scores' }).click();
  await expect(
    staff.getByRole('row', { name: /Expected cost per transfer, validation rows, first fit/ }),
  ).toContainText(official.toFixed(2));
  await expect(staff.getByRole('row', { name: /private part/i })).toBeVisible();
  await expect(staff.getByRole('row', { name: /Honesty gap/ })).toContainText(/-?\d/);
  await picture('late-staff', interviewer);
  await candidate.keyboard.press('Escape');
  await candidate.getByRole('button', { name: 'Score', exact: true }).click();
  await expect(dialog.getByText(/The next score is possible in \d+ s/)).toBeVisible();
  await expect(dialog.getByText(/^Against score 1 \([\d.]+\)/)).toBeVisible();
  await picture('late-wait', candidate);
  await close();
});
