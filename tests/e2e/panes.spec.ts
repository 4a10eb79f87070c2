/** The candidate's panes: how much code there is room for, folding, output that would hold up the page, filters, files to take away. */

import type { OutputItem } from '../../protocol/output.ts';
import { newId } from '../support/client.ts';
import { prepare } from './prepare.ts';
import { expect, test } from './support.ts';

const LONG = Array.from({ length: 80 }, (_, i) => `line_${i} = ${i}`).join('\n');

test('[PN1, PN2] the code has 24 lines beside the output, and each pane folds by one key and is remembered', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Panes', { files: { 'explore.py': LONG } });
  const page = await prepared.candidatePage(browser, false);
  await page.setViewportSize({ width: 1366, height: 768 });
  const editor = page.getByRole('region', { name: 'Editor' });
  await expect(editor.locator('.view-line').first()).toBeVisible();
  const lines = () =>
    editor
      .locator('.monaco-editor')
      .first()
      .evaluate((element) => {
        const box = element.getBoundingClientRect();
        return [...element.querySelectorAll('.view-line')].filter((line) => {
          const { top, bottom, height } = line.getBoundingClientRect();
          return height > 0 && top >= box.top - 0.5 && bottom <= box.bottom + 0.5;
        }).length;
      });
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toBeVisible();
  await expect.poll(lines).toBeGreaterThanOrEqual(24);
  expect((await output.boundingBox())?.height).toBeGreaterThan(140);

  const width = async () => (await page.locator('#left').boundingBox())?.width ?? 0;
  const before = await width();
  await page.keyboard.press('ControlOrMeta+b');
  await expect(page.getByRole('button', { name: 'Open: Brief' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+j');
  await page.keyboard.press('ControlOrMeta+Shift+B');
  await expect(page.getByRole('button', { name: /Open: Output · 0 runs/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /Open: Constraints/ })).toBeVisible();
  await expect.poll(lines).toBeGreaterThan(32);
  await page.reload();
  await expect(page.getByRole('button', { name: /Open: Output · 0 runs/ })).toBeVisible();
  await page.getByRole('button', { name: 'Open: Brief' }).click();
  await expect.poll(width).toBeGreaterThan(before - 3);
  await page.keyboard.press('ControlOrMeta+j');
  await expect(output).toBeVisible();
  await page.context().close();
});

test('[PN7] the candidate takes a file and all files away during the interview', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, '面试');
  const page = await prepared.candidatePage(browser, false);
  const files = page.getByRole('region', { name: 'Files' });
  const [zip] = await Promise.all([
    page.waitForEvent('download'),
    files.getByRole('button', { name: 'Download all files' }).click(),
  ]);
  expect(zip.suggestedFilename()).toBe('面试.zip');
  await files.getByRole('button', { name: 'File actions: model.py' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('model.py');
  await page.context().close();
});

test('[PN3, PN4] all rows of the data are filtered as people type it', async ({ browser, holdout }) => {
  const prepared = await prepare(holdout, 'Filter');
  const page = await prepared.candidatePage(browser, false);
  await page.getByRole('tab', { name: 'Data' }).click();
  const pane = page.getByRole('region', { name: 'Data' });
  await expect(pane.getByText(/^12,000 rows$/)).toBeVisible();
  const filter = pane.getByRole('textbox', { name: 'Filter rows' });
  await filter.fill('channel = branch and amount > 50');
  await expect(pane.getByText(/^[\d,]+ of 12,000 rows$/)).toBeVisible();
  await filter.fill('chanel = branch');
  await expect(pane.getByText('There is no column chanel; there is channel. (character 1)')).toBeVisible();
  await page.context().close();
});

/** What a program can print to hold up a page that shows it. */
const HOSTILE: OutputItem[] = [
  ...Array.from(
    { length: 6 },
    (): OutputItem => ({ type: 'stream', name: 'stdout', text: `\u001b[${'!'.repeat(32_000)}` }),
  ),
  { type: 'stream', name: 'stderr', text: '\u001b[31ma\u001b[0m'.repeat(3_000) },
  { type: 'value', text: `a${'\u0301'.repeat(30_000)}` },
  ...Array.from(
    { length: 10 },
    (): OutputItem => ({
      type: 'table',
      kind: 'frame',
      columns: Array.from({ length: 50 }, (_, i) => ({ name: `c${i}`, dtype: 'float64' })),
      index: { name: '', dtype: 'int64', labels: Array.from({ length: 200 }, (_, i) => i) },
      rows: Array.from({ length: 200 }, () => Array.from({ length: 50 }, () => 1)),
      head: 200,
      shape: [200, 50],
    }),
  ),
  {
    type: 'image',
    mime: 'image/svg+xml',
    data: Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg"><g id="a0"><rect width="9" height="9"/></g>${Array.from({ length: 9 }, (_, i) => `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(12)}</g>`).join('')}</svg>`,
    ).toString('base64'),
    width: 10,
    height: 10,
    alt: 'laughs',
  },
  {
    type: 'curve',
    chart: 'steep',
    xLabel: '',
    series: [
      {
        name: 'y',
        points: [
          [1e17, 1e17],
          [1e17 + 16, 1e17 + 16],
        ],
      },
    ],
  },
  { type: 'stream', name: 'stdout', text: 'evil \u202eeb' },
];

test('[OU3, OU10] hostile output holds up no page, and old outputs come when asked for', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Hostile');
  const { ada } = prepared;
  await ada.connect();
  await ada.until(() => ada.synced, 'sync');
  for (let i = 0; i < 33; i++) {
    const runId = newId();
    const say = (items: OutputItem[]) => ada.say('run.output', { runId, items });
    await ada.say('run.start', { runId, kind: 'file', file: 'model.py', lines: null, code: 'x' });
    if (i === 0) await say([{ type: 'stream', name: 'stdout', text: 'the first one' }]);
    if (i >= 30) for (const item of HOSTILE) await say([item]);
    const end = { status: 'ok', durationMs: 1, varsLost: false, weights: null, check: null } as const;
    await ada.say('run.finish', { runId, ...end });
  }
  ada.stop();
  for (const page of [await prepared.candidatePage(browser, false), await prepared.interviewerPage(browser)]) {
    const runs = page.getByRole('region', { name: /^(Output|Runs)$/ });
    await expect(runs.getByText('This picture is not drawn').first()).toBeVisible();
    await expect(runs.getByText('[U+202E]').first()).toBeVisible();
    await expect(runs.getByText(/combining marks\]/).first()).toBeVisible();
    await expect(runs.getByRole('button', { name: 'Show the table' }).first()).toBeVisible();
    const first = page.getByRole('article', { name: 'Run 1', exact: true });
    await first.getByRole('button', { name: 'Show the output' }).click();
    await expect(first.getByText('the first one')).toBeVisible();
    await page.context().close();
  }
});

