/** The ledger: what a staff browser says of the candidate's edits, live, in the replay, afterwards, and when another browser takes over. */
import type { Browser, Page } from '@playwright/test';
import type * as Y from 'yjs';
import type { Edit } from '../scenarios/mends/edits.ts';
import { PYTHON_EDITS } from '../scenarios/mends/pythonEdits.ts';
import { TYPESCRIPT_EDITS } from '../scenarios/mends/typescriptEdits.ts';
import { Client } from '../support/client.ts';
import { type Prepared, prepare } from './prepare.ts';
import { expect, type Holdout, joinInterviewer, LinkDesk, test } from './support.ts';

/** Ms in which a look must have been made, on a machine that is not quiet. */
const LOOK_MS = 90_000;

type Changes = Edit['changes'];
type Words = Readonly<Record<string, RegExp>>;

const ledgerOf = (page: Page) => page.getByRole('region', { name: 'Ledger' });
const row = (page: Page, name: string) =>
  ledgerOf(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
const texts = (page: Page) => ledgerOf(page).getByRole('row').allInnerTexts();

/** The words of all rows, as they stand in the end. */
async function expectLedger(page: Page, words: Words): Promise<void> {
  for (const [name, word] of Object.entries(words))
    await expect(row(page, name), name).toContainText(word, { timeout: LOOK_MS });
}

/** Ada at work again, without a page. */
async function working({ ada, interviewId }: Prepared): Promise<Client> {
  const client = new Client(ada.link, {}, ada.browser);
  client.interviewId = interviewId;
  await client.connect();
  await client.until(() => client.synced && client.doc.getMap('work').size > 0, 'the document');
  return client;
}

/** Makes changes wherever their old texts are, as one edit. */
async function edit(ada: Client, changes: Changes): Promise<void> {
  const files = [...ada.doc.getMap<Y.Map<unknown>>('work').values()].map((file) => file.get('text') as Y.Text);
  ada.doc.transact(() => {
    for (const [old, by] of changes) {
      const text = files.find((one) => one.toString().includes(old));
      if (!text) throw new Error(`no file has ${old}`);
      const at = text.toString().indexOf(old);
      text.delete(at, old.length);
      text.insert(at, by);
    }
  });
  await ada.until(() => ada.saved, 'the edit to be saved');
}

const undone = (changes: Changes): Changes => changes.map(([old, by]): Changes[number] => [by, old]).reverse();
const named = (edits: readonly Edit[], name: string): Changes => {
  const found = edits.find((one) => one.name === name);
  if (!found) throw new Error(`there is no edit ${name}`);
  return found.changes;
};
const python = (name: string) => named(PYTHON_EDITS, name);
const typescript = (name: string) => named(TYPESCRIPT_EDITS, name);

const UNTOUCHED: Words = {
  'Late column': /untouched/,
  'Codes made per call': /untouched/,
  'Accuracy in the report': /untouched/,
  'Threshold of one half': /untouched/,
};
const MENDED = /mended(?! another)/;

interface Step {
  changes: Changes;
  says: Words;
}

const KEPT_CODES = 'codes in a dictionary of the module, filled as values come';
const PYTHON: readonly Step[] = [
  { changes: [['    "service_minutes",\n', '']], says: { 'Late column': MENDED, 'Codes made per call': /untouched/ } },
  {
    changes: [...python('a threshold of 0.3'), ...python(KEPT_CODES), ...python('a report that always says 5.2')],
    says: {
      'Threshold of one half': /(?<!un)touched/,
      'Codes made per call': /(?<!un)touched/,
      'Accuracy in the report': /(?<!un)touched/,
      'Late column': MENDED,
    },
  },
  {
    changes: [
      ...undone(python(KEPT_CODES)),
      ...python('the encoder of scikit-learn, fitted in prepare'),
      ['NUMERIC = [\n', 'NUMERIC = [\n    *["service_" + "minutes"],\n'],
      [
        '    cut = int(',
        '    rows = pd.concat([rows, rows[rows[LABEL] == 1]]).sort_values("created_at")\n    cut = int(',
      ],
    ],
    says: {
      'Codes made per call': /another way/,
      'Late column': /back again/,
      'Accuracy in the report': /(?<!un)touched/,
    },
  },
];

const KEPT_LIST = 'a list of the module, filled as values come';
const TYPESCRIPT: readonly Step[] = [
  { changes: [["  'service_minutes',\n", '']], says: { 'Late column': MENDED, 'Codes made per call': /untouched/ } },
  {
    changes: [...typescript(KEPT_LIST), ...typescript('a report that always says 5.2')],
    says: { 'Codes made per call': /(?<!un)touched/, 'Accuracy in the report': /(?<!un)touched/ },
  },
  {
    changes: [
      ...undone(typescript(KEPT_LIST)),
      ...typescript('a map of positions in the levels of the training rows'),
      ["'limit_changes_30d',\n", "'limit_changes_30d',\n  ['service', 'minutes'].join('_'),\n"],
    ],
    says: { 'Codes made per call': /another way/, 'Late column': /back again/ },
  },
];

async function follows(holdout: Holdout, browser: Browser, language: 'python' | 'typescript', steps: readonly Step[]) {
  const prepared = await prepare(holdout, `Ledger in ${language}`, { form: 'senior-b', language });
  const ada = await working(prepared);
  const page = await prepared.interviewerPage(browser);
  await expect(ledgerOf(page)).toContainText(/as of/, { timeout: LOOK_MS });
  await expectLedger(page, UNTOUCHED);
  for (const { changes, says } of steps) {
    await edit(ada, changes);
    await expectLedger(page, says);
  }
  return { ada, page };
}

/** The replay of what a page shows live: at its end it says the same. */
async function sameInReplay(page: Page): Promise<void> {
  const live = await texts(page);
  await page.goto(page.url().replace('/watch/', '/replay/'));
  await expect.poll(() => texts(page)).toEqual(live);
}

test('[LD20] the ledger follows what a candidate does in Python, and the replay says the same', async ({
  browser,
  holdout,
}) => {
  const { ada, page } = await follows(holdout, browser, 'python', PYTHON);
  await expect(ledgerOf(page)).toContainText('Faults of their own', { timeout: LOOK_MS });
  // What does not run says nothing of any bug, and takes no word back.
  await edit(ada, [['def split(', 'def split((']]);
  await expectLedger(page, {
    'Late column': /back again.*cannot tell/s,
    'Codes made per call': /another way.*cannot tell/s,
  });
  const said = row(page, 'Late column').getByRole('button', { name: /Said it/ });
  await said.click();
  await expect(said).toHaveAttribute('aria-pressed', 'true');
  ada.stop();
  await sameInReplay(page);
  await page.context().close();
});

test('[LD20] the ledger follows what a candidate does in TypeScript, and the replay says the same', async ({
  browser,
  holdout,
}) => {
  const { ada, page } = await follows(holdout, browser, 'typescript', TYPESCRIPT);
  ada.stop();
  await sameInReplay(page);
  await page.context().close();
});

test('[LD20] what nobody watched is looked at afterwards, and another browser goes on where the first one closes', async ({
  browser,
  holdout,
}) => {
  const prepared = await prepare(holdout, 'Ledger of two', { form: 'senior-b', language: 'typescript' });
  const ada = await working(prepared);
  await edit(ada, [["  'service_minutes',\n", '']]);
  const run = { kind: 'file' as const, file: 'model.ts', lines: null, code: '' };
  const end = { status: 'ok' as const, durationMs: 1, varsLost: false, weights: null, check: null };
  await ada.say('run.start', { runId: 'run-0001', ...run });
  await ada.say('run.finish', { runId: 'run-0001', ...end });
  await edit(ada, typescript('a list of the module, filled as values come'));
  const first = await prepared.interviewerPage(browser);
  await expectLedger(first, { 'Late column': MENDED, 'Codes made per call': /(?<!un)touched/ });
  // The run of before was looked at too: that is since when the column is mended.
  const ran = ada.events.find(({ type }) => type === 'run.started')?.at ?? 0;
  const before = `${new Date(ran).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  await expect(row(first, 'Late column').locator('time')).toHaveAttribute('title', before, { timeout: LOOK_MS });
  const second = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await joinInterviewer(second, (await new LinkDesk(holdout, prepared.interviewId).make('observer')).url);
  await expectLedger(second, { 'Late column': MENDED, 'Codes made per call': /(?<!un)touched/ });
  await expect(ledgerOf(second)).toContainText('kept by Ines', { timeout: LOOK_MS });
  await first.context().close();
  await edit(ada, undone(typescript('a list of the module, filled as values come')));
  await edit(ada, typescript('a map of positions in the levels of the training rows'));
  await expectLedger(second, { 'Codes made per call': /another way/ });
  await expect(row(second, 'Late column').locator('time')).toHaveAttribute('title', before);
  ada.stop();
  await second.context().close();
});
