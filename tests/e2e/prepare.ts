/**
 * Interviews in a state that a test begins with, made over the server's own HTTP and socket, without a browser: it is told from
 * the first step what it is about, and not from the fifth minute.
 */
import type { Browser, Page } from '@playwright/test';
import * as Y from 'yjs';
import type { LanguageOffer } from '../../protocol/language.ts';
import { oldInterview, unpack } from '../fixtures/oldStore/open.ts';
import { Client } from '../support/client.ts';
import { parseLink } from '../support/http.ts';
import { expect, Holdout, joinInterviewer, LinkDesk, type Links, withoutPython } from './support.ts';

/** Two replacements in the text of a file, each found exactly once. */
export type Change = readonly [find: string, put: string];

export interface Wanted {
  language?: LanguageOffer;
  /** Form of bank-scam; default the first. */
  form?: string;
  /** Whether the clock runs; without it the interview waits for Start. */
  started?: boolean;
  /** Files with their whole new text, or with what is changed in the scaffold. */
  files?: Readonly<Record<string, string | readonly Change[]>>;
}

export interface Prepared extends Links {
  /** Ada without a page, not connected: says what a browser would take minutes to do. */
  ada: Client;
  /** A page in the candidate's room, who has joined as Ada; without Python where no run is needed; `base`: another address of the server. */
  candidatePage(browser: Browser, python?: boolean, base?: string): Promise<Page>;
  /** A page in the interviewer's room, who has joined as Ines. */
  interviewerPage(browser: Browser): Promise<Page>;
}

const VIEWPORT = { width: 1366, height: 768 };

/** An interview of bank-scam that both sides have joined. */
export async function prepare(holdout: Holdout, title: string, wanted: Wanted = {}): Promise<Prepared> {
  const { language = 'python', started = true, files = {}, form } = wanted;
  const links = await holdout.interview(title, { language, ...(form ? { form } : {}) });
  const interviewer = await new Client(parseLink(links.interviewer)).join('Ines', links.interviewId);
  const candidate = await new Client(parseLink(links.candidate)).join('Ada', links.interviewId);
  try {
    if (started) {
      await interviewer.connect();
      expect(await interviewer.say('interview.start', {})).toBe('ack');
    }
    await candidate.connect();
    await candidate.until(() => candidate.synced && candidate.doc.getMap('work').size > 0, 'the scaffold');
    for (const [name, text] of Object.entries(files)) write(candidate, name, text);
    await candidate.until(() => candidate.saved, 'the files to be saved');
  } finally {
    interviewer.stop();
    candidate.stop();
  }
  const open = async (
    browser: Browser,
    { browser: { cookies }, link }: Client,
    room: string,
    region: string,
    python = true,
    base = holdout.url,
  ) => {
    const context = await browser.newContext({ viewport: VIEWPORT });
    if (!python) await withoutPython(context);
    await context.addCookies(cookies.split('; ').map((pair) => cookieOf(base, pair)));
    const page = await context.newPage();
    await page.goto(`${base}${room.replace('INVITE', link.inviteId)}`);
    await expect(page.getByRole('region', { name: region })).toBeVisible();
    return page;
  };
  return {
    ...links,
    ada: candidate,
    candidatePage: (browser, python, base) => open(browser, candidate, '/room/INVITE', 'Editor', python, base),
    interviewerPage: (browser) => open(browser, interviewer, `/watch/INVITE/${links.interviewId}`, 'Guide'),
  };
}

/** As a browser holds it: of this host only; the server of these tests does not encrypt. */
function cookieOf(url: string, pair: string) {
  const at = pair.indexOf('=');
  const { hostname } = new URL(url);
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    domain: hostname,
    path: '/',
    secure: false,
    httpOnly: true,
  };
}

/** Changes a file as the candidate. */
export function write(client: Client, name: string, wanted: string | readonly Change[]): void {
  const files = [...client.doc.getMap<Y.Map<unknown>>('work').values()];
  const text = files.find((file) => file.get('name') === name)?.get('text');
  if (!(text instanceof Y.Text)) throw new Error(`there is no file ${name}`);
  client.doc.transact(() => {
    if (typeof wanted === 'string') {
      text.delete(0, text.length);
      text.insert(0, wanted);
      return;
    }
    for (const [find, put] of wanted) {
      const at = text.toString().indexOf(find);
      if (at < 0) throw new Error(`${name} holds no ${JSON.stringify(find)}`);
      text.delete(at, find.length);
      text.insert(at, put);
    }
  });
}

/** A server over a copy of tests/fixtures/oldStore, whose interviews have runs, notes and scores. Whoever asks for it ends it. */
export async function startOldStore(): Promise<Holdout> {
  const holdout = new Holdout({ dataDir: unpack() });
  await holdout.start();
  return holdout;
}

/** A page of an interviewer who joins an interview of the old store by a new link, since the old ones end after two weeks. */
export async function oldPage(browser: Browser, old: Holdout, key: string, page: 'watch' | 'replay'): Promise<Page> {
  const { url } = await new LinkDesk(old, oldInterview(key).id).make('interviewer');
  const tab = await (await browser.newContext({ viewport: VIEWPORT })).newPage();
  await joinInterviewer(tab, url);
  if (page === 'replay') await tab.goto(tab.url().replace('/watch/', '/replay/'));
  return tab;
}

/** Both sides of an interview side by side. */
export async function both(
  browser: Browser,
  prepared: Prepared,
  { python = true } = {},
): Promise<{ candidate: Page; interviewer: Page; close: () => Promise<void> }> {
  const candidate = await prepared.candidatePage(browser, python);
  const interviewer = await prepared.interviewerPage(browser);
  return {
    candidate,
    interviewer,
    async close() {
      await candidate.context().close();
      await interviewer.context().close();
    },
  };
}
