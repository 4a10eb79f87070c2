/** A column of texts by class and language, with typing errors and habits of upper and lower case. */
import { categorical } from './distributions.ts';
import { grammar, type Rules, type Speaker } from './grammar.ts';
import type { Rng } from './rng.ts';
import { misspell } from './typos.ts';

/** One language of a corpus. */
export interface LanguageSpec {
  /** The grammar that all classes share. */
  base: Rules;
  /** Rules that replace those of the base, by class number. A class without an entry uses the base alone. */
  classes: readonly Rules[];
  /** How often a text is in this language, by class number; any scale. A number counts for all classes. */
  weight: number | readonly number[];
}

/** What {@link corpus} makes; shares and chances are from 0 to 1. */
export interface CorpusSpec {
  languages: Readonly<Record<string, LanguageSpec>>;
  /** How many classes there are. */
  classes: number;
  /** Chance of each letter to be mistyped. */
  typos?: number;
  /** Shares of texts typed all in lower and all in upper case. */
  lower?: number;
  upper?: number;
  /**
   * Chance that a text is written by the grammar of another class (all others equally likely), so that words are no
   * proof.
   */
  strays?: number;
  /** Slots that a caller fills row by row. */
  slots?: readonly string[];
}

/** The result, in the order of the rows. */
export interface Corpus {
  texts: string[];
  /** Name of each text's language. */
  languages: string[];
}

/**
 * Makes a writer of texts. Grammars are checked here, and errors begin with language and class.
 *
 * @throws Error as `grammar` does; RangeError for shares not from 0 to 1 or without a language for a class
 */
export function corpus(spec: CorpusSpec) {
  const { typos = 0, lower = 0, upper = 0, strays = 0, classes, slots = [] } = spec;
  for (const [name, share] of Object.entries({ typos, lower, upper, strays, 'lower + upper': lower + upper }))
    if (!(share >= 0 && share <= 1)) throw new RangeError(`corpus: ${name} is ${share}, not from 0 to 1`);
  const names = Object.keys(spec.languages);
  const speakers = names.map((name) => speakersOf(name, spec.languages[name] as LanguageSpec, classes, slots));
  const pickers = Array.from({ length: classes }, (_, at) =>
    categorical(
      names.map((name) => {
        const { weight } = spec.languages[name] as LanguageSpec;
        return typeof weight === 'number' ? weight : (weight[at] ?? 0);
      }),
    ),
  );
  /** A text for each class number. @throws RangeError for a class that there is not, with the row */
  return (rng: Rng, classOf: ArrayLike<number>, fill?: (row: number) => Readonly<Record<string, string>>): Corpus => {
    const streams = { language: rng.stream('language'), words: rng.stream('words'), typing: rng.stream('typing') };
    const languages: string[] = [];
    const texts = Array.from({ length: classOf.length }, (_, row) => {
      const own = classOf[row] as number;
      const pick = pickers[own];
      if (!pick) throw new RangeError(`corpus of ${rng.label}: row ${row} is of class ${own}, there are ${classes}`);
      const language = pick(streams.language);
      languages.push(names[language] as string);
      const strayed = streams.words.uniform() < strays && classes > 1;
      const other = strayed ? streams.words.below(classes - 1) : own;
      const said = strayed && other >= own ? other + 1 : other;
      const text = ((speakers[language] as Speaker[])[said] as Speaker)(streams.words, fill?.(row));
      const habit = streams.typing.uniform();
      const typed = typos > 0 ? misspell(streams.typing, text, typos) : text;
      return habit < lower ? typed.toLowerCase() : habit < lower + upper ? typed.toUpperCase() : typed;
    });
    return { texts, languages };
  };
}

function speakersOf(
  language: string,
  { base, classes: own }: LanguageSpec,
  classes: number,
  slots: readonly string[],
): Speaker[] {
  return Array.from({ length: classes }, (_, at) => {
    try {
      return grammar([base, own[at] ?? {}], 'start', slots);
    } catch (error) {
      throw new Error(`corpus, language "${language}", class ${at}: ${(error as Error).message}`);
    }
  });
}
