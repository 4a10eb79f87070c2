/** Interviews whose language is the candidate's choice, and what candidate and staff ask for there. */
import type { CandidateBundle, StaffBundle } from '../../../protocol/bundle.ts';
import type { Language } from '../../../protocol/language.ts';
import { type Client, newId } from '../client.ts';
import type { Links, TestServer } from './host.ts';

/** The data of a `run.start` in TypeScript. */
export const run = (runId = newId()) => ({ runId, kind: 'file' as const, file: 'model.ts', lines: null, code: '1' });

/** Candidate `c` and interviewer `i` of the interview `id`. */
export interface Table {
  id: string;
  links: Links;
  c: Client;
  i: Client;
}

/** Candidate and interviewer of a fresh interview whose language is the candidate's choice. */
export async function tableAt(server: TestServer, language?: Language, gated = false): Promise<Table> {
  const { id, links } = await server.interview({ language: 'choice', gated });
  const c = await server.client(links.candidate, 'Cora', language ? { language } : {});
  const i = await server.client(links.interviewer, 'Ivo');
  return { id, links, c, i };
}

/** The JSON at a path, asked for by a person at the table. */
export const get = <T>({ browser, link }: Client, path: string): Promise<T> =>
  browser.json<T>(path, { inviteId: link.inviteId });

/** What the candidate gets of the task. */
export const bundle = ({ id, c }: Table) => get<CandidateBundle>(c, `/api/interviews/${id}/bundle`);

/** What the interviewer gets of the task. */
export const staffBundle = ({ id, i }: Table, query = '') =>
  get<StaffBundle>(i, `/api/interviews/${id}/bundle${query}`);

/** Status and code of the answer that refuses the task to the candidate. */
export const refusal = async ({ id, c }: Table) => {
  const response = await c.browser.fetch(`/api/interviews/${id}/bundle`, { inviteId: c.link.inviteId });
  return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
};
