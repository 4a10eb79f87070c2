/** The candidate's choice of a language, over real requests and sockets. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InterviewSummary, MeResponse, PeekResponse } from '../../../../protocol/api.ts';
import type { CandidateBundle, StaffBundle } from '../../../../protocol/bundle.ts';
import type { Language } from '../../../../protocol/language.ts';
import type { VariantKey } from '../../../../server/scenarios/port.ts';
import { type Client, newId } from '../../../support/client.ts';
import { type Links, type TestServer, testServer } from '../../../support/server/host.ts';
import { FILE, FILE_TS, FORM, SLUG, tinyScenarios } from '../../../support/server/scenario.ts';

let server: TestServer;
const asked: [string, Language][] = [];
beforeAll(async () => {
  const hears = (method: string, { language }: VariantKey) => void asked.push([method, language]);
  server = await testServer({ scenarios: tinyScenarios({ asked: hears }) });
}, 30_000);
afterAll(() => server.close());

const run = (runId = newId()) => ({ runId, kind: 'file' as const, file: 'model.ts', lines: null, code: '1' });
const hypothesis = { text: 'x', direction: 'better' as const, amount: '' };

interface Table {
  id: string;
  links: Links;
  c: Client;
  i: Client;
}

/** Candidate and interviewer of a fresh interview whose language is the candidate's choice. */
async function table(language?: Language, gated = false): Promise<Table> {
  const { id, links } = await server.interview({ language: 'choice', gated });
  const c = await server.client(links.candidate, 'Cora', language ? { language } : {});
  const i = await server.client(links.interviewer, 'Ivo');
  return { id, links, c, i };
}

const get = <T>({ browser, link }: Client, path: string): Promise<T> =>
  browser.json<T>(path, { inviteId: link.inviteId });
const bundle = ({ id, c }: Table) => get<CandidateBundle>(c, `/api/interviews/${id}/bundle`);
const staffBundle = ({ id, i }: Table, query = '') => get<StaffBundle>(i, `/api/interviews/${id}/bundle${query}`);
const refusal = async ({ id, c }: Table) => {
  const response = await c.browser.fetch(`/api/interviews/${id}/bundle`, { inviteId: c.link.inviteId });
  return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
};

