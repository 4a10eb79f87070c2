/** A walk over every page in the states that a person meets; what looks at pages (axe, screenshots) visits each state in turn. */
import type { Browser, Page } from '@playwright/test';
import { both, oldPage, prepare, startOldStore } from './prepare.ts';
import { change, end } from './scoring.ts';
import { expect, type Holdout, join, joinInterviewer, openFile, output, runs } from './support.ts';

/** Called with a page in a state worth looking at. The page must be left as it was. */
export type Visit = (name: string, page: Page) => Promise<void>;

/** A table, a figure, coloured text and an error: each kind of output once. */
const CELLS = `# %%
import matplotlib.pyplot as plt
import pandas as pd

frame = pd.read_csv("train.csv")
print("\\x1b[32mread\\x1b[0m", len(frame), "rows")
plt.plot([3, 1, 2])
plt.title("Three points")
frame.head()

# %%
frame["no such column"]
`;

async function publicPages(browser: Browser, holdout: Holdout, visit: Visit): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(holdout.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await visit('landing', page);
  await page.goto(`${holdout.url}/join/00000000-0000-4000-8000-000000000000#cut`);
  await expect(page.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  await visit('dead-link', page);
  await page.goto(`${holdout.url}/help/typescript`);
  await expect(page.getByRole('heading', { name: 'TypeScript in this interview' })).toBeVisible();
  await visit('help-typescript', page);
  await context.close();
}

async function staffPages(browser: Browser, holdout: Holdout, visit: Visit): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${holdout.url}/staff`);
  await expect(page.getByRole('heading', { name: 'This page needs the staff link' })).toBeVisible();
  await visit('staff-no-link', page);
  await page.goto('about:blank');
  await page.goto(holdout.staff);
  await expect(page.getByRole('heading', { name: 'Interviews', level: 1 })).toBeVisible();
  await visit('staff', page);
  await page.getByRole('button', { name: 'New interview' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await visit('staff-new', page);
  await dialog.getByRole('textbox', { name: 'Minutes' }).fill('1');
  await dialog.getByRole('button', { name: 'Create interview' }).click();
  await expect(dialog.getByText('whole minutes')).toBeVisible();
  await visit('staff-new-error', page);
  await dialog.getByRole('textbox', { name: 'Minutes' }).fill('60');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Made by hand');
  await dialog.getByRole('button', { name: 'Create interview' }).click();
  await expect(page.getByRole('dialog', { name: 'Created: Made by hand' })).toBeVisible({ timeout: 60_000 });
  await visit('staff-created', page);
  await page
    .getByRole('dialog')
    .getByRole('contentinfo')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Close' })
    .last()
    .click();
  await page.getByRole('button', { name: 'Links of Made by hand' }).click();
  await expect(page.getByRole('dialog').getByText('Not used yet').first()).toBeVisible();
  await visit('staff-links', page);
  await context.close();
}

/** The candidate before the start: the invitation with its consent, then the lobby of a gated interview. */
async function waiting(browser: Browser, holdout: Holdout, visit: Visit): Promise<void> {
  const links = await holdout.interview('Gated', { gated: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(links.candidate);
  await expect(page.getByRole('textbox', { name: /name/i })).toBeVisible();
  await visit('join', page);
  await join(page, links.candidate, 'Ada');
  await expect(page.getByText('has not started yet')).toBeVisible();
  await visit('lobby', page);
  await context.close();
}

/** The candidate's room, from the empty state to the end. */
async function candidateRoom(browser: Browser, holdout: Holdout, visit: Visit, full: boolean): Promise<void> {
  const prepared = await prepare(holdout, 'Both rooms', { files: { 'explore.py': CELLS } });
  const { candidate, interviewer: staff, close } = await both(browser, prepared);
  await openFile(candidate, 'explore.py');
  await expect(output(candidate).getByText('Nothing has run yet')).toBeVisible();
  await visit('room-empty', candidate);
  await candidate.getByRole('button', { name: 'Run file', exact: true }).click();
  await expect(output(candidate).getByText('KeyError').first()).toBeVisible({ timeout: 80_000 });
  await expect(output(candidate).getByRole('img').first()).toBeVisible();
  const notes = staff.getByRole('region', { name: 'Annotations' });
  await notes.getByRole('textbox', { name: 'Note' }).fill('What would the base rate be?');
  await notes.getByRole('radio', { name: /shared/i }).check();
  await notes.getByRole('button', { name: 'Add annotation' }).click();
  await expect(candidate.getByText('What would the base rate be?')).toBeVisible();
  if (full) await scoredStates(candidate, visit);
  await visit('room', candidate);
  await candidateDialogs(candidate, visit);
  await end(candidate, staff);
  await visit('ended', candidate);
  await close();
}

/** The interviewer's room and the replay, over interviews that have runs, notes and scores. */
async function staffRoom(browser: Browser, holdout: Holdout, visit: Visit): Promise<void> {
  const context = await browser.newContext();
  const empty = await context.newPage();
  await joinInterviewer(empty, (await holdout.interview('Nothing yet')).interviewer);
  await visit('watch-empty', empty);
  await context.close();
  const old = await startOldStore();
  try {
    const staff = await oldPage(browser, old, 'bank-scam-typescript', 'watch');
    await expect(
      runs(staff)
        .getByText(/Cannot read properties/)
        .first(),
    ).toBeAttached();
    for (const name of ['Guide', 'Rubric', 'Scores', 'Findings', 'Brief']) {
      await staff.getByRole('tab', { name }).click();
      await expect(staff.getByRole('region', { name })).toBeVisible();
      await visit(`watch-${name.toLowerCase()}`, staff);
    }
    await staff.keyboard.press('?');
    await expect(staff.getByRole('dialog')).toBeVisible();
    await visit('watch-keys', staff);
    await staff.keyboard.press('Escape');
    await staff.getByRole('button', { name: 'End', exact: true }).click();
    await visit('watch-end', staff);
    await staff.context().close();
    const replay = await oldPage(browser, old, 'bank-scam-python', 'replay');
    await expect(replay.getByRole('slider', { name: 'Position' })).toBeVisible();
    await expect(runs(replay).getByText('KeyError').first()).toBeVisible();
    await visit('replay', replay);
    await replay.context().close();
  } finally {
    await old.dispose();
  }
}

async function candidateDialogs(page: Page, visit: Visit): Promise<void> {
  for (const name of ['Data', 'Dictionary', 'Packages']) {
    const tab = page.getByRole('tab', { name, exact: true });
    if ((await tab.count()) === 0) continue;
    await tab.click();
    await visit(`room-${name.toLowerCase()}`, page);
  }
  await page.getByRole('tab', { name: 'Brief', exact: true }).click();
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Hypothesis' })).toBeVisible();
  await visit('room-score', page);
  await page.getByRole('button', { name: 'Submit hypothesis and score' }).click();
  await visit('room-score-error', page);
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Annotations' }).getByRole('button', { name: 'Add annotation' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('room-note', page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('room-keys', page);
  await page.keyboard.press('Escape');
}

/** Check, a score over the budget, and one within it: minutes of training, so only where somebody wants to see it. */
async function scoredStates(page: Page, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await expect(output(page).getByText(/Check on .* validation rows/)).toBeVisible({ timeout: 150_000 });
  await visit('room-check', page);
  const dialog = page.getByRole('dialog');
  const ask = async (text: string) => {
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await page.getByRole('textbox', { name: 'Hypothesis' }).fill(text);
    await page.getByRole('radio', { name: 'About the same' }).check();
    await page.getByRole('button', { name: 'Submit hypothesis and score' }).click();
  };
  await ask('The scaffold as it is, for a start.');
  await expect(dialog.locator('[aria-current=step]', { hasText: 'Training' })).toBeVisible({ timeout: 120_000 });
  await visit('room-score-running', page);
  await expect(dialog.getByText(/coefs_/).first()).toBeVisible({ timeout: 180_000 });
  await visit('room-score-over', page);
  await page.keyboard.press('Escape');
  await openFile(page, 'model.py');
  await change(page, 'hidden_layer_sizes=(48, 24)', 'hidden_layer_sizes=(16,)');
  await ask('Fewer units cost little: the data is noisy.');
  await expect(dialog).toContainText('19 of 20', { timeout: 240_000 });
  await visit('room-score-result', page);
  await page.keyboard.press('Escape');
}

/** The parts of the walk: each makes its own interviews. With `full` also a check and two scores, which take minutes. */
export const PARTS: Readonly<
  Record<string, (browser: Browser, holdout: Holdout, visit: Visit, full?: boolean) => Promise<void>>
> = {
  'public pages': publicPages,
  'staff pages': staffPages,
  'the join page and the lobby': waiting,
  'the room': (browser, holdout, visit, full = false) => candidateRoom(browser, holdout, visit, full),
  'the interviewer’s room and the replay': staffRoom,
};
