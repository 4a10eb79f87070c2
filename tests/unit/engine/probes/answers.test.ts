/** What probes answer where no verdict is possible, and what the author's code is given; in both languages. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startTfjsInNode } from '../../../../engine/build/typescriptRuntime.ts';
import type { ProbeOptions, ProbeResult } from '../../../../engine/contract/probes/result.ts';
import { type Probe, probeSpec } from '../../../../engine/contract/probes/spec.ts';
import type { TfjsRuntime } from '../../../../engine/typescript/runtime.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { SCAFFOLD } from './pythonScaffold.ts';
import { CONFIG, filesOf, tableOf } from './typescriptScaffold.ts';

type Change = readonly [string, string];
type Ask = (changes: readonly Change[], probes: readonly Probe[], options?: ProbeOptions) => Promise<ProbeResult[]>;

let kit: PythonKit;
let runtime: TfjsRuntime;
beforeAll(async () => {
  kit = await pythonKit(['numpy']);
  runtime = await startTfjsInNode();
}, 120_000);

const json = (value: unknown): string => `__import__("json").loads(${JSON.stringify(JSON.stringify(value))})`;

const python: Ask = async (changes, probes, options = {}) =>
  kit.run(
    `${SCAFFOLD}\nPANDAS = False\nresult = probed(files(${json(changes)}, 4, MODEL), table(4), ${json(probes)}, **${json(options)})`,
  );

const typescript: Ask = (changes, probes, options) => {
  runtime.write('train.csv', new TextEncoder().encode(tableOf(4)));
  return runtime.probes(CONFIG, filesOf(changes, 4), probes, options);
};

const POISON = probeSpec.parse({ id: 'poison', kind: 'poison' });
const TWICE = probeSpec.parse({ id: 'twice', kind: 'twice' });
const ROWS = probeSpec.parse({ id: 'rows', kind: 'row-id' });
const unknown = (message: RegExp) => ({
  verdict: 'cannot-tell',
  value: null,
  threshold: null,
  message: expect.stringMatching(message),
});

describe.each([
  {
    language: 'Python',
    ask: ((...given) => python(...given)) as Ask,
    gone: ['def prepare(', 'def prepared('] as Change,
    raises: ['    x = numeric(train)\n', '    raise ValueError("no such thing")\n'] as Change,
    syntax: ['def fit(train', 'def fit(train('] as Change,
    endless: [
      '    y = column(train, "y")\n    return',
      '    y = column(train, "y")\n    while len(y):\n        pass\n    return',
    ] as Change,
    swallowed: [
      '    y = column(train, "y")\n    return',
      '    y = column(train, "y")\n    while len(y):\n        try:\n            y[0] / 0\n        except Exception:\n            pass\n    return',
    ] as Change,
    idless: [
      '    return shaped(columns)\n\ndef parsed',
      '    del columns["id"]\n    return shaped(columns)\n\ndef parsed',
    ] as Change,
    missing: /features\.py has no function prepare\(train, valid\)/,
    raised: /features\.py line \d+: ValueError: no such thing/,
    unread: /model\.py line \d+/,
  },
  {
    language: 'TypeScript',
    ask: ((...given) => typescript(...given)) as Ask,
    gone: ['export function prepare(', 'export function prepared('] as Change,
    raises: ['  const x = numeric(train);\n', "  throw new Error('no such thing');\n"] as Change,
    syntax: ['export function fit(train', 'export function fit(train('] as Change,
    endless: [
      '  const w = x[0].map(() => 0);',
      '  const w = x[0].map(() => 0);\n  while (w.length) x.length;',
    ] as Change,
    swallowed: [
      '  const w = x[0].map(() => 0);',
      '  const w = x[0].map(() => 0);\n  while (w.length) { try { x.nothing.at(0); } catch {} }',
    ] as Change,
    idless: [
      'function edit(rows: any[]): void {}',
      'function edit(rows: any[]): void {\n  for (const row of rows) delete row.id;\n}',
    ] as Change,
    missing: /features\.ts exports no function prepare\(train, valid\)/,
    raised: /^features\.ts line \d+: no such thing/,
    unread: /model\.ts|Unexpected token/,
  },
])('$language', ({ ask, gone, raises, syntax, endless, swallowed, idless, missing, raised, unread }) => {
  it('[PB1] a missing function, an exception and a file that does not parse are told as the reason of every probe', async () => {
    for (const [change, told] of [
      [gone, missing],
      [raises, raised],
      [syntax, unread],
    ] as const) {
      const answers = await ask([change], [POISON, TWICE]);
      expect(answers).toMatchObject([
        { id: 'poison', ...unknown(told) },
        { id: 'twice', ...unknown(told) },
      ]);
    }
  });

  it('[PB1] probes that do not need what is broken answer', async () => {
    expect(await ask([raises], [ROWS, TWICE])).toMatchObject([{ verdict: 'silent' }, unknown(raised)]);
    expect(await ask([idless], [ROWS])).toMatchObject([unknown(/without the column id/)]);
  });

  it('[PB1] a loop without end is ended, also one that catches exceptions, and other probes go on', async () => {
    for (const change of [endless, swallowed]) {
      const answers = await ask([change], [TWICE, POISON, ROWS], { seconds: 2 });
      expect(answers).toMatchObject([
        unknown(/^fit was not done after 2 s$/),
        unknown(/not done/),
        { id: 'rows', verdict: 'silent' },
      ]);
    }
  });

  it('[PB1] a column that is not there is named', async () => {
    const probes = [
      { id: 'a', kind: 'mask', column: 'nothing', value: 0 },
      { id: 'b', kind: 'row-id', time: 'nothing' },
      { id: 'c', kind: 'row-id', by: 'nothing' },
    ].map((one) => probeSpec.parse(one));
    for (const answer of await ask([], probes)) expect(answer).toMatchObject(unknown(/no column nothing/));
  });

  it('[PB5] the same seed gives the same answers, and each is told as it stands', async () => {
    const probes = ['permute', 'label-rate', 'one-row'].map((kind) => probeSpec.parse({ id: kind, kind }));
    const plain = (all: ProbeResult[]) => all.map(({ seconds: _, ...rest }) => rest);
    const first = plain(await ask([], probes, { seed: 3 }));
    expect(plain(await ask([], probes, { seed: 3 }))).toEqual(first);
    expect(first.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(probes.map(({ id }) => `${id} silent`));
  });
});

describe("an author's own probe", () => {
  const OWN = probeSpec.parse({ id: 'levels', kind: 'own', params: { most: 4 } });

  it('[PB6] in Python gets contract, rows and tools, and answers as other probes do', async () => {
    const text = `
def probe(contract, rows, tools):
    fitted = tools.fitted
    count = len(fitted.prep["levels"])
    again = tools.call("prepare", tools.split.train, tools.split.valid)
    moved, path = tools.difference(fitted.prep, again)
    assert moved == 0 and tools.rows.count(rows) == 500 and tools.label == "y"
    assert len(tools.predict(fitted.model, tools.split.valid)) == 125
    assert "def prepare" in tools.files["features.py"]
    return {"verdict": "alarm" if count > tools.params["most"] else "silent", "value": count, "threshold": 4, "message": "levels"}
`;
    const levels: Change = [
      'sorted(set(column(train, "kind").tolist()))',
      '["more"] + sorted(set(column(train, "kind").tolist()))',
    ];
    const options = { own: { levels: text } };
    const told = { id: 'levels', value: 4, threshold: 4, message: 'levels' };
    expect(await python([], [OWN], options)).toMatchObject([{ ...told, verdict: 'silent' }]);
    expect(await python([levels], [OWN], options)).toMatchObject([{ ...told, value: 5, verdict: 'alarm' }]);
  });

  it('[PB6] in TypeScript gets the same, and may import libraries and the candidate files', async () => {
    const text = `
import { numeric } from '../features';
import type { ProbeTools } from 'holdout/data';

export async function probe(contract: unknown, rows: any, tools: any) {
  const { prep, model } = await tools.fitted();
  const { train, valid } = await tools.split();
  const { moved } = await tools.difference(prep, await tools.call('prepare', train, valid));
  const scores = await tools.predict(model, valid);
  if (moved !== 0 || tools.rows.count(rows) !== 500 || tools.label !== 'y') throw new Error('other tools');
  if (scores.values.length !== 125 || numeric(valid).length !== 125) throw new Error('other rows');
  const count = prep.levels.length;
  return { verdict: count > tools.params.most ? 'alarm' : 'silent', value: count, threshold: 4, message: 'levels' };
}
`;
    const levels: Change = [
      "levels: [...new Set(column(train, 'kind'))].sort() }",
      "levels: ['more', ...new Set(column(train, 'kind'))] }",
    ];
    const options = { own: { levels: text } };
    const told = { id: 'levels', value: 4, threshold: 4, message: 'levels' };
    expect(await typescript([], [OWN], options)).toMatchObject([{ ...told, verdict: 'silent' }]);
    expect(await typescript([levels], [OWN], options)).toMatchObject([{ ...told, value: 5, verdict: 'alarm' }]);
  });

  it('[PB6] without its text, without an answer and with an error it cannot tell, and says why', async () => {
    for (const [ask, ending, bad, broken] of [
      [
        python,
        'py',
        'def probe(contract, rows, tools):\n    return 1',
        'def probe(contract, rows, tools):\n    tools.cannot_tell("too few")',
      ],
      [
        typescript,
        'ts',
        'export const probe = () => 1;',
        "export const probe = (c: any, r: any, tools: any) => tools.cannotTell('too few');",
      ],
    ] as const) {
      expect(await ask([], [OWN])).toMatchObject([unknown(new RegExp(`there is no probes/levels.${ending}`))]);
      expect(await ask([], [OWN], { own: { levels: bad } })).toMatchObject([unknown(/returned no/)]);
      expect(await ask([], [OWN], { own: { levels: broken } })).toMatchObject([unknown(/^too few$/)]);
    }
  });
});

describe('TypeScript alone', () => {
  it('[PB1] a promise that never comes is given up', async () => {
    const hangs: Change = [
      '  const w = x[0].map(() => 0);',
      '  return new Promise(() => {});\n  const w = x[0].map(() => 0);',
    ];
    expect(await typescript([hangs], [TWICE], { seconds: 1 })).toMatchObject([unknown(/^fit was not done after 1 s$/)]);
  });

  it('[PB1] gradients that tfjs does not keep and memory that Python frees cannot be asked', async () => {
    const double = probeSpec.parse({ id: 'double', kind: 'double-step' });
    const leak = probeSpec.parse({ id: 'leak', kind: 'leak' });
    expect(await typescript([], [double])).toMatchObject([unknown(/tfjs keep no gradients/)]);
    expect(await python([], [double, leak])).toMatchObject([unknown(/no optimizer of torch/), unknown(/frees memory/)]);
  });
});

describe('changes', () => {
  it('[PB7] bytes in a column of base64 are inverted, in both languages alike', async () => {
    const pythonText = `
import base64
def probe(contract, rows, tools):
    texts = [base64.b64encode(bytes(range(n))).decode() for n in range(1, 7)]
    told = tools.change.poisoned([{"id": 1, "px": t} for t in texts], 1000, set(), {"id"}, {"px"})
    right = [base64.b64encode(bytes(255 - b for b in range(n))).decode() for n in range(1, 7)]
    return {"verdict": "silent" if [row["px"] for row in told] == right else "alarm", "message": ""}
`;
    const typescriptText = `
export function probe(contract: unknown, rows: unknown, tools: any) {
  const texts = ${JSON.stringify([1, 2, 3, 4, 5, 6].map((n) => Buffer.from(Array.from({ length: n }, (_, i) => i)).toString('base64')))};
  const right = ${JSON.stringify([1, 2, 3, 4, 5, 6].map((n) => Buffer.from(Array.from({ length: n }, (_, i) => 255 - i)).toString('base64')))};
  const how = { factor: 1000, columns: new Set(), skip: new Set(['id']), bytes: new Set(['px']) };
  const told = tools.change.poisoned(texts.map((px) => ({ id: 1, px })), how).map((row: any) => row.px);
  return { verdict: JSON.stringify(told) === JSON.stringify(right) ? 'silent' : 'alarm', message: told.join() };
}
`;
    const own = probeSpec.parse({ id: 'bytes', kind: 'own' });
    expect(await python([], [own], { own: { bytes: pythonText } })).toMatchObject([{ verdict: 'silent' }]);
    expect(await typescript([], [own], { own: { bytes: typescriptText } })).toMatchObject([{ verdict: 'silent' }]);
  });
});