describe('an interview that leaves the choice', () => {
  test('[LG1] both scaffolds are written once, under ids of their own; a given language writes its own alone', async () => {
    const { id, i } = await table();
    await i.until(() => i.synced && i.doc.getMap('work').size > 0, 'the work');
    expect([...i.doc.getMap('work').keys()].sort()).toEqual([FILE, FILE_TS, 'explore', 'explore.ts'].sort());
    expect((await server.store.read(id)).entries.filter((e) => e.kind === 'edit')).toHaveLength(1);
    const given = await server.interview({ language: 'typescript' });
    const c = await server.client(given.links.candidate, 'Cora');
    await c.until(() => c.synced && c.doc.getMap('work').size > 0, 'the work');
    expect([...c.doc.getMap('work').keys()].sort()).toEqual(['explore.ts', FILE_TS]);
    expect((await get<CandidateBundle>(c, `/api/interviews/${given.id}/bundle`)).language).toBe('typescript');
  });

  test('[LG1] the form of an interview takes a choice, and refuses one that the scenario lacks', async () => {
    const staff = await server.link(null, 'admin');
    const browser = server.browser();
    await browser.claim(staff, 'Staff');
    const make = (body: object) =>
      browser.fetch('/api/interviews', {
        method: 'POST',
        inviteId: staff.inviteId,
        json: { title: 'T', slug: SLUG, form: FORM, minutes: 30, ...body },
      });
    const made = (await (await make({ language: 'choice' })).json()) as { interview: InterviewSummary };
    expect(made.interview).toMatchObject({ language: 'choice', chosen: null });
    expect(((await (await make({})).json()) as typeof made).interview).toMatchObject({
      language: 'python',
      chosen: 'python',
    });
    expect((await make({ language: 'cobol' })).status).toBe(400);
  });

  test('[LG2] it is asked before joining, chosen with joining, and told to everybody', async () => {
    const { id, links } = await server.interview({ language: 'choice' });
    const { inviteId, token } = links.candidate;
    const browser = server.browser();
    const peek = await browser.post<PeekResponse>(`/api/invites/${inviteId}/peek`, { token });
    expect(peek).toMatchObject({ languages: ['python', 'typescript'], language: null });
    const me = await browser.claim(links.candidate, 'Cora', 'typescript');
    expect(me).toMatchObject({ languages: ['python', 'typescript'], language: 'typescript' });
    expect(await browser.json<MeResponse>('/api/me', { inviteId })).toMatchObject({ language: 'typescript' });
    const i = await server.client(links.interviewer, 'Ivo');
    expect(i.state?.language).toBe('typescript');
    const summary = await get<InterviewSummary>(i, `/api/interviews/${id}`);
    expect(summary).toMatchObject({ language: 'choice', chosen: 'typescript' });
  });

  test('[LG2] it can be made in the lobby and taken back until the first run, not after it', async () => {
    const { c, i, id } = await table(undefined, true);
    expect(await c.say('language.choose', { language: 'python' })).toBe('ack');
    await i.say('interview.start', {});
    await c.until(() => c.synced && c.doc.getMap('work').size === 4, 'the work');
    expect(await c.say('language.choose', { language: 'typescript' })).toBe('ack');
    await i.until(() => i.state?.language === 'typescript', 'the choice');
    expect((await bundle({ id, c, i } as Table)).language).toBe('typescript');
    await c.say('run.start', run());
    expect(await c.say('language.choose', { language: 'python' })).toBe('language-stands');
    expect(i.state?.language).toBe('typescript');
  });

  test('[LG2] a score settles it too, and so does the end', async () => {
    const { c, i } = await table('python');
    await c.until(() => c.synced, 'sync');
    await c.say('score.request', { scoreId: newId(), hypothesis });
    expect(await c.say('language.choose', { language: 'typescript' })).toBe('language-stands');
    await i.say('interview.end', { reason: '' });
    expect(await c.say('language.choose', { language: 'typescript' })).toBe('ended');
  });

  test('[LG2] a link that was reset after the first run joins in the language that stands', async () => {
    const { id, links, c } = await table('python');
    await c.until(() => c.synced, 'sync');
    await c.say('run.start', run());
    await server.store.resetClaims(links.candidate.inviteId, 1);
    const me = await server.browser().claim(links.candidate, 'Cora again', 'typescript');
    expect(me.language).toBe('python');
    expect((await server.store.interview(id))?.progress.chosen).toBe('python');
  });

  test('[LG2] it is refused with other links, and where the language is given', async () => {
    const { links } = await server.interview({ language: 'choice' });
    const given = await server.interview({ language: 'python' });
    for (const link of [links.interviewer, given.links.candidate]) {
      const answer = await server.browser().fetch(`/api/invites/${link.inviteId}/claim`, {
        method: 'POST',
        json: { token: link.token, name: 'X', language: 'python' },
      });
      expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
        400,
        'no-choice',
      ]);
    }
    const c = await server.client(given.links.candidate, 'Cora');
    await c.until(() => c.synced, 'sync');
    expect(await c.say('language.choose', { language: 'typescript' })).toBe('no-choice');
  });

  test('[LG3] before a choice there is no task, no run and no score', async () => {
    const at = await table();
    await at.c.until(() => at.c.synced, 'sync');
    expect(await refusal(at)).toEqual([409, 'no-language']);
    expect(await at.c.say('run.start', run())).toBe('no-language');
    expect(await at.c.say('score.request', { scoreId: newId(), hypothesis })).toBe('no-language');
    await at.c.say('language.choose', { language: 'python' });
    expect((await bundle(at)).language).toBe('python');
  });

  test('[LG4] task, data, hold-out, judgement and re-run follow the choice', async () => {
    const at = await table('typescript');
    const { id, c } = at;
    await c.until(() => c.synced && c.doc.getMap('work').size === 4, 'the work');
    expect((await bundle(at)).files.map((f) => f.name)).toEqual(['model.ts', 'explore.ts']);
    asked.length = 0;
    await c.browser.fetch(`/api/interviews/${id}/data/train.csv`, { inviteId: c.link.inviteId });
    const scoreId = newId();
    await c.say('score.request', { scoreId, hypothesis });
    await c.until(() => c.messages.some((m) => m.type === 'score.grant'), 'the grant');
    const grant = c.messages.find((m) => m.type === 'score.grant');
    if (grant?.type !== 'score.grant') throw new Error('no grant');
    await c.browser.fetch(grant.url, { inviteId: c.link.inviteId });
    await c.browser.fetch(grant.uploadUrl, {
      method: 'POST',
      inviteId: c.link.inviteId,
      body: new Uint8Array([60]),
      headers: { 'content-type': 'application/octet-stream' },
    });
    await c.until(() => c.state?.scores[0]?.status === 'finished', 'the score');
    for (const method of ['file', 'holdout', 'judge']) expect(asked).toContainEqual([method, 'typescript']);
    expect(asked.filter(([method, language]) => method !== 'variant' && language !== 'typescript')).toEqual([]);
    const again = await at.i.browser.post<{ files: Record<string, string> }>(
      `/api/interviews/${id}/scores/${scoreId}/verify`,
      {},
      at.i.link.inviteId,
    );
    expect(Object.keys(again.files).sort()).toEqual(['explore.ts', 'model.ts']);
  });

  test('[LG4] staff see the first language before the choice, then the chosen one, and may ask for the other', async () => {
    const at = await table();
    expect((await staffBundle(at)).candidate.language).toBe('python');
    await at.c.say('language.choose', { language: 'typescript' });
    expect((await staffBundle(at)).candidate.language).toBe('typescript');
    expect((await staffBundle(at)).findings[0]?.files).toEqual(['model.ts']);
    expect((await staffBundle(at, '?language=python')).candidate.language).toBe('python');
    expect((await staffBundle(at, '?language=cobol')).candidate.language).toBe('typescript');
    const own = await get<CandidateBundle>(at.c, `/api/interviews/${at.id}/bundle?language=python`);
    expect(own.language).toBe('typescript');
  });

  test('[LG4] the code to take away is that of the chosen language, and the summary names it', async () => {
    const at = await table();
    const names = async () => {
      const path = `/api/interviews/${at.id}/code.zip`;
      const zip = await (await at.i.browser.fetch(path, { inviteId: at.i.link.inviteId })).arrayBuffer();
      return Object.keys(unzipSync(new Uint8Array(zip))).sort();
    };
    const summary = async () =>
      (await at.i.browser.fetch(`/api/interviews/${at.id}/export.md`, { inviteId: at.i.link.inviteId })).text();
    expect(await names()).toEqual(['explore.py', 'explore.ts', 'model.py', 'model.ts']);
    expect(await summary()).toContain('no language chosen');
    await at.c.say('language.choose', { language: 'typescript' });
    expect(await names()).toEqual(['explore.ts', 'model.ts']);
    expect(await summary()).toContain('typescript');
  });

  test('[LG5] what was written in one language is there again after a switch back', async () => {
    const at = await table('python');
    const { c, i, id } = at;
    await c.until(() => c.synced && c.doc.getMap('work').size === 4, 'the work');
    c.type(FILE, 0, '# mine\n');
    await c.say('language.choose', { language: 'typescript' });
    c.type(FILE_TS, 0, '// mine\n');
    await c.say('language.choose', { language: 'python' });
    await c.until(() => c.saved, 'saved');
    await i.until(() => i.text(FILE_TS).toString().startsWith('// mine'), 'the other file');
    expect(i.text(FILE).toString().startsWith('# mine')).toBe(true);
    expect((await server.store.interview(id))?.progress.chosen).toBe('python');
  });

  test('[LG2] it is still known after a restart', async () => {
    const dataDir = server.dataDir;
    const { id, links } = await server.interview({ language: 'choice' });
    await server.browser().claim(links.candidate, 'Cora', 'typescript');
    await server.stop();
    const again = await testServer({ dataDir });
    try {
      const i = await again.client({ ...links.interviewer, base: again.url }, 'Ivo');
      expect(i.state?.language).toBe('typescript');
      expect((await get<StaffBundle>(i, `/api/interviews/${id}/bundle`)).candidate.language).toBe('typescript');
    } finally {
      await again.close();
    }
  });
});
