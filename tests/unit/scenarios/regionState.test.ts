import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Language } from '../../../protocol/language.ts';
import { loadScenarios } from '../../../scenarios/kit/read/load.ts';
import { parseTemplate } from '../../../scenarios/kit/read/regions.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { bugsIn } from '../../../scenarios/kit/read/scenario.ts';
import { render, renderFiles } from '../../../scenarios/kit/render/files.ts';
import { stateOf } from '../../../scenarios/kit/render/regionState.ts';

const template = parseTemplate(
  'python/model.py',
  readFileSync(new URL('./programs/regions.py', import.meta.url), 'utf8'),
);
const BUGS = ['wrong-rule', 'late', 'no-zero', 'twice'];
const state = (bug: string, text: string) => stateOf(bug, [template], { 'model.py': text });

it('[SN74] in every rendered subset each bug is told as what it is', () => {
  fc.assert(
    fc.property(fc.subarray(BUGS), (planted) => {
      const text = render(template, new Set(planted));
      for (const bug of BUGS) expect(state(bug, text), bug).toBe(planted.includes(bug) ? 'buggy' : 'fixed');
    }),
  );
});

const clean = render(template, new Set());
const buggy = (bug: string) => render(template, new Set([bug]));

it.each([
  [
    'other blanks and line breaks',
    'late',
    buggy('late').replace('"age",\n    "minutes",', '"age", "minutes"'),
    'buggy',
  ],
  ['other quotes', 'late', buggy('late').replaceAll('"', "'"), 'buggy'],
  ['comments between lines', 'twice', buggy('twice').replace('scale(x)\n', 'scale(x)\n    # again\n'), 'buggy'],
  [
    'a fix in other words',
    'no-zero',
    clean.replace('optimizer.zero_grad()\n    loss.backward()', 'train(loss)'),
    'changed',
  ],
  ['one of two regions fixed', 'wrong-rule', `from costs import CALL, missed\n${buggy('wrong-rule')}`, 'buggy'],
  [
    'the faulty lines mended and the import that our fix needs left out',
    'wrong-rule',
    clean.replace('from costs import CALL, missed\n', ''),
    'changed',
  ],
  [
    'the same, in other words',
    'wrong-rule',
    clean.replace('from costs import CALL, missed\n', '').replace('> CALL', '> 30'),
    'changed',
  ],
  ['another rule than ours', 'wrong-rule', clean.replace('> CALL', '>= CALL + 1'), 'changed'],
  ['the fix in a file of another name', 'no-zero', clean, 'fixed'],
])('[SN74] %s', (_, bug, text, wanted) => {
  expect(state(bug, text)).toBe(wanted);
});

it('[SN74] of a bug that only lacks lines, those around it tell whether something was done', () => {
  const lacking = parseTemplate(
    'python/model.py',
    'def step(loss):\n    x = take(loss)\n    # @bug no-zero\n    # @fix\n    optimizer.zero_grad()\n    # @end\n    loss.backward()\n',
  );
  const told = (text: string) => stateOf('no-zero', [lacking], { 'model.py': text });
  const [faulty, mended] = [render(lacking, new Set(['no-zero'])), render(lacking, new Set())];
  expect(told(faulty)).toBe('buggy');
  expect(told(mended)).toBe('fixed');
  expect(told(mended.replace('optimizer', 'net'))).toBe('changed');
  expect(told(faulty.replace('take(loss)', 'take(loss) + 1'))).toBe('changed');
  expect(told(`import numpy\n${faulty}# the end`)).toBe('buggy');
});

it('[SN74] of a bug that the files never had nothing is told', () => {
  expect(state('elsewhere', clean)).toBeNull();
});

it('[SN74] in the scaffolds that there are, each bug alone and none is told as what it is', async () => {
  const scenarios = await loadScenarios(new URL('../../../scenarios', import.meta.url).pathname);
  for (const scenario of scenarios.values())
    for (const [name, templates] of Object.entries(scenario.scaffold)) {
      const [language, framework] = name.split('-', 2) as [Language, string | undefined];
      const bugs = bugsIn(scenario, name).map(({ id }) => id);
      for (const planted of [[], ...bugs.map((id) => [id])]) {
        const files = renderFiles(scenario, scaffoldOf(language, framework), new Set(planted));
        const told = bugs.map((id) => [id, stateOf(id, templates, files)]);
        const wanted = bugs.map((id) => [id, planted.includes(id) ? 'buggy' : 'fixed']);
        expect(told, `${scenario.slug} ${name} with ${planted.join() || 'nothing'}`).toEqual(wanted);
      }
    }
});
