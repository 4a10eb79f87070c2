/** The languages of interviews. The only place that joins a language's name with its code: a further one is a row here. */
import type { Language } from '../protocol/language.ts';
import type { LanguageTrack } from './contract/language.ts';
import { pythonTrack } from './python/track.ts';
import { typescriptTrack } from './typescript/track.ts';

export const TRACKS: Readonly<Record<Language, LanguageTrack>> = { python: pythonTrack, typescript: typescriptTrack };

/** Facts about a language. */
export const trackOf = (language: Language): LanguageTrack => TRACKS[language];
