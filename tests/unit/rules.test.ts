/** The rules of protocol/SPEC.md against what proves them: titles of tests, and the cases of tests/scenarios/broken. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { RULES } from '../../scenarios/kit/gate/ruleList.ts';
import { brokenCases } from '../support/brokenScenario.ts';
import { ROOT } from '../support/imports.ts';

const TESTS = path.join(ROOT, 'tests');
const spec = readFileSync(path.join(ROOT, 'protocol/SPEC.md'), 'utf8');
/** In the order of the page. */
const rules = [...spec.matchAll(/^- ([A-Z]{2}\d+) /gm)].map((found) => found[1] ?? '');

const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' });
/** Rule ids in square brackets at the beginning of a string: `'[EV7] time left …'`, `'[EV7, EV8] …'`. */
const cited = files
  .filter((name) => /\.(test|spec)\.tsx?$/.test(name))
  .flatMap((name) => {
    const titles = readFileSync(path.join(TESTS, name), 'utf8').matchAll(/['"`]\[([A-Z]{2}\d+(?:, ?[A-Z]{2}\d+)*)\]/g);
    return [...titles].flatMap((title) => (title[1] ?? '').split(/, ?/)).map((rule) => ({ rule, name }));
  });

it('every rule is proved: a title cites it, or a broken scenario expects its complaint', () => {
  const complaints = brokenCases().map(({ expect: { rule } }) => RULES[rule].id);
  const proved = new Set([...cited.map(({ rule }) => rule), ...complaints]);
  expect(rules.filter((rule) => !proved.has(rule))).toEqual([]);
});

it('every rule that a title cites is in SPEC', () => {
  expect(cited.filter(({ rule }) => !rules.includes(rule)).map(({ rule, name }) => `${name}: ${rule}`)).toEqual([]);
});

it('no rule is there twice', () => {
  expect(rules.filter((rule, at) => rules.indexOf(rule) !== at)).toEqual([]);
});
