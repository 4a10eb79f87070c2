/** What probes answer where no verdict is possible, in both languages. */
import { describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../../../engine/contract/probes/result.ts';
import { probeSpec } from '../../../../engine/contract/probes/spec.ts';
import { type Ask, type Change, python, typescript, unknown } from './ask.ts';

const POISON = probeSpec.parse({ id: 'poison', kind: 'poison' });
const TWICE = probeSpec.parse({ id: 'twice', kind: 'twice' });
const ROWS = probeSpec.parse({ id: 'rows', kind: 'row-id' });
describe.each([
  {
    language: 'Python',
    ask: ((...given) => python(...given)) as Ask,
    gone: ['def prepare(', 'def prepared('] as Change,
    undecided: ['def decide(', 'def decided('] as Change,
    unreported: ['def report(', 'def reported('] as Change,
    noDecide: /model\.py has no function decide\(model, rows, scores\)/,
    noReport: /model\.py has no function report\(/,
    notANumber: 'def probe(contract, rows, tools):\n    return {"verdict": "silent", "value": float("nan")}\n',
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
    undecided: ['export function decide(', 'export function decided('] as Change,
    unreported: ['export function report(', 'export function reported('] as Change,
    noDecide: /no function decide/,
    noReport: /model\.ts exports no function report\(/,
    notANumber: "export const probe = () => ({ verdict: 'silent', value: Number.NaN });",
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
])('$language', ({ ask, gone, raises, syntax, endless, swallowed, idless, missing, raised, unread, ...more }) => {
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

  it('[PB1] a function that is missing is the reason of those probes alone that call it', async () => {
    const told = probeSpec.parse({ id: 'told', kind: 'told' });
    const fresh = probeSpec.parse({ id: 'fresh', kind: 'fresh' });
    expect(await ask([more.unreported], [TWICE, fresh, told, ROWS])).toMatchObject([
      { verdict: 'silent' },
      { verdict: 'silent' },
      unknown(more.noReport),
      { verdict: 'silent' },
    ]);
    const regret = probeSpec.parse({ id: 'regret', kind: 'regret', act: 5, missed: 'b' });
    expect(await ask([more.undecided], [regret, TWICE])).toMatchObject([unknown(more.noDecide), { verdict: 'silent' }]);
  });

  it('[PB12] a measure that is no number is no silence', async () => {
    const own = probeSpec.parse({ id: 'mine', kind: 'own' });
    expect(await ask([], [own], { own: { mine: more.notANumber } })).toMatchObject([unknown(/measured no number/)]);
  });

  it('[PB11] what the seconds of all probes do not reach is told as late', async () => {
    const answers = await ask([endless], [TWICE, POISON, ROWS], { budget: 2 });
    expect(answers).toMatchObject([unknown(/^fit was not done after \S+ s$/), unknown(/^late: /), unknown(/^late: /)]);
  });

  it('[PB8] modules that were imported once more are gone afterwards: the same answers before and after', async () => {
    const fresh = probeSpec.parse({ id: 'fresh', kind: 'fresh' });
    const answers = await ask([], [TWICE, fresh, { ...TWICE, id: 'again' }, { ...fresh, id: 'once-more' }]);
    expect(answers.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'twice silent',
      'fresh silent',
      'again silent',
      'once-more silent',
    ]);
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
describe('TypeScript alone', () => {
  it('[PB1] a promise that never comes is given up', async () => {
    const hangs: Change = [
      '  const w = x[0].map(() => 0);',
      '  return new Promise(() => {});\n  const w = x[0].map(() => 0);',
    ];
    expect(await typescript([hangs], [TWICE], { seconds: 1 })).toMatchObject([unknown(/^fit was not done after 1 s$/)]);
  });

  it('[PB11] what does not end in time is not asked beside: the probes after it say so', async () => {
    const waits: Change = [
      '  const w = x[0].map(() => 0);',
      '  return new Promise((done) => setTimeout(done, 30_000));\n  const w = x[0].map(() => 0);',
    ];
    const answers = await typescript([waits], [TWICE, ROWS], { seconds: 1 });
    expect(answers).toMatchObject([unknown(/^fit was not done after 1 s$/), unknown(/^not asked: fit .* goes on$/)]);
  });

  it('[PB1] gradients that tfjs does not keep and memory that Python frees cannot be asked', async () => {
    const double = probeSpec.parse({ id: 'double', kind: 'double-step' });
    const leak = probeSpec.parse({ id: 'leak', kind: 'leak' });
    expect(await typescript([], [double])).toMatchObject([unknown(/tfjs keep no gradients/)]);
    expect(await python([], [double, leak])).toMatchObject([unknown(/no optimizer of torch/), unknown(/frees memory/)]);
  });
});
