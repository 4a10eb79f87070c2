/** What belongs to one interview beside its log: its language, its key, and its variant as it was on the day it was made. */
import { z } from 'zod';
import { candidateBundle, staffBundle } from '../../protocol/bundle.ts';
import { type Language, type LanguageOffer, languageOf, offeredBy } from '../../protocol/language.ts';
import { Refusal } from '../refusal.ts';
import { type ScenarioPort, UnknownVariantError, type VariantInfo, type VariantKey } from '../scenarios/port.ts';
import type { Interview, Store } from '../store/port.ts';

/** What an interview is made from; its variants are those of the languages that it offers. */
export type InterviewKey = Omit<VariantKey, 'language'> & { language: LanguageOffer };

const variantInfo = z.object({ version: z.string(), candidate: candidateBundle, staff: staffBundle });

/** The key of an interview's variant in a language. */
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

/** Stores a variant with its interview, so that the interview stays readable when the author goes on writing. */
export const storeVariant = (store: Store, interview: Interview, variant: VariantInfo, at: number): Promise<void> =>
  store.putBlob({
    id: blobId(interview, variant.candidate.language),
    interviewId: interview.id,
    kind: 'variant',
    at,
    meta: new Uint8Array(),
    body: new TextEncoder().encode(JSON.stringify(variant)),
  });

/**
 * The variant of an interview as it was made, in one of the languages that it offers.
 * @throws ZodError where the stored variant cannot be read; UnknownVariantError where none is stored and the scenario has none
 */
export async function variantOf(
  { store, scenarios }: { store: Store; scenarios: ScenarioPort },
  interview: Interview,
  language: Language,
): Promise<VariantInfo> {
  const stored = await store.blob(blobId(interview, language));
  if (stored) return variantInfo.parse(JSON.parse(new TextDecoder().decode(stored.body)));
  return scenarios.variant(keyOf(interview, language));
}

/** @throws Refusal where the scenario has changed since the interview was made, so that its data cannot be made again */
export async function requireSameVersion(
  { scenarios }: { scenarios: ScenarioPort },
  interview: Interview,
): Promise<void> {
  // The version is the scenario's: every language has the same.
  const now = await scenarios.variant(keyOf(interview, shownLanguage(interview, null))).catch((e: unknown) => {
    if (e instanceof UnknownVariantError) return null;
    throw e;
  });
  if (now?.version === interview.version) return;
  throw new Refusal(
    409,
    'scenario-changed',
    `This interview was made with version ${interview.version} of ${interview.slug}; its data cannot be made again from the version that is installed. Make a new interview.`,
  );
}
