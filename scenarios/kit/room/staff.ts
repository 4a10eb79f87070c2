/** Staff of a local server over HTTP: joins with the staff link, makes an interview, reads it back. */
import { z } from 'zod';
import {
  createInterviewResponse,
  INVITE_HEADER,
  type InterviewSummary,
  interviewSummary,
  type LogResponse,
  STAFF_INVITE,
} from '../../../protocol/api.ts';
import type { LanguageOffer } from '../../../protocol/language.ts';

/** What an interview is made of. */
interface WantedInterview {
  title: string;
  slug: string;
  form: string;
  /** Label of the published pair that the data are drawn from. */
  seed: string;
  published: true;
  language: LanguageOffer;
  minutes: number;
  /** Whether the candidate waits until an interviewer starts the clock. */
  gated: boolean;
}

/** An interview that was made, with the links of both sides. */
export interface MadeInterview {
  id: string;
  candidate: string;
  interviewer: string;
}

export interface Staff {
  /** @throws Error with the server's sentence */
  makeInterview(wanted: WantedInterview): Promise<MadeInterview>;
  summary(id: string): Promise<InterviewSummary>;
  /** Everything that happened, as staff see it. */
  log(id: string): Promise<LogResponse>;
}

/** Joins as staff. @param link as the server prints it: `http://127.0.0.1:1234/staff#token` */
export async function joinAsStaff(link: string): Promise<Staff> {
  const { origin, hash } = new URL(link);
  let cookie = '';
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, origin), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { origin, cookie, [INVITE_HEADER]: STAFF_INVITE, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const own = response.headers.getSetCookie().map((line) => line.split(';')[0]);
    if (own.length > 0) cookie = own.join('; ');
    const answer = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
    if (!response.ok) throw new Error(`${path}: ${answer?.error?.message ?? response.status}`);
    return answer;
  };
  await ask(`/api/invites/${STAFF_INVITE}/claim`, { token: hash.slice(1), name: 'Author' });
  return {
    async makeInterview(wanted) {
      const made = createInterviewResponse.parse(await ask('/api/interviews', wanted));
      const linkOf = (role: string) => z.string().parse(made.links.find((link) => link.role === role)?.url);
      return { id: made.interview.id, candidate: linkOf('candidate'), interviewer: linkOf('interviewer') };
    },
    summary: async (id) => interviewSummary.parse(await ask(`/api/interviews/${id}`)),
    log: async (id) => (await ask(`/api/interviews/${id}/export.json`)) as LogResponse,
  };
}
