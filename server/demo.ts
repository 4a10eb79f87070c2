/** The links that a start prints: staff, and a demo interview. They are stored in DATA_DIR, so that the next start prints the same. */
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { STAFF_INVITE } from '../protocol/api.ts';
import { linkUrl, newLink } from './access/invites.ts';
import { hashOf } from './ids.ts';
import { type Maker, makeInterview } from './interview/make.ts';
import { publicSource } from './scenarios/source.ts';
import { StoreError } from './store/port.ts';

const storedLink = z.object({ inviteId: z.string(), token: z.string() });
type StoredLink = z.infer<typeof storedLink>;
const linksFile = z.object({
  /** Id of the store that they are links of; absent in files of earlier versions. */
  store: z.string().optional(),
  staff: z.string(),
  demo: z.object({ interviewId: z.string(), candidate: storedLink, interviewer: storedLink }).nullable(),
});
type LinksFile = z.infer<typeof linksFile>;

/** Addresses to print at the start; `demo` is null where there is no demo interview. */
export interface StartLinks {
  staff: string;
  demo: { candidate: string; interviewer: string } | null;
}

/** The scenario that the demo shows. Its data are published: a demo has nothing to hide, and its numbers are in the documents. */
const DEMO = 'bank-scam';

function read(file: string): LinksFile | null {
  try {
    return linksFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function write(file: string, links: LinksFile): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(links, null, 2)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}

async function isValid({ store, clock }: Maker, { inviteId, token }: StoredLink): Promise<boolean> {
  const invite = await store.inviteByHash(hashOf(token));
  return invite?.id === inviteId && invite.revokedAt === null && invite.expiresAt > clock.now();
}

async function staffToken(maker: Maker, before: LinksFile | null): Promise<string> {
  if (before && (await isValid(maker, { inviteId: STAFF_INVITE, token: before.staff }))) return before.staff;
  const { invite, token } = newLink(maker.clock, null, 'admin');
  await maker.store.putInvite(invite);
  await maker.store.resetClaims(STAFF_INVITE, maker.clock.now());
  return token;
}

async function isDemoValid(maker: Maker, demo: NonNullable<LinksFile['demo']>): Promise<boolean> {
  const interview = await maker.store.interview(demo.interviewId);
  if (!interview || interview.progress.phase === 'ended') return false;
  const version = (await maker.scenarios.list()).find((s) => s.slug === interview.slug)?.version;
  return (
    version === interview.version && (await isValid(maker, demo.candidate)) && (await isValid(maker, demo.interviewer))
  );
}

async function makeDemo(maker: Maker): Promise<LinksFile['demo']> {
  const scenarios = await maker.scenarios.list();
  const scenario = scenarios.find((s) => s.slug === DEMO) ?? scenarios[0];
  const form = scenario?.forms[0];
  const language = form && (form.languages.length > 1 ? 'choice' : form.languages[0]);
  if (!scenario || !form || !language) return null;
  const made = await makeInterview(maker, {
    title: `Demo: ${scenario.title}`,
    key: { slug: scenario.slug, form: form.id, source: publicSource(scenario.published), language },
    minutes: scenario.minutes,
    gated: false,
    roles: ['candidate', 'interviewer'],
  });
  const [candidate, interviewer] = made.links.map(({ invite, token }) => ({ inviteId: invite.id, token }));
  return candidate && interviewer ? { interviewId: made.interview.id, candidate, interviewer } : null;
}

/** @throws StoreError where the links are those of another store: opening a wrong database looks like a new one */
function requireStore(file: string, links: LinksFile | null, id: string): void {
  if (links?.store === undefined || links.store === id) return;
  throw new StoreError(
    `${file} has the links of the store ${links.store}, but the one that DATABASE_URL and DATA_DIR name is ${id}. Set them back, or restore that store; to go on with this one, move links.json away.`,
  );
}

/**
 * Makes what is missing and returns the addresses below `base`.
 * @throws StoreError where `dataDir` holds the links of another store
 */
export async function startLinks(maker: Maker, dataDir: string, base: string, withDemo: boolean): Promise<StartLinks> {
  const file = join(dataDir, 'links.json');
  const before = read(file);
  const store = await maker.store.identify(maker.clock.now());
  requireStore(file, before, store);
  const staff = await staffToken(maker, before);
  let demo = before?.demo ?? null;
  if (withDemo && !(demo && (await isDemoValid(maker, demo)))) demo = await makeDemo(maker);
  write(file, { store, staff, demo });
  const url = ({ inviteId, token }: StoredLink) => linkUrl(base, inviteId, token);
  return {
    staff: linkUrl(base, STAFF_INVITE, staff),
    demo: withDemo && demo ? { candidate: url(demo.candidate), interviewer: url(demo.interviewer) } : null,
  };
}
