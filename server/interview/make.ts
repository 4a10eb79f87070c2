/** Making interviews, and what belongs to one: its variant as it was on the day it was made. */
import { z } from 'zod';
import { candidateBundle, staffBundle } from '../../protocol/bundle.ts';
import { type Language, type LanguageOffer, languageOf, offeredBy } from '../../protocol/language.ts';
import type { Role } from '../../protocol/role.ts';
import { type NewLink, newLink } from '../access/invites.ts';
import type { Clock } from '../clock.ts';
import { newToken, serverId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { type ScenarioPort, UnknownVariant, type VariantInfo, type VariantKey } from '../scenarios/port.ts';
import { drawSeed } from '../scenarios/seed.ts';
import type { Interview, Store } from '../store/port.ts';
import { seedUpdate } from './document.ts';
import { editEntry, eventEntry, eventOf, SERVER_ACTOR } from './rows.ts';
import { draftOf } from './verdict.ts';

export interface Maker {
  store: Store;
  clock: Clock;
  scenarios: ScenarioPort;
}

/** What an interview is made from; its variants are those of the languages that it offers. */
export type InterviewKey = Omit<VariantKey, 'language'> & { language: LanguageOffer };

export interface NewInterview {
  title: string;
  key: InterviewKey;
  minutes: number;
  gated: boolean;
  /** Links that are made with it. */
  roles: Role[];
}

const variantInfo = z.object({ version: z.string(), candidate: candidateBundle, staff: staffBundle });

/** The variant of an interview in a language. */
export const keyOf = ({ slug, form, seed }: InterviewKey, language: Language): VariantKey => ({
  slug,
  form,
  seed,
  language,
});

/** The language whose variant is shown: the one that the interview is done in, before a choice the first that it offers. */
export const shownLanguage = (interview: Pick<Interview, 'language'>, chosen: Language | null): Language =>
  languageOf(interview.language, chosen) ?? (offeredBy(interview.language)[0] as Language);

const blobId = ({ id, language: offer }: Interview, language: Language) =>
  offer === 'choice' ? `variant.${id}.${language}` : `variant.${id}`;

/** Writes the interview, its links and its first log rows, all or nothing. Throws UnknownVariant. */
export async function makeInterview(
  maker: Maker,
  wanted: NewInterview,
): Promise<{ interview: Interview; links: NewLink[] }> {
  const { store, clock, scenarios } = maker;
  const key = { ...wanted.key, seed: wanted.key.seed || drawSeed() };
  const variants: VariantInfo[] = [];
  for (const language of offeredBy(key.language)) variants.push(await scenarios.variant(keyOf(key, language)));
  const version = variants[0]?.version ?? '';
  const now = clock.now();
  const { title, minutes, gated } = wanted;
  const interview: Interview = {
    id: newToken(),
    title,
    ...key,
    version,
    minutes,
    gated,
    createdAt: now,
    progress: { phase: 'waiting', startedAt: null, endedAt: null, runs: 0, scores: 0, chosen: null },
  };
  const links = wanted.roles.map((role) => newLink(clock, interview.id, role));
  const created = draftOf('interview.created', { title, slug: key.slug, version, minutes });
  await store.createInterview(
    interview,
    links.map((link) => link.invite),
    [
      editEntry(seedUpdate(variants.flatMap(({ candidate }) => candidate.files)), serverId('seed'), now, SERVER_ACTOR),
      eventEntry(eventOf(created, serverId('created'), now, SERVER_ACTOR)),
    ],
  );
  // A cache of what the scenario says: interviews stay readable when the author goes on writing.
  for (const variant of variants)
    await store.putBlob({
      id: blobId(interview, variant.candidate.language),
      interviewId: interview.id,
      kind: 'variant',
      at: now,
      meta: new Uint8Array(),
      body: new TextEncoder().encode(JSON.stringify(variant)),
    });
  return { interview, links };
}

/** The variant of an interview as it was made, in one of the languages that it offers. */
export async function variantOf(
  { store, scenarios }: Pick<Maker, 'store' | 'scenarios'>,
  interview: Interview,
  language: Language,
): Promise<VariantInfo> {
  const kept = await store.blob(blobId(interview, language));
  if (kept) return variantInfo.parse(JSON.parse(new TextDecoder().decode(kept.body)));
  return scenarios.variant(keyOf(interview, language));
}

/** Throws where the scenario has changed since, so that its data cannot be made again. */
export async function requireSameVersion({ scenarios }: Pick<Maker, 'scenarios'>, interview: Interview): Promise<void> {
  // The version is the scenario's: every language has the same.
  const now = await scenarios.variant(keyOf(interview, shownLanguage(interview, null))).catch((e: unknown) => {
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
