/** What the browser tests share: one server with a fresh folder a worker, and the steps that every test begins with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  type Page,
  request,
} from '@playwright/test';
import { INVITE_HEADER, STAFF_INVITE } from '../../protocol/api.ts';
import type { LanguageOffer } from '../../protocol/language.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface Links {
  interviewId: string;
  candidate: string;
  interviewer: string;
}

interface Settings {
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
}

/** A running server, reached by the same command line that `npm start` uses. */
export class Holdout {
  url = '';
  staff = '';
  demo = { candidate: '', interviewer: '' };
  readonly #data: string;
  #process: ChildProcess | null = null;
  #api: APIRequestContext | null = null;

  readonly #port: number;
  readonly #env: Record<string, string>;

  /** `dataDir`: a folder to go on with, removed at the end; `port`: 0 for any free one; `env`: settings of the server. */
  constructor({ dataDir = mkdtempSync(path.join(tmpdir(), 'holdout-e2e-')), port = 0, env = {} }: Settings = {}) {
    this.#data = dataDir;
    this.#port = port;
    this.#env = env;
  }

  /** Starts on its port, or on the one it had before. */
  async start(): Promise<void> {
    const port = this.#port === 0 && this.url ? new URL(this.url).port : String(this.#port);
    const args = ['--import', 'tsx', 'server/main.ts', '--json', '--port', port, '--data-dir', this.#data];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, LOG_LEVEL: 'warn', HOST: '127.0.0.1', DATABASE_URL: '', ...this.#env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    const line = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('\n')) resolve(text);
      });
      child.on('exit', (code) => reject(new Error(`the server ended with ${code} before it printed its links`)));
    });
    Object.assign(this, JSON.parse(line));
  }

  /** Ends the process by its own id and waits for it. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  async dispose(): Promise<void> {
    await this.#api?.dispose();
    await this.end();
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** Requests under the staff link's cookie. */
  async api(): Promise<APIRequestContext> {
    if (this.#api) return this.#api;
    const api = await request.newContext({
      baseURL: this.url,
      // The certificate of tests/e2e/engines/tls.ts is signed by nobody.
      ignoreHTTPSErrors: true,
      // An end for what hangs: on a busy machine a server takes half a minute to read its scenarios.
      timeout: 180_000,
      extraHTTPHeaders: { [INVITE_HEADER]: STAFF_INVITE, origin: this.url },
    });
    const token = new URL(this.staff).hash.slice(1);
    const answer = await api.post(`/api/invites/${STAFF_INVITE}/claim`, { data: { token, name: 'Test staff' } });
    expect(answer.ok(), await answer.text()).toBe(true);
    this.#api = api;
    return api;
  }

  /** A new interview of bank-scam with links for both sides. */
  async interview(
    title: string,
    options: { gated?: boolean; form?: string; language?: LanguageOffer } = {},
  ): Promise<Links> {
    const api = await this.api();
    const scenarios = (await (await api.get('/api/scenarios')).json()) as { slug: string; forms: { id: string }[] }[];
    const scenario = scenarios.find((s) => s.slug === 'bank-scam');
    const answer = await api.post('/api/interviews', {
      data: {
        title,
        slug: 'bank-scam',
        language: options.language ?? 'python',
        form: options.form ?? scenario?.forms[0]?.id,
        seed: 'e2e',
        published: true,
        minutes: 60,
        gated: options.gated ?? false,
      },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    const { interview, links } = (await answer.json()) as {
      interview: { id: string };
      links: { role: string; url: string }[];
    };
    const url = (role: string) => links.find((l) => l.role === role)?.url ?? '';
    return { interviewId: interview.id, candidate: url('candidate'), interviewer: url('interviewer') };
  }
}

/** What the browser tests do to links, as staff. */
export class LinkDesk {
  readonly #holdout: Holdout;
  readonly #interviewId: string;

  constructor(holdout: Holdout, interviewId: string) {
    this.#holdout = holdout;
    this.#interviewId = interviewId;
  }

  async #ask(path: string, data: object = {}): Promise<{ inviteId: string; url: string }> {
    const api = await this.#holdout.api();
    const answer = await api.post(`/api/interviews/${this.#interviewId}/links${path}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  }

  make = (role: 'candidate' | 'interviewer' | 'observer') => this.#ask('', { role });
  revoke = (link: string) => this.#ask(`/${inviteOf(link)}/revoke`);
  reset = (link: string) => this.#ask(`/${inviteOf(link)}/reset`);
}

/** The invite that a link names: /join/INVITE#token. */
export const inviteOf = (link: string): string => new URL(link).pathname.split('/').at(-1) ?? '';

/** Keeps pages from loading Python, which takes most of a test's time and memory: for what needs no run. */
export const withoutPython = (context: BrowserContext): Promise<void> =>
  context.route('**/runtime/**', (route) => route.abort()).then(() => undefined);

export const test = base.extend<object, { holdout: Holdout }>({
  holdout: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const holdout = new Holdout();
      await holdout.start();
      await use(holdout);
      await holdout.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Opens a link and joins under a name; returns when the room is there. */
export async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: /name/i }).fill(name);
  // Where the interview leaves the choice (the demo does), the one that the other steps are written for.
  const language = page.getByRole('radio', { name: 'Python' });
  if (await language.isVisible()) await language.check();
  await page.getByRole('button', { name: /join/i }).click();
}

/** The candidate in the room, with Python ready to run. */
export async function joinCandidate(page: Page, link: string, name = 'Ada'): Promise<void> {
  await join(page, link, name);
  await expect(page.getByRole('region', { name: 'Editor' })).toBeVisible();
}

export async function joinInterviewer(page: Page, link: string, name = 'Ines'): Promise<void> {
  await join(page, link, name);
  await expect(page.getByRole('region', { name: 'Guide' })).toBeVisible();
}

/** Opens a file of the work in the candidate's editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.getByRole('region', { name: 'Files' }).getByRole('button', { name, exact: true }).click();
}

/** Replaces the open file's text at once, as a paste does: no completion list or auto-indent comes between. */
export async function replaceText(page: Page, text: string): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

/** Types at one end of the open file. */
export async function typeAt(page: Page, end: 'Home' | 'End', text: string): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.monaco-editor').first().click();
  await page.keyboard.press(`ControlOrMeta+${end}`);
  await page.keyboard.insertText(text);
}

/** Presses an entry of the staff room's menu and reads the file that comes. */
export async function download(page: Page, entry: string): Promise<Uint8Array> {
  await page.getByRole('button', { name: 'More' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ]);
  return new Uint8Array(await readFile(await file.path()));
}

export const saveState = (page: Page) => page.getByRole('status', { name: 'Save state' });
export const output = (page: Page) => page.getByRole('region', { name: 'Output' });
export const runs = (page: Page) => page.getByRole('region', { name: 'Runs' });
export const editorText = (page: Page) => page.getByRole('region', { name: 'Editor' }).locator('.view-lines');
/** An alert that says this; the editor has silent ones of its own. */
export const alertOf = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });
export { expect };
