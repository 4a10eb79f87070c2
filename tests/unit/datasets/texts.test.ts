/** Texts from grammars and typing errors: `grammar.ts`, `corpus.ts`, `typos.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CorpusSpec, corpus, type LanguageSpec } from '../../../datasets/corpus.ts';
import { grammar } from '../../../datasets/grammar.ts';
import { createRng } from '../../../datasets/rng.ts';
import { misspell } from '../../../datasets/typos.ts';

const english = {
  start: ['{hello}, my {thing} {fault}.'],
  hello: ['Hi', 'Hello'],
  thing: ['router'],
  fault: ['is broken'],
};
const german = {
  start: ['{hello}, mein {thing} {fault}.'],
  hello: ['Hallo'],
  thing: ['Router'],
  fault: ['ist kaputt'],
};
const spec: CorpusSpec = {
  classes: 2,
  languages: {
    en: { base: english, classes: [{}, { fault: ['costs too much', 'was charged twice'] }], weight: [3, 1] },
    de: { base: german, classes: [{}, { fault: ['ist zu teuer'] }], weight: 1 },
  },
};
const classOf = Uint8Array.from({ length: 8000 }, (_, row) => row % 2);
const share = <Item>(list: readonly Item[], is: (item: Item, row: number) => boolean) =>
  list.filter(is).length / list.length;

it('[SN41] a sentence follows its rules, as often as their weights say, with slots as they are', () => {
  const say = grammar([{ start: [['{name} paid {amount}', 3], 'nothing'] }], 'start', ['name', 'amount']);
  const rng = createRng('say');
  const sentences = Array.from({ length: 4000 }, () => say(rng, { name: '{curly}', amount: '12 EUR' }));
  expect(new Set(sentences)).toEqual(new Set(['{curly} paid 12 EUR', 'nothing']));
  expect(Math.abs(share(sentences, (text) => text === 'nothing') - 0.25)).toBeLessThan(0.04);
  expect(say(createRng('same'), { name: 'a', amount: 'b' })).toBe(say(createRng('same'), { name: 'a', amount: 'b' }));
});

it('[SN41] a grammar that is not closed, or never ends, is refused before it speaks', () => {
  expect(() => grammar([{ start: ['{what}'] }])).toThrow(
    'the rule "start" names "what", which is neither a rule nor a slot',
  );
  expect(() => grammar([{ start: ['{a}', 'end'], a: ['{b}'], b: ['x {a}'] }])).toThrow(
    'the rule "a" never comes to an end',
  );
  expect(() => grammar([{ start: [] }])).toThrow('the rule "start" has no phrase');
  expect(() => grammar([{ other: ['x'] }])).toThrow('has no rule "start"; there are other');
  expect(() => grammar([{ start: ['{who}'] }], 'start', ['who'])(createRng('g'))).toThrow(
    'the slot "who" is not filled (g)',
  );
  // A rule may name itself where it can also stop.
  expect(grammar([{ start: ['a{start}', 'b'] }])(createRng('r'))).toMatch(/^a*b$/);
});

it('[SN41] texts are in the language and words of their class', () => {
  const { texts, languages } = corpus(spec)(createRng('corpus'), classOf);
  const german = (name: number) =>
    share(
      languages.filter((_, row) => classOf[row] === name),
      (one) => one === 'de',
    );
  expect(Math.abs(german(0) - 0.25)).toBeLessThan(0.04);
  expect(Math.abs(german(1) - 0.5)).toBeLessThan(0.04);
  for (const [row, text] of texts.entries()) {
    expect(/broken|kaputt/.test(text), text).toBe(classOf[row] === 0);
    expect(/mein/.test(text)).toBe(languages[row] === 'de');
  }
});

it('[SN41] strays use the words of another class and habits of typing come at their shares', () => {
  const { texts } = corpus({ ...spec, strays: 0.1, lower: 0.3, upper: 0.2 })(createRng('habits'), classOf);
  expect(
    Math.abs(share(texts, (text, row) => /broken|kaputt/i.test(text) !== (classOf[row] === 0)) - 0.1),
  ).toBeLessThan(0.02);
  expect(Math.abs(share(texts, (text) => text === text.toLowerCase()) - 0.3)).toBeLessThan(0.03);
  expect(Math.abs(share(texts, (text) => text === text.toUpperCase()) - 0.2)).toBeLessThan(0.03);
});

it('[SN41] errors of a corpus begin with language and class', () => {
  const broken: LanguageSpec = { ...(spec.languages.de as LanguageSpec), classes: [{}, { fault: ['{nope}'] }] };
  expect(() => corpus({ ...spec, languages: { de: broken } })).toThrow(
    'corpus, language "de", class 1: the rule "fault"',
  );
  expect(() => corpus({ ...spec, lower: 0.6, upper: 0.6 })).toThrow('lower + upper is 1.2');
  expect(() => corpus(spec)(createRng('c'), [0, 2])).toThrow('corpus of c: row 1 is of class 2, there are 2');
});

it('[SN41] typing errors leave all that is no letter, and none at rate 0', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (seed, text, rate) => {
        const others = (value: string) => value.replaceAll(/\p{L}/gu, '');
        expect(others(misspell(createRng(seed), text, rate))).toBe(others(text));
        expect(misspell(createRng(seed), text, 0)).toBe(text);
      },
    ),
  );
  expect(() => misspell(createRng('m'), 'a', 2)).toThrow('typos of m: a rate of 2');
});

it('[SN41] a letter never leaves its word', () => {
  const rng = createRng('words');
  for (let at = 0; at < 200; at++) expect(misspell(rng, 'q m', 1)).toMatch(/^[qwa]{0,2} [mnj]{0,2}$/);
});

it('[SN41] typing errors come at their rate', () => {
  const rng = createRng('rate');
  const hurt = Array.from({ length: 6000 }, () => misspell(rng, 'q', 0.1)).filter((text) => text !== 'q').length;
  expect(Math.abs(hurt / 6000 - 0.1)).toBeLessThan(0.02);
});
