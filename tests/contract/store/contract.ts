/** The opening of the store contract: the rows it writes, and one suite for every store that can be reached. */
import { afterAll, beforeAll, describe } from 'vitest';
import type { Interview, Invite, NewEntry, Store } from '../../../server/store/port.ts';
import { type Host, libsql, open, type Place, postgres } from './hosts.ts';

export const interview = (id: string): Interview => ({
  id,
  title: 'Ärger im Büro 🧾',
  slug: 'bank-scam',
  version: '1',
  form: 'a',
  source: { kind: 'secrets', label: 's-1', world: '0f'.repeat(16), holdout: 'f0'.repeat(16) },
  language: 'python',
  minutes: 60,
  gated: true,
  createdAt: 1_764_000_000_123,
  progress: { phase: 'waiting', startedAt: null, endedAt: null, runs: 0, scores: 0, chosen: null },
});

export const invite = (id: string, interviewId: string | null, over: Partial<Invite> = {}): Invite => ({
  id,
  interviewId,
  role: 'candidate',
  label: '',
  hash: `hash-${id}`,
  createdAt: 1,
  expiresAt: 1_900_000_000_000,
  revokedAt: null,
  ...over,
});

export const text = (s: string) => new TextEncoder().encode(s);
export const entry = (id: string, body: Uint8Array = text(id), over: Partial<NewEntry> = {}): NewEntry => ({
  id,
  kind: 'edit',
  at: 1_764_000_000_000,
  actor: '{"name":"C"}',
  body,
  ...over,
});

/** What a test of the contract is given. */
export interface StoreUnderTest {
  readonly host: Host;
  readonly place: Place;
  /** The open store at `place`, the same for all tests of a file. */
  readonly store: Store;
  /** A fresh interview with these rows; resolves to its id. */
  fresh: (entries?: NewEntry[]) => Promise<string>;
}

/** Declares the tests once for every store that can be reached; resolves to the hosts that cannot. */
export async function everyStore(tests: (given: StoreUnderTest) => void): Promise<Host[]> {
  const hosts = [libsql, await postgres()];
  for (const host of hosts.filter(({ skip }) => skip === null)) {
    describe(`store contract: ${host.name}`, () => {
      let place: Place;
      let store: Store;
      let n = 0;
      beforeAll(async () => {
        place = await host.place();
        store = await open(place);
      }, 30_000);
      afterAll(async () => {
        await store?.close();
        await place?.remove();
      }, 30_000);
      tests({
        host,
        get place() {
          return place;
        },
        get store() {
          return store;
        },
        async fresh(entries = []) {
          const id = `i${n++}`;
          await store.createInterview(interview(id), [], entries);
          return id;
        },
      });
    });
  }
  return hosts.filter(({ skip }) => skip !== null);
}
