import { afterEach, describe, expect, it } from 'vitest';
import { candidateBundle, staffBundle } from '../../../protocol/bundle.ts';
import { published } from '../../../scenarios/kit/data/source.ts';
import { casesOf } from '../../../scenarios/kit/gate/cases.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { referenceFiles } from '../../../scenarios/kit/render/files.ts';
import { toCandidateBundle, toStaffBundle } from '../../../scenarios/kit/render/project.ts';
import { makeVariant } from '../../../scenarios/kit/render/variant.ts';
import { VALID, writeFolder } from './folder.ts';
import { expected, measured } from './measuredRuns.ts';

const OWN =
  'title: T, description: D, found: [code, data], shows: metric, questions: [Q?], strong: [S], weak: [W], sources: [B]';

let cleanUp = () => {};
afterEach(() => cleanUp());

async function small() {
  const { folder, remove } = writeFolder();
  cleanUp = remove;
  return loadScenario(folder);
}
const choice = { form: 'easy', source: published('s'), language: 'python' } as const;

it('[SN9] a variant plants the bugs of its form and fixes the others', async () => {
  const scenario = await small();
  const { files } = makeVariant(scenario, choice);
  expect(files['data.py']).toContain('rows = rows + rows');
  expect(files['model.py']).toContain('return 2');
  expect(Object.keys(files)).toEqual(['data.py', 'model.py']);
});

it('[SN9] an unknown form or language is refused with what there is', async () => {
  const scenario = await small();
  expect(() => makeVariant(scenario, { ...choice, form: 'nope' })).toThrow(
    'small has no form "nope"; there are easy, hard',
  );
  expect(() => makeVariant(scenario, { ...choice, language: 'typescript' })).toThrow('is not for typescript');
});

it('[LG1] the two languages of a form have files of their own ids, the same data, and packages in Python only', async () => {
  const { folder, remove } = writeFolder({
    'scenario.yaml': (VALID['scenario.yaml'] as string)
      .replaceAll('languages: [python]', 'languages: [python, typescript]')
      .replace('rubric:', 'packages: [numpy]\nrubric:'),
    'typescript/data.ts':
      'export const load = () => [];\n// @bug first-bug\n// @fix\n// @end\nexport const split = () => [];\n',
    'typescript/model.ts': `${['prepare', 'fit', 'predict', 'report'].map((name) => `export const ${name} = 1;`).join('\n')}\n// @bug other-bug\n// @fix\n// @end\n`,
    'reference/typescript/model.ts': 'export {};\n',
  });
  cleanUp = remove;
  const scenario = await loadScenario(folder);
  const [python, typescript] = (['python', 'typescript'] as const).map((language) =>
    candidateBundle.parse(toCandidateBundle(makeVariant(scenario, { ...choice, language }))),
  );
  expect(python?.files.map(({ id, name }) => [id, name])).toEqual([
    ['data', 'data.py'],
    ['model', 'model.py'],
  ]);
  expect(typescript?.files.map(({ id, name }) => [id, name])).toEqual([
    ['data.ts', 'data.ts'],
    ['model.ts', 'model.ts'],
  ]);
  expect(typescript?.contract.functions.fit).toBe('model.ts');
  expect(typescript?.data).toEqual(python?.data);
  expect([python?.packages, typescript?.packages]).toEqual([['numpy'], []]);
});

it('[SN9] the test-solve is the clean scaffold with its own files over it', async () => {
  const files = referenceFiles(await small(), scaffoldOf('python'));
  expect(files['model.py']).toBe('solved = True\n');
  expect(files['data.py']).not.toContain('rows + rows');
});

