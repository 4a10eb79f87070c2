/** A store that version 0.1 wrote opens as it did then, on both databases, and goes on. */
import { rmSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAFF_INVITE } from '../../protocol/api.ts';
import { applyEvent, type InterviewState, initialState } from '../../protocol/state.ts';
import { openStore } from '../../server/store/open.ts';
import type { Store } from '../../server/store/port.ts';
import { factsOf } from '../fixtures/oldStore/facts.ts';
import { expectedOf, manifest, type OldInterview, unpack } from '../fixtures/oldStore/open.ts';
import { type Seating, sha256 } from '../fixtures/oldStore/record.ts';
import type { Client } from '../support/client.ts';
import { copyStore } from '../support/copyStore.ts';
import { type Browser, type Link, parseLink } from '../support/http.ts';
import { asOldState } from '../support/oldState.ts';
import { type TestServer, testServer } from '../support/server/host.ts';
import { type Host, libsql, type Place, postgres } from './store/hosts.ts';

/** Time runs on from the day of the fixture, on which its links hold. */
const opened = Date.now();
const clock = { now: () => manifest.madeAt + Date.now() - opened };

/** Blobs of the variants, by the ids that version 0.1 gave them. */
const variantBlobs = manifest.interviews.flatMap(({ id, offer }) =>
  offer === 'choice' ? [`variant.${id}.python`, `variant.${id}.typescript`] : [`variant.${id}`],
);

/** The old store on a host: the file itself where it is libsql, else a copy through the port. */
async function openOn(host: Host, place: Place, old: string): Promise<Store> {
  if (host === libsql) return openStore({ databaseUrl: null, dataDir: old });
  const from = await openStore({ databaseUrl: null, dataDir: old });
  const to = await openStore(place);
  await copyStore(from, to, variantBlobs);
  await from.close();
  return to;
}

const hosts = [libsql, await postgres()];

describe.each(hosts)('$name', (host) => {
  describe.skipIf(host.skip !== null)(host.skip ?? 'available', () => {
    let place: Place;
    let old: string;
    let server: TestServer;
    let staff: Browser;

    beforeAll(async () => {
      place = await host.place();
      old = unpack();
      server = await testServer({ store: await openOn(host, place, old), dataDir: place.dataDir, clock });
      staff = server.browser();
      await staff.claim(linkOf(manifest.staff), 'Staff');
    });

    afterAll(async () => {
      await server?.close();
      await place?.remove();
      rmSync(old, { recursive: true, force: true });
    });

    const linkOf = (path: string): Link => parseLink(`${server.url}${path}`);

    const get = async (id: string, path: string): Promise<Response> => {
      const answer = await staff.fetch(`/api/interviews/${id}${path}`, { inviteId: STAFF_INVITE });
      expect(answer.status, path).toBe(200);
      return answer;
    };

    /** The browser that joined when the fixture was made comes back, with the cookie that it kept. */
    const comeBack = (seating: Seating, name: string): Promise<Client> =>
      server.client(linkOf(seating.link), name, { cookie: seating.cookie });

    test('[ST13] every interview is listed, each log is whole', async () => {
      const listed = await server.store.interviews();
      expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(manifest.interviews.map(({ id }) => id)));
      for (const { id, lastSeq } of manifest.interviews) {
        const { entries, damage } = await server.store.read(id);
        expect(damage).toBeNull();
        expect(entries).toHaveLength(lastSeq);
        expect(entries.at(-1)?.seq).toBe(lastSeq);
      }
    });

    // In this order: what is read only, then what is written.
    describe.each(manifest.interviews)('$key', (interview) => {
      const { id, key, phase } = interview;
      const expected = expectedOf(key);

      test('[ST13] exports are those of the version that wrote the store', async () => {
        expect(await (await get(id, '/export.json')).text()).toBe(expected.exportJson);
        expect(await (await get(id, '/export.md')).text()).toBe(expected.exportMd);
        const code = unzipSync(new Uint8Array(await (await get(id, '/code.zip')).arrayBuffer()));
        const hashes = Object.entries(code).map(([name, bytes]) => [name, sha256(strFromU8(bytes))]);
        expect(Object.fromEntries(hashes)).toEqual(expected.code);
      });

      test('[ST13] staff find it in their list with its links', async () => {
        expect(await (await get(id, '')).json()).toMatchObject(expected.summary);
        expect(await (await get(id, '/links')).json()).toEqual(expected.links);
      });

      test('[ST13] staff read the task of its day', async () => {
        const bundle = (await (await get(id, '/bundle')).json()) as { candidate: { language: string; slug: string } };
        expect(bundle.candidate).toMatchObject({ slug: interview.slug, language: interview.language });
      });

      test('[ST13] the replay comes to the same facts', async () => {
        const log = (await (await get(id, '/log')).json()) as Parameters<typeof foldOf>[0];
        expect(factsOf(asOldState(foldOf(log)))).toEqual(expected.welcome.interviewer);
      });

      test.each(['candidate', 'interviewer'] as const)('[ST13] the %s comes back into what they saw', async (role) => {
        const client = await comeBack(interview[role], 'Nobody');
        const { state } = client.messages.find((m) => m.type === 'welcome') ?? {};
        expect(state && factsOf(asOldState(state))).toEqual(expected.welcome[role]);
        const { inviteId } = client.link;
        expect((await client.browser.fetch(`/api/interviews/${id}/bundle`, { inviteId })).status).toBe(200);
        client.stop();
      });

      test.runIf(phase === 'running')('[ST13] it goes on: an edit, a note, a link for another browser', async () => {
        const candidate = await comeBack(interview.candidate, 'Ada');
        const interviewer = await comeBack(interview.interviewer, 'Ines');
        await candidate.until(() => candidate.synced, 'the document');
        const file = exploreIn(candidate, interview);
        candidate.type(file, 0, 'written later\n');
        await candidate.until(() => candidate.saved, 'the edit to be stored');
        await interviewer.until(() => interviewer.text(file).toString().startsWith('written later'), 'the edit');
        const note = {
          annotationId: 'note-of-later',
          audience: 'all',
          anchor: { kind: 'moment' },
          text: 'later',
        } as const;
        expect(await interviewer.say('annotation.add', note)).toBe('ack');
        await candidate.until(() => candidate.state?.annotations.at(-1)?.text === 'later', 'the note');
        const { entries, damage } = await server.store.read(id);
        expect(damage).toBeNull();
        expect(entries).toHaveLength(interview.lastSeq + 2);

        const link = linkOf(interview.candidate.link);
        await staff.post(`/api/interviews/${id}/links/${link.inviteId}/reset`, {}, STAFF_INVITE);
        const other = await server.client(link, 'Ada elsewhere');
        expect(other.state?.annotations.at(-1)?.text).toBe('later');
      });
    });
  });
});

/** The state after the whole log. */
const foldOf = (log: {
  title: string;
  minutes: number;
  entries: ({ kind: 'edit' } | { kind: 'event'; event: Parameters<typeof applyEvent>[1] })[];
}): InterviewState =>
  log.entries.reduce(
    (state, entry) => (entry.kind === 'event' ? applyEvent(state, entry.event) : state),
    initialState(log.title, log.minutes),
  );

/** The id of the file to explore in; where there was a choice, that of the language that was chosen. */
function exploreIn({ doc }: Client, { language }: OldInterview): string {
  const ids = [...doc.getMap('work').keys()].filter((id) => id.startsWith('explore'));
  const id = ids.find((one) => one.endsWith('.ts') === (language === 'typescript')) ?? ids[0];
  if (!id) throw new Error('there is no file to explore in');
  return id;
}
