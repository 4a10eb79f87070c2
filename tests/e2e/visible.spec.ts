/** What turns a line round or hides in it can be seen wherever somebody's words are shown to somebody else. */

import { prepare } from './prepare.ts';
import { expect, joinInterviewer, LinkDesk, test } from './support.ts';

const TURN = '\u202e';

test('[OU6, OU7] in the brief, the dictionary, names, notes and the reason of a pause nothing turns a line round unseen', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, `Title ${TURN}here`);
  const page = await prepared.candidatePage(browser, false);
  await page.route('**/bundle', async (route) => {
    const bundle = await (await route.fetch()).json();
    bundle.title = `Task ${TURN}title`;
    bundle.brief = `# Head ${TURN}a\n\nText ${TURN}b and \`code ${TURN}c\`\n\n    block ${TURN}d\n\n\`\`\`py\nfence ${TURN}e\n\`\`\`\n`;
    bundle.dictionary[0].columns[0].meaning = `Meaning ${TURN}f`;
    bundle.metric.title = `Metric ${TURN}g`;
    await route.fulfill({ json: bundle });
  });
  await page.reload();
  const brief = page.getByRole('region', { name: 'Brief' });
  for (const part of ['Head', 'Text', 'code', 'block', 'fence']) await expect(brief).toContainText(`${part} [U+202E]`);
  await expect(brief.locator('mark')).toHaveCount(5);
  await expect(brief.locator('mark').first()).toHaveText('[U+202E]');
  await page.getByRole('tab', { name: 'Dictionary', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Dictionary' })).toContainText('Meaning [U+202E]f');
  await expect(page.getByRole('region', { name: 'Constraints' })).toContainText('Metric [U+202E]g');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Task [U+202E]title');

  const { url } = await new LinkDesk(holdout, prepared.interviewId).make('interviewer');
  const staff = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await joinInterviewer(staff, url, `Ines ${TURN}x`);
  // Joining takes it out of a name.
  await expect(page.locator('.watchers')).toHaveAttribute('title', 'Watching: Ines x');
  await staff.getByRole('button', { name: 'Pause' }).click();
  await staff.getByRole('dialog').getByLabel('Reason').fill(`fire ${TURN}alarm`);
  await staff.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused: fire [U+202E]alarm')).toBeVisible();

  await page.getByRole('region', { name: 'Annotations' }).getByRole('button', { name: 'Add annotation' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(`Note ${TURN}y`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save note' }).click();
  await expect(staff.getByRole('region', { name: 'Annotations' })).toContainText('Note [U+202E]y');
  // Nothing that was left as it is: neither in what is seen nor in what is read aloud.
  for (const one of [page, staff])
    expect(await one.evaluate((turn) => document.body.innerText.includes(turn), TURN)).toBe(false);
  await staff.context().close();
  await page.context().close();
});
