/** What belongs to one interview beside its log: its language, its key, and its variant as it was on the day it was made. */
import { z } from 'zod';
import { candidateBundle, staffBundle } from '../../protocol/bundle.ts';
import { type Language, type LanguageOffer, languageOf, offeredBy } from '../../protocol/language.ts';
import type { ScenarioPort, VariantInfo, VariantKey } from '../scenarios/port.ts';
import type { Interview, Store } from '../store/port.ts';
import { ofToday } from './olderVariant.ts';

/** What an interview is made from; its variants are those of the languages that it offers. */
export type InterviewKey = Omit<VariantKey, 'language'> & { language: LanguageOffer };

const variantInfo = z.object({ version: z.string(), candidate: candidateBundle, staff: staffBundle });

/** The key of an interview's variant in a language. */
export const keyOf = ({ slug, form, source }: InterviewKey, language: Language): VariantKey => ({
  slug,
  form,
  source,
  language,
});

/** The language whose variant is shown: the one that the interview is done in, before a choice the first that it offers. */
export const shownLanguage = (interview: Pick<Interview, 'language'>, chosen: Language | null): Language =>
  languageOf(interview.language, chosen) ?? (offeredBy(interview.language)[0] as Language);

/** The name of what is stored for an interview in one of its languages. */
export const blobId = (kind: 'variant' | 'material', { id, language: offer }: Interview, language: Language): string =>
  offer === 'choice' ? `${kind}.${id}.${language}` : `${kind}.${id}`;

/** Stores a variant with its interview, so that the interview stays readable when the author goes on writing. */
export const storeVariant = (store: Store, interview: Interview, variant: VariantInfo, at: number): Promise<void> =>
  store.putBlob({
    id: blobId('variant', interview, variant.candidate.language),
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
  const stored = await store.blob(blobId('variant', interview, language));
  if (stored) return variantInfo.parse(ofToday(JSON.parse(new TextDecoder().decode(stored.body))));
  return scenarios.variant(keyOf(interview, language));
}
