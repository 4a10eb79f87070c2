/** An interview in TypeScript: typing with types, running, watching, stopping, checking, scoring, replaying. */
import { readFileSync } from 'node:fs';
import { both, oldPage, prepare, startOldStore } from './prepare.ts';
import { checkCostsNoTry, end, overBudget, replayed, reRun, reRunByItself, scored } from './scoring.ts';
import {
  editorText,
  expect,
  joinCandidate,
  joinInterviewer,
  openFile,
  output,
  replaceText,
  runs,
  saveState,
  test,
} from './support.ts';

const TYPESCRIPT = { language: 'typescript' } as const;

/** Looks at data, fits with tfjs, draws: a table, a live curve and a plot come out. */
const CELL = readFileSync(new URL('./programs/cell.ts', import.meta.url), 'utf8');

test('[BR11] both sides join; a type error is marked in the editor and reported by the run, which goes on', async ({
  browser,
  holdout,
}) => {
  const links = await holdout.interview('In TypeScript', TYPESCRIPT);
  const candidate = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  const interviewer = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await joinCandidate(candidate, links.candidate, 'Ada');
  await joinInterviewer(interviewer, links.interviewer, 'Ines');
  await interviewer.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(candidate.getByRole('timer')).toContainText('left');
  await openFile(candidate, 'explore.ts');
  await replaceText(candidate, "// %%\nconst n: number = 'seven';\n[n, 6 * 7]\n");
  await expect(saveState(candidate)).toContainText('Saved');
  const editor = candidate.getByRole('region', { name: 'Editor' });
  await expect(editor.locator('.squiggly-error')).toBeVisible({ timeout: 60_000 });
  await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
  await expect(output(candidate).getByText(/'seven', 42/)).toBeVisible({ timeout: 60_000 });
  await expect(output(candidate).getByText(/explore\.ts line 2: Type 'string' is not assignable/)).toBeVisible();
  await candidate.context().close();
  await interviewer.context().close();
});

test('[BR11] a run shows its table, its curve and its plot on both sides', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'Run', { ...TYPESCRIPT, files: { 'explore.ts': CELL } });
  const { candidate, interviewer, close } = await both(browser, prepared);
  await openFile(candidate, 'explore.ts');
  await candidate.getByRole('button', { name: 'Run file', exact: true }).click();
  for (const pane of [output(candidate), runs(interviewer)]) {
    await expect(pane.getByText('rows 12000')).toBeVisible({ timeout: 80_000 });
    await expect(pane.getByText('rate true')).toBeVisible();
    await expect(pane.getByRole('table').first()).toBeVisible();
    await expect(pane.getByText(/loss: .* at epoch 40/)).toBeAttached();
    await expect(pane.getByRole('img').first()).toBeVisible();
  }
  await close();
});

test('[BR11] an error names the line; completion knows the types of the data', async ({ browser, holdout }) => {
  const head = "// %%\nimport { load } from './data';\n";
  const files = { 'explore.ts': `${head}\nconst rows = load('train.csv');\nrows[99_999].amount\n` };
  const { candidate, close } = await both(browser, await prepare(holdout, 'Types', { ...TYPESCRIPT, files }));
  await openFile(candidate, 'explore.ts');
  await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
  for (const text of [/Cannot read properties of undefined/, /explore\.ts.*5/])
    await expect(output(candidate).getByText(text).first()).toBeVisible({ timeout: 60_000 });
  await replaceText(candidate, `${head}const rows = load('train.csv');\nrows[0].payee_`);
  await candidate.keyboard.press('Control+Space');
  await expect(candidate.locator('.suggest-widget').getByText('payee_known_days').first()).toBeVisible();
  await close();
});

test('[BR11] Stop ends a loop and says that variables are gone', async ({ browser, holdout }) => {
  const files = { 'explore.ts': '// %%\nwhile (true) {}\n' };
  const { candidate, interviewer, close } = await both(
    browser,
    await prepare(holdout, 'Stop', { ...TYPESCRIPT, files }),
  );
  await openFile(candidate, 'explore.ts');
  await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
  await expect(candidate.getByText(/Running \d+ of 60 s/).first()).toBeVisible({ timeout: 60_000 });
  await candidate.getByRole('button', { name: 'Stop', exact: true }).click();
  for (const pane of [output(candidate), runs(interviewer)]) {
    await expect(pane.getByText(/TypeScript had to be restarted: variables are gone/)).toBeVisible();
  }
  await replaceText(candidate, '// %%\n6 * 7 + 1000\n');
  await candidate.getByRole('button', { name: 'Run cell', exact: true }).click();
  await expect(output(candidate).getByText('1042')).toBeVisible();
  await close();
});

