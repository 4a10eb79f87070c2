import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InterviewSummary, MeResponse, PeekResponse } from '../../../../protocol/api.ts';
import type { CandidateBundle, StaffBundle } from '../../../../protocol/bundle.ts';
import { newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { bundle, get, run, type Table, tableAt } from '../../../support/server/languageTable.ts';
import { FILE, FILE_TS, FORM, SLUG } from '../../../support/server/scenario.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
}, 30_000);
afterAll(() => server.close());

describe('an interview that leaves the choice', () => {
  test('[LG1] both scaffolds are written once, under ids of their own; a given language writes its own alone', async () => {
    const { id, i } = await tableAt(server);
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
    const { c, i, id } = await tableAt(server, undefined, true);
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
    const { c, i } = await tableAt(server, 'python');
    await c.until(() => c.synced, 'sync');
    await c.say('score.request', { scoreId: newId(), hypothesis: HYPOTHESIS });
    expect(await c.say('language.choose', { language: 'typescript' })).toBe('language-stands');
    await i.say('interview.end', { reason: '' });
    expect(await c.say('language.choose', { language: 'typescript' })).toBe('ended');
  });

  test('[LG2] a link that was reset after the first run joins in the language that stands', async () => {
    const { id, links, c } = await tableAt(server, 'python');
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
