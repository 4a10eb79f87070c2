/** What follows the candidate's choice of a language: task, data, mark, re-run, code to take away. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CandidateBundle } from '../../../../protocol/bundle.ts';
import type { Language } from '../../../../protocol/language.ts';
import type { VariantKey } from '../../../../server/scenarios/port.ts';
import { newId } from '../../../support/client.ts';
import { HYPOTHESIS } from '../../../support/hypothesis.ts';
import { type TestServer, testServer } from '../../../support/server/host.ts';
import { bundle, get, refusal, run, staffBundle, tableAt } from '../../../support/server/languageTable.ts';
import { FILE, FILE_TS, tinyScenarios } from '../../../support/server/scenario.ts';

let server: TestServer;
const asked: [string, Language][] = [];
beforeAll(async () => {
  const hears = (method: string, { language }: VariantKey) => void asked.push([method, language]);
  server = await testServer({ scenarios: tinyScenarios({ asked: hears }) });
}, 30_000);
afterAll(() => server.close());

describe('an interview that leaves the choice', () => {
  test('[LG3] before a choice there is no task, no run and no score', async () => {
    const at = await tableAt(server);
    await at.c.until(() => at.c.synced, 'sync');
    expect(await refusal(at)).toEqual([409, 'no-language']);
    expect(await at.c.say('run.start', run())).toBe('no-language');
    expect(await at.c.say('score.request', { scoreId: newId(), hypothesis: HYPOTHESIS })).toBe('no-language');
    await at.c.say('language.choose', { language: 'python' });
    expect((await bundle(at)).language).toBe('python');
  });

  test('[LG4] task, data, hold-out, judgement and re-run follow the choice', async () => {
    const at = await tableAt(server, 'typescript');
    const { id, c } = at;
    await c.until(() => c.synced && c.doc.getMap('work').size === 4, 'the work');
    expect((await bundle(at)).files.map((f) => f.name)).toEqual(['model.ts', 'explore.ts']);
    asked.length = 0;
    await c.browser.fetch(`/api/interviews/${id}/data/train.csv`, { inviteId: c.link.inviteId });
    const scoreId = newId();
    await c.say('score.request', { scoreId, hypothesis: HYPOTHESIS });
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
    for (const method of ['holdout', 'mark']) expect(asked).toContainEqual([method, 'typescript']);
    expect(asked.filter(([method, language]) => method !== 'variant' && language !== 'typescript')).toEqual([]);
    const again = await at.i.browser.post<{ files: Record<string, string> }>(
      `/api/interviews/${id}/scores/${scoreId}/verify`,
      {},
      at.i.link.inviteId,
    );
    expect(Object.keys(again.files).sort()).toEqual(['explore.ts', 'model.ts']);
  });

  test('[LG4] staff see the first language before the choice, then the chosen one, and may ask for the other', async () => {
    const at = await tableAt(server);
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
    const at = await tableAt(server);
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
    const at = await tableAt(server, 'python');
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
});