test('[BR11] Check costs no try', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Check', TYPESCRIPT));
  await checkCostsNoTry(candidate, interviewer);
  await close();
});

test('[BR11] over the budget no score is given, and the count says where the weights are', async ({
  browser,
  holdout,
}) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Over the budget', TYPESCRIPT));
  await overBudget(candidate, interviewer, /layers\/dense_Dense1\/kernel/);
  await close();
});

test('[BR11] a smaller network is scored; its weights are the server’s', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Scored', TYPESCRIPT));
  await scored(candidate, interviewer, {
    file: 'model.ts',
    changes: [
      ['units: 48', 'units: 12'],
      ['units: 24', 'units: 8'],
    ],
  });
  await close();
});

test('[BR11] a staff browser re-runs a score and agrees', async ({ browser }) => {
  const old = await startOldStore();
  try {
    const interviewer = await oldPage(browser, old, 'bank-scam-typescript', 'watch');
    await reRun(interviewer, 'Within the budget now.');
    await interviewer.context().close();
  } finally {
    await old.dispose();
  }
});

test('[AU53] whoever opens an ended interview finds its last score re-run by itself', async ({ browser }) => {
  const old = await startOldStore();
  try {
    const interviewer = await oldPage(browser, old, 'meter-reader-typescript', 'watch');
    await reRunByItself(interviewer);
    await interviewer.context().close();
  } finally {
    await old.dispose();
  }
});

test('[BR11] the end thanks the candidate', async ({ browser, holdout }) => {
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'End', TYPESCRIPT));
  await end(candidate, interviewer);
  await close();
});

test('[BR11] the replay shows at each moment what had happened by then, curves included', async ({ browser }) => {
  const old = await startOldStore();
  try {
    const interviewer = await oldPage(browser, old, 'meter-reader-typescript', 'replay');
    await replayed(interviewer, /TypeScript had to be restarted/);
    await expect(runs(interviewer).getByText(/loss/).first()).toBeAttached();
    await interviewer.context().close();
  } finally {
    await old.dispose();
  }
});

test('[ED6, ED7] in TypeScript F12 leads into the other file, F2 renames in both, and one undo takes it back in both', async ({
  browser,
  holdout,
}) => {
  const explore = "import { double as twice } from './helpers';\n// %%\ntwice(4)\n";
  const prepared = await prepare(holdout, 'Names', { ...TYPESCRIPT, files: { 'explore.ts': explore } });
  const page = await prepared.candidatePage(browser, false);
  const shown = async () => (await editorText(page).innerText()).replaceAll('\u00a0', ' ');
  await page.getByRole('region', { name: 'Files' }).getByRole('button', { name: 'New file' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('helpers.ts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: /helpers\.ts/ })).toHaveAttribute('aria-selected', 'true');
  await replaceText(page, 'const factor = 2;\nexport const double = (n: number): number => n * factor;\n');
  await openFile(page, 'explore.ts');
  await expect.poll(shown).toContain('twice(4)');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+Home');
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  // The compiler is loaded when the first answer comes.
  await expect(async () => {
    await page.keyboard.press('F12');
    await expect(page.getByRole('tab', { name: /helpers\.ts/ })).toHaveAttribute('aria-selected', 'true', {
      timeout: 2_000,
    });
  }).toPass({ timeout: 80_000 });

  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Rename double' });
  await expect(dialog).toContainText('2 places in 2 files', { timeout: 20_000 });
  await dialog.getByRole('textbox', { name: 'New name' }).fill('twofold');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect.poll(shown).toContain('export const twofold =');
  await openFile(page, 'explore.ts');
  await expect.poll(shown).toContain('import { twofold as twice }');
  await page.keyboard.press('Alt+1');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(shown).toContain('import { double as twice }');
  await openFile(page, 'helpers.ts');
  await expect.poll(shown).toContain('export const double =');
  await page.context().close();
});