test('[PN9, PN10] new runs below are announced, and the code shows what turns its lines round', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Below', { files: { 'explore.py': '# ok \u202e gnorw\n' } });
  const { ada } = prepared;
  await ada.connect();
  await ada.until(() => ada.synced, 'sync');
  const run = async (text: string) => {
    const runId = newId();
    await ada.say('run.start', { runId, kind: 'file', file: 'model.py', lines: null, code: 'x' });
    await ada.say('run.output', { runId, items: [{ type: 'stream', name: 'stdout', text }] });
    const end = { status: 'ok', durationMs: 1, varsLost: false, weights: null, check: null } as const;
    await ada.say('run.finish', { runId, ...end });
  };
  for (let i = 0; i < 4; i++) await run('line\n'.repeat(30));
  const page = await prepared.candidatePage(browser, false);
  await expect(page.getByRole('region', { name: 'Editor' }).getByText('[U+202E]')).toBeVisible();
  const output = page.getByRole('region', { name: 'Output' });
  await expect(page.getByRole('article', { name: 'Run 4', exact: true })).toBeVisible();
  await output.hover();
  await page.mouse.wheel(0, -10_000);
  await expect.poll(() => output.evaluate((element) => element.scrollTop)).toBe(0);
  await run('the newest');
  await output.getByRole('button', { name: '1 new run below' }).click();
  await expect(output.getByText('the newest')).toBeInViewport();
  await expect(output.getByRole('button', { name: /below/ })).toHaveCount(0);
  ada.stop();
  await page.context().close();
});
