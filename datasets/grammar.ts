/** Sentences from small grammars: rules that name other rules, chosen by weight. No outside text. */
import { categorical } from './distributions.ts';
import type { Rng } from './rng.ts';

/**
 * One phrase of a rule. `{name}` is replaced by a rule or a slot; a weight of 3 is chosen three times as often as 1.
 */
export type Phrase = string | readonly [phrase: string, weight: number];

/** Rule name -> its phrases. */
export type Rules = Readonly<Record<string, readonly Phrase[]>>;

/**
 * Makes one sentence: draws phrases beginning with the rule `start`, and inserts `slots`.
 * @throws Error for a slot without text
 */
export type Speaker = (rng: Rng, slots?: Readonly<Record<string, string>>) => string;

const NAME = /\{([a-z][a-zA-Z0-9_]*)\}/g;

/**
 * Makes a speaker. The rules are checked here, not when a sentence is made.
 *
 * @param rules those in later objects replace those of the same name in earlier ones: a base, then the rules of a class
 * @param start rule to begin with
 * @param slots names whose text is passed with each sentence
 * @throws Error naming the rule where it is empty, names what is neither rule nor slot, or never comes to an end
 *
 * @example
 * const rules = { start: ['{hello}, my {thing} is broken.'], hello: ['Hi', ['Good day', 2]] } as const;
 * const ticket = grammar([rules], 'start', ['thing']);
 * ticket(rng, { thing: 'router' }).endsWith(', my router is broken.'); // true
 */
export function grammar(rules: readonly Rules[], start = 'start', slots: readonly string[] = []): Speaker {
  const merged: Rules = Object.assign({}, ...rules);
  if (!merged[start]) throw new Error(`a grammar has no rule "${start}"; there are ${Object.keys(merged).join(', ')}`);
  check(merged, slots);
  const ways = new Map(
    Object.entries(merged).map(([name, phrases]) => {
      const pick = categorical(phrases.map((phrase) => (typeof phrase === 'string' ? 1 : phrase[1])));
      return [name, { pick, parts: phrases.map((phrase) => textOf(phrase).split(NAME)) }];
    }),
  );
  const say = (rng: Rng, name: string, filled: Readonly<Record<string, string>>): string => {
    const rule = ways.get(name);
    if (!rule) {
      const value = filled[name];
      if (value === undefined) throw new Error(`the slot "${name}" is not filled (${rng.label})`);
      return value;
    }
    const parts = rule.parts[rule.pick(rng)] as string[];
    // Splitting by a pattern with one group leaves names at the odd places.
    return parts.map((part, at) => (at % 2 ? say(rng, part, filled) : part)).join('');
  };
  return (rng, filled = {}) => say(rng, start, filled);
}

/** Every rule must be able to end, at some depth: found from the phrases that name no rule upwards. */
function check(rules: Rules, slots: readonly string[]): void {
  for (const [name, phrases] of Object.entries(rules)) {
    if (phrases.length === 0) throw new Error(`the rule "${name}" has no phrase`);
    for (const phrase of phrases)
      for (const used of namesIn(phrase))
        if (!(used in rules) && !slots.includes(used))
          throw new Error(`the rule "${name}" names "${used}", which is neither a rule nor a slot`);
  }
  const ends = new Set(slots.filter((slot) => !(slot in rules)));
  for (let before = -1; before !== ends.size; ) {
    before = ends.size;
    for (const [name, phrases] of Object.entries(rules))
      if (phrases.some((phrase) => namesIn(phrase).every((used) => ends.has(used)))) ends.add(name);
  }
  const endless = Object.keys(rules).find((name) => !ends.has(name));
  if (endless) throw new Error(`the rule "${endless}" never comes to an end`);
}

function namesIn(phrase: Phrase): string[] {
  return [...textOf(phrase).matchAll(NAME)].map((found) => found[1] as string);
}

function textOf(phrase: Phrase): string {
  return typeof phrase === 'string' ? phrase : phrase[0];
}
