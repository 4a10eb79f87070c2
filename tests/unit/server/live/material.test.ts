/** What an interview works on is stored with it: the scenario's folder may change or go, and nothing changes for the interview. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { published } from '../../../../scenarios/kit/index.ts';
import { readAnswerKey } from '../../../../server/marking/answerKey.ts';
import { unpack } from '../../../../server/scenarios/packed.ts';
import { type ScenarioPort, UnknownVariantError } from '../../../../server/scenarios/port.ts';
import { scenarioThread } from '../../../../server/scenarios/thread.ts';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import type { Client } from '../../../support/client.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { TRAIN, tinyScenarios } from '../../../support/server/scenario.ts';
import { get, granted, statusOf, upload } from '../../../support/server/score.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function folder(name: string): string {
  const made = mkdtempSync(join(tmpdir(), `holdout-${name}-`));
  closing.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Scenarios of which no folder is left. */
function gone(): ScenarioPort {
  const none = async (): Promise<never> => {
    throw new UnknownVariantError('there is no scenario "tiny"');
  };
  return { ...tinyScenarios(), list: async () => [], variant: none, material: none };
}

/** Scenarios of which another version is installed. */
function edited(): ScenarioPort {
  const tiny = tinyScenarios();
  return {
    ...tiny,
    variant: async (key) => ({ ...(await tiny.variant(key)), version: '2-bbbb' }),
    material: async (key) => ({ ...(await tiny.material(key)), version: '2-bbbb' }),
  };
}

/** A person's page at a server that was started anew over the same store. */
function comeBack(server: TestServer, before: Client, name: string): Promise<Client> {
  const [pair = ''] = before.browser.cookies.split('; ');
  const [cookieName = '', value = ''] = pair.split('=');
  return server.client({ ...before.link, base: server.url }, name, { cookie: { name: cookieName, value } });
}

const dataOf = async (c: Client, id: string) =>
  c.browser.fetch(`/api/interviews/${id}/data/train.csv`, { inviteId: c.link.inviteId });

/** A server over `dataDir` that was used and has ended: an interview with its candidate and interviewer. */
async function endedServer(dataDir: string, scenarios?: ScenarioPort) {
  const server = await testServer({ dataDir, ...(scenarios ? { scenarios } : {}) });
  const { id, links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const i = await server.client(links.interviewer, 'Ivo');
  expect(await (await dataOf(c, id)).text()).toBe(TRAIN);
  await server.close();
  return { id, c, i };
}

async function again(dataDir: string, scenarios: ScenarioPort): Promise<TestServer> {
  const server = await testServer({ dataDir, scenarios });
  closing.push(() => server.close());
  return server;
}

test.each([
  ['gone', gone],
  ['of another version', edited],
])('[ST60] an interview whose scenario is %s goes on: data, rows, score, re-run', async (_, scenarios) => {
  const dataDir = folder('material');
  const before = await endedServer(dataDir);
  const server = await again(dataDir, scenarios());
  const c = await comeBack(server, before.c, 'Cora');
  const i = await comeBack(server, before.i, 'Ivo');
  const answer = await dataOf(c, before.id);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe(TRAIN);
  const grant = await granted(c);
  expect((await get(c, grant.url)).status).toBe(200);
  expect((await upload(c, grant.uploadUrl, 60)).status).toBe(200);
  await c.until(() => statusOf(c, grant.scoreId) === 'finished', 'the score');
  const path = `/api/interviews/${before.id}/scores/${grant.scoreId}/verify`;
  const rerun = await i.browser.post<{ url: string; uploadUrl: string }>(path, {}, i.link.inviteId);
  expect((await get(i, rerun.url)).status).toBe(200);
  expect((await upload(i, rerun.uploadUrl, 60)).status).toBe(200);
});

/** A store as an earlier version left it: interviews without material. */
async function withoutMaterial(dataDir: string, id: string): Promise<void> {
  const store = await openLibsql(dataDir);
  await store.deleteBlob(`material.${id}`);
  await store.close();
}

test('[ST61] an interview that was stored without gets its material while the version is the same, for good', async () => {
  const dataDir = folder('material');
  const before = await endedServer(dataDir);
  await withoutMaterial(dataDir, before.id);
  const first = await testServer({ dataDir });
  expect((await dataOf(await comeBack(first, before.c, 'Cora'), before.id)).status).toBe(200);
  await first.close();
  const server = await again(dataDir, gone());
  expect((await dataOf(await comeBack(server, before.c, 'Cora'), before.id)).status).toBe(200);
});

test.each([
  ['gone', gone],
  ['of another version', edited],
])('[ST61] where that version is %s, words say what to do', async (_, scenarios) => {
  const dataDir = folder('material');
  const before = await endedServer(dataDir);
  await withoutMaterial(dataDir, before.id);
  const server = await again(dataDir, scenarios());
  const answer = await dataOf(await comeBack(server, before.c, 'Cora'), before.id);
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({
    error: { code: 'scenario-changed', message: expect.stringContaining('version 1-aaaa of tiny') },
  });
});

test('[ST60] two interviews of one variant work on the same contents', async () => {
  const server = await again(folder('material'), tinyScenarios());
  const contents = async () => {
    const { id } = await server.interview({ source: published('both') });
    return new TextDecoder().decode((await server.store.blob(`material.${id}`))?.body);
  };
  const first = await contents();
  expect(first).toContain('train.csv');
  expect(await contents()).toBe(first);
});

test('[ST60] rows and answer key of a real scenario are read from what was stored; a changed byte is noticed', async () => {
  const root = folder('scenarios');
  const slug = 'base';
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  cpSync('tests/scenarios/broken/base', join(root, slug), { recursive: true });
  const key = { slug, form: 'junior-a', source: published('x'), language: 'typescript' as const };
  const port = scenarioThread(root);
  closing.push(() => port.close());
  const material = await port.material(key);
  const rows = await port.holdout(material.holdout, 'salt');
  await port.close();
  const brief = join(root, slug, 'brief.md');
  writeFileSync(brief, `${readFileSync(brief, 'utf8')}\nOne word more.\n`);
  const later = scenarioThread(root);
  closing.push(() => later.close());
  expect((await later.variant(key)).version).not.toBe(material.version);
  const damaged = { ...material.holdout, gzip: material.answerKey.gzip };
  await expect(later.holdout(damaged, 'salt')).rejects.toThrow('damaged');
  expect(gunzipSync(await later.holdout(material.holdout, 'salt'))).toEqual(gunzipSync(rows));
  const { labels, publicRows } = readAnswerKey(unpack(material.answerKey));
  expect(labels.length).toBe(gunzipSync(rows).toString('utf8').trimEnd().split('\n').length - 1);
  expect(publicRows.length).toBe(labels.length);
});
