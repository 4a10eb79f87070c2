/** A PostgreSQL that goes away and comes back under a page in which a candidate types; the server itself stays up. */
import * as Y from 'yjs';
import { Cluster } from '../support/postgres/cluster.ts';
import { Relay } from '../support/postgres/relay.ts';
import { NO_CLUSTER } from '../support/postgres/tools.ts';
import {
  editorText,
  expect,
  Holdout,
  joinCandidate,
  joinInterviewer,
  openFile,
  replaceText,
  saveState,
  test,
  typeAt,
  withoutPython,
} from './support.ts';

/** Within 15 s on a machine that does nothing else; the browsers of other tests may take its processors. */
const BACK_MS = 60_000;

/** Every file of the log's document, by its edits in their order. */
async function storedText(cluster: Cluster, interviewId: string): Promise<string> {
  const rows = await cluster.sql<{ body: Buffer }>(
    "select body from log where interview_id = $1 and kind = 'edit' order by seq",
    [interviewId],
    'holdout',
  );
  const doc = new Y.Doc();
  for (const { body } of rows) Y.applyUpdate(doc, body);
  const files = [...doc.getMap<Y.Map<Y.Text>>('work').values()];
  return files.map((file) => file.get('text')?.toString() ?? '').join('\n');
}

test.describe('a database that goes away', () => {
  test.skip(NO_CLUSTER !== null, NO_CLUSTER ?? '');
  test.setTimeout(240_000);
  let cluster: Cluster;
  let relay: Relay;
  let server: Holdout;
  test.beforeAll(async () => {
    test.setTimeout(240_000);
    cluster = await Cluster.create();
    await cluster.sql('create database holdout');
    relay = await Relay.to(cluster.socket);
    server = new Holdout({ env: { DATABASE_URL: relay.url('holdout') } });
    await server.start();
  });
  test.afterAll(async () => {
    await server?.dispose();
    await relay?.close();
    await cluster?.remove();
  });

  test('[ST40, BR6] typing goes on through an outage; the page says what is not saved, comes back by itself, and all is stored once', async ({
    browser,
  }) => {
    const links = await server.interview('Outage');
    const [candidateContext, staffContext] = [await browser.newContext(), await browser.newContext()];
    await withoutPython(candidateContext);
    const [candidate, staff] = [await candidateContext.newPage(), await staffContext.newPage()];
    await joinCandidate(candidate, links.candidate);
    await joinInterviewer(staff, links.interviewer);
    await openFile(candidate, 'explore.py');
    await replaceText(candidate, 'before = 1\n');
    await expect(saveState(candidate)).toContainText('Saved');

    await test.step('the database is stopped: what is typed stays, and the page does not say that it is saved', async () => {
      await cluster.stop('fast');
      await typeAt(candidate, 'End', 'during = 2\n');
      await expect(saveState(candidate)).toContainText('Not saved for');
      await expect(candidate.getByText('The connection is away. Keep typing')).toBeVisible();
      await expect(editorText(candidate)).toContainText('during = 2');
      await typeAt(candidate, 'End', 'still = 3\n');
      await expect(saveState(candidate)).not.toContainText('Saved');
      await expect(candidate.getByRole('heading', { name: 'This page was disconnected' })).toHaveCount(0);
    });

    await test.step('the database is started: the page is back without a click, and staff see all of it', async () => {
      await cluster.start();
      await expect(saveState(candidate)).toContainText('Saved', { timeout: BACK_MS });
      await expect(candidate.getByText('The connection is away. Keep typing')).toHaveCount(0);
      await typeAt(candidate, 'End', 'after = 4\n');
      await expect(saveState(candidate)).toContainText('Saved');
      for (const line of ['before = 1', 'during = 2', 'still = 3', 'after = 4'])
        await expect(editorText(staff)).toContainText(line, { timeout: BACK_MS });
    });

    const stored = await storedText(cluster, links.interviewId);
    for (const line of ['before = 1', 'during = 2', 'still = 3', 'after = 4'])
      expect(stored.split(line).length - 1, line).toBe(1);
    await Promise.all([candidateContext.close(), staffContext.close()]);
  });
});
