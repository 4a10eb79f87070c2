import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { jsonSchemas } from '../../../scenarios/kit/manifest/jsonSchema.ts';
import { loadScenario, loadScenarios } from '../../../scenarios/kit/read/load.ts';
import { VALID, writeFolder } from './folder.ts';

let cleanUp = () => {};
afterEach(() => cleanUp());

async function load(changed: Record<string, string | null> = {}) {
  const { folder, remove } = writeFolder(changed);
  cleanUp = remove;
  return loadScenario(folder);
}

/** The manifest with one text replaced; throws where the text is not there, so that no case passes by accident. */
function manifest(from: string, to: string): Record<string, string> {
  const text = VALID['scenario.yaml'] as string;
  if (!text.includes(from)) throw new Error(`the valid manifest has no "${from}"`);
  return { 'scenario.yaml': text.replace(from, to) };
}
const python = (name: string, from: string, to: string) => ({
  [`python/${name}`]: (VALID[`python/${name}`] as string).replace(from, to),
});

it('[SN5] a good folder loads, with defaults filled in', async () => {
  const { slug, spec, guide, notPlanted, expected } = await load();
  expect(slug).toBe('small');
  expect(spec.constraints).toEqual({ weights: 100, tries: 20, secondsBetweenScores: 30, fitSeeds: [1, 2, 3] });
  expect(guide.map((phase) => phase.id)).toEqual(['start', 'middle', 'end']);
  expect(notPlanted).toBe('This.');
  expect(expected).toBeNull();
});

it('[SN5] folders are found by their scenario.yaml', async () => {
  const { root, remove } = writeFolder();
  cleanUp = remove;
  expect([...(await loadScenarios(root)).keys()]).toEqual(['small']);
});

it('[SN5] the version changes with any content and with nothing else', async () => {
  const { version } = await load();
  expect((await load()).version).toBe(version);
  expect((await load({ 'brief.md': '# Other' })).version).not.toBe(version);
  expect(version).toMatch(/^3-[0-9a-f]{8}$/);
});

it.each([
  ['unknown key', manifest('minutes: 45', 'minutes: 45\nminuets: 3'), /scenario\.yaml:8:1: unknown key "minuets"/],
  ['nested unknown key', manifest('call: 2', 'cal: 1, call: 2'), /scenario\.yaml:17:8: cost: unknown key "cal"/],
  ['wrong type', manifest('minutes: 45', 'minutes: long'), /scenario\.yaml:7:1: minutes: /],
  ['missing key', manifest('minutes: 45\n', ''), /scenario\.yaml:1:1: minutes: /],
  ['list item', manifest('languages: [python]', 'languages: [cobol]'), /scenario\.yaml:8:13: languages\.0: /],
  ['key given twice', manifest('minutes: 45', 'minutes: 45\nminutes: 46'), /scenario\.yaml:8:1: .*unique/],
  ['broken YAML', manifest('minutes: 45', 'minutes: [45'), /scenario\.yaml:\d+:\d+: /],
  ['bad id', manifest('id: easy', 'id: Easy One'), /forms\.0\.id: an id is/],
  ['strong above 1', manifest('level: junior,', 'level: junior, strong: 1.5,'), /forms\.0\.strong/],
  [
    'the one target of before',
    manifest('level: junior,', 'level: junior, target: 0.8,'),
    /forms\.0\.target.*two targets now, which the gate measures: leave target out/,
  ],
  ['dictionary', { 'dictionary.yaml': 'files: []\n' }, /small\/dictionary\.yaml:1:1: files: /],
  ['measurements', { 'expected.json': '{"holdout": 5, "runs": []}' }, /expected\.json:1:\d+: runs: /],
])('[SN5] %s is told with its place', async (_, changed, message) => {
  await expect(load(changed)).rejects.toThrow(message);
});

it('[SN5] several mistakes are told at once, each with its place', async () => {
  const twice = manifest('minutes: 45', 'minutes: long\nextra: 1');
  await expect(load(twice)).rejects.toThrow(/:7:1: minutes: [^\n]+\n.*:8:1: unknown key "extra"/);
});

