/** The languages of an interview: what it offers, and which files of the work belong to the one that was chosen. */
import { z } from 'zod';

/** A language that scaffolds are written in. */
export const language = z.enum(['python', 'typescript']);
/** A parsed {@link language}. */
export type Language = z.infer<typeof language>;

/** What an interview offers: one language from the beginning, or `choice`: the candidate takes one before the first run. */
export const languageOffer = z.enum([...language.options, 'choice']);
/** A parsed {@link languageOffer}. */
export type LanguageOffer = z.infer<typeof languageOffer>;

/** End of the names of a language's files. */
export const ENDING: Readonly<Record<Language, string>> = { python: '.py', typescript: '.ts' };

/** The languages of an offer; the first one is what staff see before a choice. */
export const offeredBy = (offer: LanguageOffer): readonly Language[] =>
  offer === 'choice' ? language.options : [offer];

/** The language that the interview is done in, or null where its candidate has not chosen. */
export const languageOf = (offer: LanguageOffer, chosen: Language | null): Language | null =>
  offer === 'choice' ? chosen : offer;

/**
 * True where a file of the work is shown, run and handed out under a language. The scaffolds of all offered languages lie in the one
 * document, so that a switch loses nothing; a file that ends like those of another offered language stays out of sight. Before a
 * choice (null) nothing is hidden.
 */
export const belongsTo = (name: string, chosen: Language | null, offered: readonly Language[]): boolean =>
  chosen === null || !offered.some((other) => other !== chosen && name.endsWith(ENDING[other]));
