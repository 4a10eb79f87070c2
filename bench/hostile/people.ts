/** Candidates of fresh interviews, as both the measuring and the attacking process join them. */
import { Client } from '../../tests/support/client.ts';
import { type Browser, parseLink } from '../../tests/support/http.ts';

/** A fresh interview, and the address that its candidate was given. */
export interface Place {
  interviewId: string;
  link: string;
}

interface Made {
  interview: { id: string };
  links: { role: string; url: string }[];
}

/** Makes an interview of the bank-scam scenario, asked for by the staff behind `staffId`. */
export async function makePlace(staff: Browser, staffId: string, index: number): Promise<Place> {
  const made = await staff.post<Made>(
    '/api/interviews',
    {
      title: `Load ${index}`,
      slug: 'bank-scam',
      form: 'junior-a',
      seed: 'load',
      published: true,
      minutes: 60,
      gated: false,
    },
    staffId,
  );
  return {
    interviewId: made.interview.id,
    link: made.links.find(({ role }) => role === 'candidate')?.url ?? '',
  };
}

/** The candidate of a place, connected and in sync. */
export async function candidateAt({ interviewId, link }: Place): Promise<Client> {
  const client = new Client(parseLink(link));
  await client.join('Candidate', interviewId);
  await client.connect();
  await client.until(() => client.synced && client.doc.getMap('work').size > 0, 'the document');
  return client;
}