describe('a form of another framework', () => {
  const region = (bug: string, buggy: string) => `# @bug ${bug}\n${buggy}\n# @fix\n# @end\n`;
  const model = VALID['python/model.py'] as string;
  const torch = async () => {
    const { folder, remove } = writeFolder({
      'scenario.yaml': (VALID['scenario.yaml'] as string)
        .replace('files: [', 'frameworks: [{id: torch, languages: [python], packages: [numpy, torch]}]\nfiles: [')
        .replace('bugs: [other-bug]}', 'framework: torch, bugs: [own-bug]}')
        .replace('quirks:', `  - {id: own-bug, ${OWN}}\nquirks:`),
      'python-torch/model.py': `import torch\n${region('own-bug', 'torch.bad()')}${model.replace(/ *# @(bug|fix|end).*\n/g, '')}`,
      'reference/python/data.py': 'solved_data = True\n',
      'reference/python-torch/model.py': 'solved_torch = True\n',
    });
    cleanUp = remove;
    return loadScenario(folder);
  };
  const hard = { ...choice, form: 'hard' };

  it('[SN20] gets its own files over those of the language, and its own packages', async () => {
    const scenario = await torch();
    const variant = makeVariant(scenario, hard);
    expect(variant.files['model.py']).toContain('import torch\ntorch.bad()');
    expect(variant.files['data.py']).toBe(makeVariant(scenario, hard).files['data.py']);
    expect(variant.files['data.py']).toContain('def load');
    expect(toCandidateBundle(variant).packages).toEqual(['numpy', 'torch']);
    const plain = makeVariant(scenario, choice);
    expect(plain.files['model.py']).not.toContain('torch');
    expect(toCandidateBundle(plain).packages).toEqual([]);
  });

  it('[SN20] its test-solve has its own files over those of the language’s', async () => {
    const files = referenceFiles(await torch(), scaffoldOf('python', 'torch'));
    expect(files).toEqual({ 'data.py': 'solved_data = True\n', 'model.py': 'solved_torch = True\n' });
  });

  it('[SN20] staff see the findings that its files can have, and no others', async () => {
    const scenario = await torch();
    const ids = (form: string) =>
      toStaffBundle(makeVariant(scenario, { ...choice, form })).findings.map(({ id }) => id);
    expect(ids('easy')).toEqual(['first-bug', 'other-bug', 'odd-unit']);
    expect(ids('hard')).toEqual(['first-bug', 'own-bug', 'odd-unit']);
  });

  it('[SN20] is measured in cases of its own, and its targets come from these', async () => {
    const scenario = await torch();
    const cases = (framework: string | null) =>
      casesOf(scenario, scaffoldOf('python', framework)).map(({ name }) => name);
    expect(cases(null)).toEqual(['clean', 'bug:first-bug', 'bug:other-bug', 'easy', 'reference']);
    expect(cases('torch')).toEqual(['clean', 'bug:own-bug', 'hard', 'reference']);
    const of = (framework: string | undefined, name: string, hidden: number) => ({
      ...measured('s', name, hidden, 4),
      reach: 0.4,
      ...(framework ? { framework } : {}),
    });
    scenario.expected = expected(
      of(undefined, 'reference', 90),
      of(undefined, 'clean', 99),
      of('torch', 'clean', 10),
      of('torch', 'reference', 5),
    );
    expect(makeVariant(scenario, hard).targets).toEqual({ sound: 10.48, strong: 7.5, basis: 'measured' });
  });
});

it('[SN10] the candidate gets listed fields only, whatever a scenario gains', async () => {
  const scenario = await small();
  const secret = 'canary-71f3';
  const poisoned = structuredClone({ ...scenario, generate: undefined }) as unknown as Record<string, unknown>;
  const plant = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(plant);
    else if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      Object.values(value).forEach(plant);
      (value as Record<string, unknown>).addedLater = secret;
    }
  };
  plant(poisoned);
  // Names of contract functions are a record, so that an added one is a function; everything else is a fixed shape.
  const spec = poisoned.spec as { contract: { functions: Record<string, string> } };
  delete spec.contract.functions.addedLater;
  const variant = makeVariant({ ...scenario, ...poisoned, generate: scenario.generate } as typeof scenario, choice);
  expect(JSON.stringify(toCandidateBundle(variant))).not.toContain(secret);
});

it('[SN10] bugs, rubric, guide, form and seed do not reach the candidate', async () => {
  const variant = makeVariant(await small(), { ...choice, source: published('seed-9c1') });
  const bundle = candidateBundle.parse(toCandidateBundle(variant));
  for (const secret of [
    'first-bug',
    'other-bug',
    'odd-unit',
    'Sees it.',
    'What about',
    'seed-9c1',
    'easy',
    'Hello.',
    'This.',
    'solved',
    '@bug',
    'eur',
  ])
    expect(JSON.stringify(bundle), secret).not.toContain(secret);
  expect(bundle.files.map(({ id, kind }) => [id, kind])).toEqual([
    ['data', 'contract'],
    ['model', 'contract'],
  ]);
  const columns = ['id', 'y'].map((name) => ({ name, dtype: 'int64' }));
  expect(bundle.data).toEqual([{ name: 'train.csv', rows: 2, bytes: 13, columns }]);
});

it('[SN11] staff see every finding, what is planted, and where', async () => {
  const bundle = staffBundle.parse(toStaffBundle(makeVariant(await small(), choice)));
  expect(bundle.findings.map(({ id, kind, planted, files }) => [id, kind, planted, files])).toEqual([
    ['first-bug', 'bug', true, ['data.py']],
    ['other-bug', 'bug', false, ['model.py']],
    ['odd-unit', 'quirk', true, []],
  ]);
  expect(bundle).toMatchObject({ form: 'easy', level: 'junior', seed: 's', notPlanted: 'This.' });
  expect(bundle.rubric[0]?.question).toBe('A? (At junior level, expect at least: "no")');
});