it('[SN5] a manifest cannot blow up through aliases', async () => {
  const bomb = `x: &a [1]\ny: &b [${'*a,'.repeat(30)}]\nz: [${'*b,'.repeat(30)}]\n`;
  await expect(load({ 'scenario.yaml': bomb })).rejects.toThrow();
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

it.each([
  ['form with an unknown bug', manifest('bugs: [first-bug]}', 'bugs: [third-bug]}'), /forms\.easy plants "third-bug"/],
  [
    'bugs that exclude each other',
    manifest('bugs: [first-bug]}', 'bugs: [first-bug, other-bug]}'),
    /together with "other-bug"/,
  ],
  ['id used twice', manifest('id: hard', 'id: easy'), /the id "easy" is used twice/],
  ['neverWith of no bug', manifest('neverWith: [other-bug]', 'neverWith: [nothing]'), /neverWith names "nothing"/],
  ['anchor that is not there', manifest('staff: 1}', 'staff: 4}'), /rubric\.a expects anchor 4 of staff/],
  [
    'nothing to find in the data',
    {
      'scenario.yaml': (VALID['scenario.yaml'] as string)
        .replace('[code, data]', '[code]')
        .replace('found: [data]', 'found: [code]'),
    },
    /a third/,
  ],
  [
    'region of no declared bug',
    python('data.py', '@bug first-bug', '@bug strange-bug'),
    /python\/data\.py:6: the region "strange-bug"/,
  ],
  [
    'bug without a region',
    python('model.py', 'other-bug', 'first-bug'),
    /scenario\.yaml:\d+:\d+: no file of python has a region for "other-bug"/,
  ],
  ['broken region', python('model.py', '    # @end\n', ''), /python\/model\.py:10: @bug "other-bug" without @end/],
  [
    'contract function that is not defined',
    python('model.py', 'def fit(', 'def fitted('),
    /model\.py: defines no function "fit"/,
  ],
  [
    'contract file that is not listed',
    manifest('load: data,', 'load: cleaning,'),
    /cleaning\.py: contract\.functions\.load/,
  ],
  ['scaffold file that is missing', { 'python/model.py': null }, /python\/model\.py: is missing/],
  ['no test-solve', { 'reference/python/model.py': null }, /reference\/python: holds no test-solve/],
  ['no brief', { 'brief.md': null }, /brief\.md: is missing/],
  ['no data', { 'data.ts': null }, /data\.ts: is missing/],
  ['data without generate', { 'data.ts': 'export const make = 1;\n' }, /data\.ts: exports no function "generate"/],
  [
    'guide without phases',
    { 'guide.md': '## A\n\nx\n\n## B\n\nx\n\n## Right, but not planted\n\nx\n' },
    /guide\.md: has fewer than three/,
  ],
  ['guide without the last section', { 'guide.md': '## A\n\nx\n\n## B\n\nx\n\n## C\n\nx\n' }, /Right, but not planted/],
  ['guide with an empty phase', { 'guide.md': '## A\n\n## B\n\nx\n' }, /"## A" has no text/],
])('[SN6] %s is refused with the place', async (_, changed, message) => {
  await expect(load(changed as Record<string, string | null>)).rejects.toThrow(message);
  await expect(load(changed as Record<string, string | null>)).rejects.toThrow(/^scenarios\/small\//);
});

const TORCH = {
  'scenario.yaml': (VALID['scenario.yaml'] as string)
    .replace(
      'files: [data, model]',
      'frameworks: [{id: torch, languages: [python], packages: [torch]}]\nfiles: [data, model]',
    )
    .replace('bugs: [other-bug]}', 'framework: torch, bugs: [other-bug]}'),
  'python-torch/model.py': VALID['python/model.py'] as string,
  'reference/python-torch/model.py': 'solved = 2\n',
};

it.each([
  ['without files of its own', { 'python-torch/model.py': null }, /small\/python-torch: holds no file of its own/],
  ['without a test-solve', { 'reference/python-torch/model.py': null }, /reference\/python-torch: holds no test-solve/],
  ['with a file that nobody lists', { 'python-torch/nets.py': 'x = 1\n' }, /python-torch\/nets\.py: is not listed/],
  [
    'that lacks a region of its form',
    { 'python-torch/model.py': (VALID['python/model.py'] as string).replace(/ *# @.*\n/g, '') },
    /no file of python-torch has a region for "other-bug" of form hard/,
  ],
  [
    'that no manifest declares',
    { 'scenario.yaml': TORCH['scenario.yaml'].replace('id: torch,', 'id: jax,') },
    /forms\.hard names the framework "torch"/,
  ],
  [
    'that another framework shares its id with',
    {
      'scenario.yaml': TORCH['scenario.yaml'].replace(
        '[torch]}]',
        '[torch]}, {id: torch, languages: [python], packages: []}]',
      ),
    },
    /the id "torch" is used twice/,
  ],
])('[SN20] a framework %s is refused with the place', async (_, changed, message) => {
  await load(TORCH);
  cleanUp();
  await expect(load({ ...TORCH, ...changed } as Record<string, string | null>)).rejects.toThrow(message);
});

it('[SN18] the committed JSON Schemas are those of the code', () => {
  for (const [name, text] of Object.entries(jsonSchemas()))
    expect(
      readFileSync(new URL(`../../../scenarios/kit/${name}`, import.meta.url), 'utf8'),
      `run npm run scenario -- schema`,
    ).toBe(text);
});
