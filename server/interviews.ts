/** Making interviews, and what belongs to one: its variant as it was on the day it was made. */
import { z } from 'zod';
import { candidateBundle, staffBundle } from '../protocol/bundle.ts';
import type { Role } from '../protocol/role.ts';
import { type NewLink, newLink } from './access/links.ts';
import type { Clock } from './clock.ts';
import { newToken, serverId } from './ids.ts';
import { draftOf } from './realtime/judge.ts';
import { editEntry, eventEntry, eventOf, SERVER_ACTOR } from './realtime/record.ts';
import { seedUpdate } from './realtime/work.ts';
import { Refusal } from './refusal.ts';
import { type ScenarioPort, UnknownVariant, type VariantInfo, type VariantKey } from './scenarios/port.ts';
import { drawSeed } from './scenarios/seed.ts';
import type { Interview, Store } from './store/port.ts';

export interface Maker {
  store: Store;
  clock: Clock;
  scenarios: ScenarioPort;
}

export interface NewInterview {
  title: string;
  key: VariantKey;
  minutes: number;
  gated: boolean;
  /** Links that are made with it. */
  roles: Role[];
}

const variantInfo = z.object({ version: z.string(), candidate: candidateBundle, staff: staffBundle });
const blobId = (interviewId: string) => `variant.${interviewId}`;

/** Writes the interview, its links and its first log rows, all or nothing. Throws UnknownVariant. */
export async function makeInterview(
  maker: Maker,
  wanted: NewInterview,
): Promise<{ interview: Interview; links: NewLink[] }> {
  const { store, clock, scenarios } = maker;
  const key = { ...wanted.key, seed: wanted.key.seed || drawSeed() };
  const variant = await scenarios.variant(key);
  const now = clock.now();
  const { title, minutes, gated } = wanted;
  const interview: Interview = {
    id: newToken(),
    title,
    ...key,
    version: variant.version,
    minutes,
    gated,
    createdAt: now,
    progress: { phase: 'waiting', startedAt: null, endedAt: null, runs: 0, scores: 0 },
  };
  const links = wanted.roles.map((role) => newLink(clock, interview.id, role));
  const created = draftOf('interview.created', { title, slug: key.slug, version: variant.version, minutes });
  await store.createInterview(
    interview,
    links.map((link) => link.invite),
    [
      editEntry(seedUpdate(variant.candidate.files), serverId('seed'), now, SERVER_ACTOR),
      eventEntry(eventOf(created, serverId('created'), now, SERVER_ACTOR)),
    ],
  );
  // A cache of what the scenario says: interviews stay readable when the author goes on writing.
  const body = new TextEncoder().encode(JSON.stringify(variant));
  await store.putBlob({
    id: blobId(interview.id),
    interviewId: interview.id,
    kind: 'variant',
    at: now,
    meta: new Uint8Array(),
    body,
  });
  return { interview, links };
}

/** The variant of an interview as it was made. */
export async function variantOf({ store, scenarios }: Maker, interview: Interview): Promise<VariantInfo> {
  const kept = await store.blob(blobId(interview.id));
  if (kept) return variantInfo.parse(JSON.parse(new TextDecoder().decode(kept.body)));
  return scenarios.variant(interview);
}

/** Throws where the scenario has changed since, so that its data cannot be made again. */
export async function requireSameVersion({ scenarios }: Maker, interview: Interview): Promise<void> {
  const now = await scenarios.variant(interview).catch((e: unknown) => {
    if (e instanceof UnknownVariant) return null;
    throw e;
  });
  if (now?.version === interview.version) return;
  throw new Refusal(
    409,
    'scenario-changed',
    `This interview was made with version ${interview.version} of ${interview.slug}; its data cannot be made again from the version that is installed. Make a new interview.`,
  );
}
