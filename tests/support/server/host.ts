/** A real server on a free port, in this process, over a throwaway store and the tiny scenario. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pino, { type Logger } from 'pino';
import type { Language, LanguageOffer } from '../../../protocol/language.ts';
import type { Role } from '../../../protocol/role.ts';
import type { DataSource } from '../../../scenarios/kit/index.ts';
import { linkUrl, newLink } from '../../../server/access/invites.ts';
import { type Clock, systemClock } from '../../../server/clock.ts';
import { readConfig } from '../../../server/config.ts';
import { makeInterview } from '../../../server/interview/make.ts';
import type { ScenarioPort } from '../../../server/scenarios/port.ts';
import { drawSource } from '../../../server/scenarios/source.ts';
import { type Running, startServer } from '../../../server/server.ts';
import { openLibsql } from '../../../server/store/libsql/store.ts';
import type { Store } from '../../../server/store/port.ts';
import { Client, type ClientOptions } from '../client.ts';
import { Browser, type Link, parseLink } from '../http.ts';
import { FORM, SLUG, tinyScenarios } from './scenario.ts';

export interface HostOptions {
  scenarios?: ScenarioPort;
  clock?: Clock;
  /** Wraps the store, for faults. */
  wrap?: (store: Store) => Store;
  env?: Record<string, string>;
  log?: Logger;
  dataDir?: string;
  /** An open store, instead of an embedded one in `dataDir`. Closed with the server. */
  store?: Store;
}

/** Links of a fresh interview. */
export type Links = Record<'candidate' | 'interviewer' | 'observer', Link>;

export interface TestServer extends Running {
  store: Store;
  dataDir: string;
  /** A fresh interview of the tiny scenario with its links by role. */
  interview: (options?: {
    gated?: boolean;
    title?: string;
    minutes?: number;
    language?: LanguageOffer;
    /** Secrets of its own where it is left out. */
    source?: DataSource;
  }) => Promise<{ id: string; links: Links }>;
  /** A link of any role for an interview, or a staff link for null. */
  link: (interviewId: string | null, role: Role) => Promise<Link>;
  /** A connected client; stopped with the server. */
  client: (
    link: Link,
    name: string,
    options?: ClientOptions & {
      interviewId?: string;
      connect?: boolean;
      language?: Language;
      /** What the browser has stored in an earlier visit. */
      cookie?: { name: string; value: string };
    },
  ) => Promise<Client>;
  browser: (keep?: boolean) => Browser;
  close: () => Promise<void>;
}

/** Stands for what the build makes, so that no test depends on it. Returns the settings that name it. */
function buildPages(root: string): Record<string, string> {
  const put = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  put('client/index.html', '<!doctype html><title>Holdout</title>');
  put('client/assets/app-1.js', 'export {};');
  put('client/.vite/manifest.json', '{}');
  put('sandbox.html', '<!doctype html><title>Sandbox</title>');
  put('runtime/manifest.json', '{}');
  put('runtime/core-1.bin', 'core');
  for (const name of ['python', 'typescript']) put(`probes/${name}.js`, '0;');
  return {
    HOLDOUT_CLIENT: join(root, 'client'),
    HOLDOUT_SANDBOX: join(root, 'sandbox.html'),
    HOLDOUT_RUNTIME: join(root, 'runtime'),
    HOLDOUT_PROBES: join(root, 'probes'),
  };
}

export async function testServer(options: HostOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'holdout-server-'));
  const clock = options.clock ?? systemClock;
  const raw = options.store ?? (await openLibsql(dataDir));
  const store = options.wrap?.(raw) ?? raw;
  const scenarios = options.scenarios ?? tinyScenarios();
  const built = buildPages(dataDir);
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...built, ...options.env }, []);
  const log = options.log ?? pino({ level: process.env.HOLDOUT_TEST_LOG ?? 'silent' }, pino.destination(2));
  const running = await startServer({ config, clock, log, store, scenarios });
  const clients: Client[] = [];
  return {
    ...running,
    store,
    dataDir,
    async interview({
      gated = false,
      title = 'Test interview',
      minutes = 30,
      language = 'python',
      source = drawSource('tiny-seed'),
    } = {}) {
      const key = { slug: SLUG, form: FORM, source, language };
      const roles: Role[] = ['candidate', 'interviewer', 'observer'];
      const made = await makeInterview(running.deps, { title, key, minutes, gated, roles });
      const links = Object.fromEntries(
        made.links.map(({ invite, token }) => [invite.role, parseLink(linkUrl(running.url, invite.id, token))]),
      );
      return { id: made.interview.id, links: links as Links };
    },
    async link(interviewId, role) {
      const { invite, token } = newLink(clock, interviewId, role);
      await store.putInvite(invite);
      return parseLink(linkUrl(running.url, invite.id, token));
    },
    async client(link, name, { interviewId, connect = true, language, cookie, ...rest } = {}) {
      const client = new Client(link, rest);
      if (cookie) client.browser.keepCookie(cookie.name, cookie.value);
      clients.push(client);
      await client.join(name, interviewId, language);
      if (connect) await client.connect();
      return client;
    },
    browser: (keep = false) => new Browser(running.url, keep),
    async close() {
      for (const client of clients) client.stop();
      await running.stop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
