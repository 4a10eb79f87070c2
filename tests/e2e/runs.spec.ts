/** A run against its limit, ended by it or by Stop, and what is offered after a loss of the variables, as both sides see it. */
import type { Page } from '@playwright/test';
import { both, prepare } from './prepare.ts';
import { editorText, expect, openFile, output, replaceText, runs, test } from './support.ts';

/** Short, and still longer than the ten seconds in which more time is offered. */
const SECONDS = 12;
const BUNDLE = /\/api\/interviews\/[^/]+\/bundle/;

/** Swallows every interrupt: what ends it is the end of its worker. On one line, since the editor indents what is inserted. */
const SWALLOWS =
  '# %%\nexec("x = 0\\nwhile True:\\n try:\\n  x += 1\\n  while True: x += 1\\n except KeyboardInterrupt: pass")\n';

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
  test.setTimeout(240_000);
  const files = { 'explore.py': '# %%\nkept = 41\n' };
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Limit', { files }));
  await withShortRuns(candidate);
  await openFile(candidate, 'explore.py');
  await expect(editorText(candidate)).toContainText('kept = 41');
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

  // Five seconds after the limit the worker ends, and with it the variables.
  await runText(candidate, SWALLOWS);
  for (const side of sides) {
    await expect(card(side, 5).getByText('Stopped at the time limit; variables were lost')).toBeVisible();
    await expect(card(side, 5).getByText(/Ended after 12 s, the limit of one run\. Python had to be/)).toBeVisible();
  }
  await expect(card(output(candidate), 5).getByRole('button', { name: 'Run all above' })).toBeVisible();
  await close();
});

test('[RN42] [RN43] [RN44] a swallowed Stop is told; after a loss all cells run again; Restart asks only where something is lost', async ({
  browser,
  holdout,
}) => {
  // Scikit-learn is imported, and Python starts four times.
  test.setTimeout(300_000);
  const files = { 'explore.py': '# %%\nkept = 41\n' };
  const { candidate, interviewer, close } = await both(browser, await prepare(holdout, 'Swallowed', { files }));
  const sides = [output(candidate), runs(interviewer)];
  const dialog = candidate.getByRole('dialog', { name: 'Restart Python?' });
  const says = async (n: number, text: string | RegExp, timeout = 30_000) => {
    for (const side of sides) await expect(card(side, n).getByText(text).first()).toBeVisible({ timeout });
  };
  await openFile(candidate, 'explore.py');
  await expect(editorText(candidate)).toContainText('kept = 41');

  await test.step('Restart asks nothing before the first run', async () => {
    await expect(candidate.getByText('Python is ready').first()).toBeVisible({ timeout: 80_000 });
    await press(candidate, 'Restart');
    await expect(candidate.getByText('Python is ready').first()).toBeVisible({ timeout: 80_000 });
    await expect(dialog).toHaveCount(0);
  });

  await test.step('a library swallows Stop: it says Stopped, and variables are there', async () => {
    await runText(candidate, '# %%\nkept = 41\n');
    await says(1, 'Finished', 80_000);
    await runText(
      candidate,
      '# %%\nfrom sklearn.neural_network import MLPClassifier\nX = [[i % 7, i % 3] for i in range(200)]\n' +
        'print("fitting")\nMLPClassifier(max_iter=10**7, tol=0, n_iter_no_change=10**7).fit(X, [i % 2 for i in range(200)])\n',
    );
    await expect(card(output(candidate), 2).getByText('fitting')).toBeVisible({ timeout: 80_000 });
    await press(candidate, 'Stop');
    await says(2, 'Stopped');
    await says(2, /^Stop was pressed\. The code caught that/);
    await runText(candidate, '# %%\nkept + 1001\n');
    await says(3, '1042');
  });

  await test.step('the program swallows Stop: its worker ends, and the loss is told', async () => {
    await runText(candidate, SWALLOWS);
    await says(4, /^Running \d+ of 60 s$/);
    await press(candidate, 'Stop');
    await says(4, 'Stopped');
    await says(4, /^Stopped\. Python had to be restarted: variables are gone/);
    await says(4, 'variables were lost');
  });

  await test.step('cells run again where the loss is told', async () => {
    await replaceText(candidate, '# %%\nagain = 7\n\n# %%\nagain * 6\n\n# %%\nagain * 9\n');
    await card(output(candidate), 4).getByRole('button', { name: 'Run all cells' }).click();
    await says(6, '42', 80_000);
    await says(7, '63');
    await candidate.keyboard.press('ControlOrMeta+End');
    await toolbar(candidate).getByRole('button', { name: 'Run all above', exact: true }).click();
    await says(9, '42');
    await expect(card(output(candidate), 10)).toHaveCount(0);
  });

  await test.step('Restart asks, and Cancel keeps all; after it there is nothing to lose', async () => {
    await press(candidate, 'Restart');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await runText(candidate, '# %%\nagain\n');
    await says(10, '7');
    await press(candidate, 'Restart');
    await dialog.getByRole('button', { name: 'Restart' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(candidate.getByText('Python is ready').first()).toBeVisible({ timeout: 80_000 });
    await press(candidate, 'Restart');
    await expect(dialog).toHaveCount(0);
    await expect(candidate.getByText('Python is ready').first()).toBeVisible({ timeout: 80_000 });
    await runText(candidate, '# %%\nagain\n');
    await says(11, /NameError/, 80_000);
  });
  await close();
});
