/** Code of a candidate that replaces what asks it: it gets no word, and honest code is right again in the next interpreter. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../../../engine/contract/probes/result.ts';
import type { Language } from '../../../../protocol/language.ts';
import { published } from '../../../../scenarios/kit/data/source.ts';
import type { Interpreter } from '../../../../scenarios/kit/measure/interpreter.ts';
import { INTERPRETERS } from '../../../../scenarios/kit/measure/interpreters.ts';
import { loadScenarios } from '../../../../scenarios/kit/read/load.ts';
import { packagesOf, scaffoldOf } from '../../../../scenarios/kit/read/scaffold.ts';
import type { Scenario } from '../../../../scenarios/kit/read/scenario.ts';
import { renderFiles } from '../../../../scenarios/kit/render/files.ts';
import { toCandidateBundle } from '../../../../scenarios/kit/render/project.ts';
import { makeVariant } from '../../../../scenarios/kit/render/variant.ts';

const SILENT = 'Verdict("silent", 0.0, 1.0, "")';

/** Lines at the end of the model's file. */
const PYTHON: readonly [what: string, lines: string][] = [
  [
    'the table of the probes',
    `import sys
table = sys.modules["holdout_probes.run"].KINDS
Verdict = sys.modules["holdout_probes.verdict"].Verdict
for name in list(table):
    table[name] = lambda session, probe: ${SILENT}
`,
  ],
  ['a function of the probes', `import holdout_probes.run as run\nrun._one = lambda *given: run.${SILENT}\n`],
  [
    'what a function runs',
    `import gc
for found in gc.get_objects():
    if getattr(found, "__name__", "") == "mask" and hasattr(found, "__code__"):
        found.__code__ = (lambda session, probe: ${SILENT}).__code__
`,
  ],
  ['a constant of the probes', 'import holdout_probes.verdict as verdict\nverdict.ALARM = "silent"\n'],
  ['the clock', 'import time\ntime.perf_counter = lambda: 0.0\n'],
  [
    'JSON',
    'import json\nkept = json.dumps\njson.dumps = lambda *given, **more: kept(*given, **more).replace("alarm", "silent")\n',
  ],
  ['numpy', 'numpy_abs = np.abs\nnp.abs = lambda *given, **more: numpy_abs(*given, **more) * 0\n'],
];
const TYPESCRIPT: readonly [what: string, lines: string][] = [
  ['Math', 'Math.abs = () => 0;\n'],
  ['arrays', 'Array.prototype.every = () => true;\n'],
  ['the clock', 'performance.now = () => 0;\n'],
  ['JSON', "Object.defineProperty(Object.prototype, 'toJSON', { value: () => 'silent', configurable: true });\n"],
];
/** What candidates write, that changes what only looks alike. */
const INNOCENT: Readonly<Record<Language, string>> = {
  python:
    'import time, json\nnp.random.seed(3)\nnp.seterr(all="ignore")\nfrom functools import partial\nabs = partial(max, 0)\nclass time_of(dict):\n    pass\n',
  typescript:
    'const max = Math.max;\nclass Row extends Map<string, number> {}\nexport const rows = [new Row(), max];\n',
};

let scenario: Scenario;
beforeAll(async () => {
  scenario = (await loadScenarios(path.resolve(import.meta.dirname, '../../../../scenarios'))).get(
    'bank-scam',
  ) as Scenario;
});

const freshOf = (language: Language): Promise<Interpreter> =>
  INTERPRETERS[language](packagesOf(scenario.spec, scaffoldOf(language)));

/** Answers to the late column's probes, of a scaffold that has it, with lines at the end of its model. */
async function asked(interpreter: Interpreter, language: Language, lines: string): Promise<ProbeResult[]> {
  const scaffold = scaffoldOf(language);
  const variant = makeVariant(scenario, { form: 'senior-b', source: published('demo'), language });
  const files = { ...renderFiles(scenario, scaffold, new Set(['late-column'])) };
  const model = language === 'python' ? 'model.py' : 'model.ts';
  files[model] = `${files[model]}\n${lines}`;
  const { probes } = await interpreter.run(
    {
      config: { ...toCandidateBundle({ ...variant, language }).contract, seeds: [1] },
      files,
      train: new TextEncoder().encode(variant.trainCsv),
      holdout: new Uint8Array(),
      probes: scenario.spec.probes.filter(({ id }) => id === 'late-value' || id === 'shares'),
      own: {},
    },
    false,
  );
  return probes;
}

describe.each([
  ['python', PYTHON],
  ['typescript', TYPESCRIPT],
] as const)('%s', (language, tampering) => {
  // What each of them does stays, and is found all the same: it is another change. What is honest has an interpreter of its own.
  let spoilt: Interpreter;
  beforeAll(async () => {
    spoilt = await freshOf(language);
  }, 120_000);

  it.each(tampering)(
    '[PB15] code that replaces %s gets no word',
    async (_what, lines) => {
      const results = await asked(spoilt, language, lines);
      expect(results.length).toBe(2);
      for (const { verdict, message } of results) {
        expect(verdict, message).toBe('cannot-tell');
        expect(message).toMatch(/reaches into what asks it|model\.(py|ts)/);
      }
    },
    120_000,
  );

  it('[PB15] code that does not is judged', async () => {
    const results = await asked(await freshOf(language), language, INNOCENT[language]);
    expect(
      results.map(({ id, verdict }) => [id, verdict]),
      JSON.stringify(results),
    ).toEqual([
      ['late-value', 'alarm'],
      ['shares', 'silent'],
    ]);
  }, 120_000);
});
