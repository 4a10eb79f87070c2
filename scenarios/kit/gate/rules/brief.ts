/**
 * GA7: whether a brief invites questions. It is a lint: it looks for words, not for sense. `story` of the manifest has one
 * sentence each about the decision, what errors cost and who is affected; the brief must state all of it.
 */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';

const LEAST_WORDS = 100;
/** Part of a sentence's words that the brief must have. */
const SHARE = 0.5;
const STOP = new Set(
  'about after also because been before could does each every first from have into once only other over same some than that their them then there they this those until what when where which while will with would your'.split(
    ' ',
  ),
);

export function brief({ scenario }: Facts): Complaint[] {
  const text = scenario.brief;
  const { decision, affected, errors } = scenario.spec.story;
  const found: Complaint[] = [];
  const say = (message: string) =>
    found.push(complain('brief', { path: `scenarios/${scenario.slug}/brief.md`, line: 1 }, message));
  const count = text.split(/\s+/).filter(Boolean).length;
  if (count < LEAST_WORDS) say(`has ${count} words: too little happens to ask about (${LEAST_WORDS} at least)`);
  if (!tells(text, decision))
    say(`does not tell the decision ("${decision}"): who decides what, between which choices, and when`);
  if (!tells(text, affected))
    say(`does not tell who is affected ("${affected}"): name a human being whom an error happens to`);
  for (const error of errors)
    if (!tells(text, error)) say(`does not tell what an error costs ("${error}"): each kind of error, with its number`);
  if (!/\?|\bask\b/i.test(text)) say('asks nothing and invites no question: say that one may ask, and what is open');
  return found;
}

/** Whether a text has half of a sentence's words, by their beginnings, and all of its numbers. */
function tells(text: string, sentence: string): boolean {
  const words = new Set(stems(text));
  const wanted = stems(sentence);
  const numbers = new Set(numbersOf(text));
  const enough = wanted.filter((word) => words.has(word)).length >= SHARE * wanted.length;
  return enough && numbersOf(sentence).every((number) => numbers.has(number));
}

function stems(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return [...new Set(words.filter((word) => !STOP.has(word)).map((word) => word.slice(0, 5)))];
}

function numbersOf(text: string): string[] {
  return (text.match(/\d[\d.,]*/g) ?? []).map((number) => number.replace(/,(?=\d{3})/g, '').replace(/[.,]+$/, ''));
}
