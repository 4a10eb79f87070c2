/** Weights of TypeScript: counted by the server from what crossed and from the code, whatever the browser reports. */
import { beforeAll, describe, expect, test } from 'vitest';
import { PayloadError } from '../../../engine/crossing/error.ts';
import { type Artefact, type ArtefactTensor, encodeArtefact } from '../../../engine/crossing/typescript/format.ts';
import type { WeightInventory } from '../../../protocol/score.ts';
import { encodeScoreUpload } from '../../../protocol/upload.ts';
import { published } from '../../../scenarios/kit/data/source.ts';
import { loadScenarios, makeVariant, toCandidateBundle, type Variant } from '../../../scenarios/kit/index.ts';
import { answerKeyOf } from '../../../server/marking/answerKey.ts';
import { countFits as countAll } from '../../../server/marking/budget.ts';
import { markResult } from '../../../server/marking/mark.ts';
import { within } from '../../../server/marking/within.ts';
import { holdoutOrder } from '../../../server/scenarios/holdoutRows.ts';

const NOTHING = { scaffold: {}, explore: [] };
const countFits = (payloads: Uint8Array[], files: Record<string, string>, entries: string[], ms?: number) =>
  countAll('typescript', payloads, files, { ...NOTHING, entries }, ms);

let variant: Variant;
let order: Uint32Array;
/** The contract's files, empty but for one import. */
let code: Record<string, string>;
let budget: number;

beforeAll(async () => {
  const scenario = (await loadScenarios('scenarios')).get('bank-scam');
  if (!scenario) throw new Error('bank-scam is missing');
  const form = scenario.spec.forms[0]?.id ?? '';
  const made = makeVariant(scenario, {
    form,
    source: published('judge'),
    language: 'python',
    rows: { train: 400, holdout: 600 },
  });
  variant = { ...made, language: 'typescript' };
  order = holdoutOrder(variant.data.labels.length, 'salt');
  budget = scenario.spec.constraints.weights;
  const files = Object.values(toCandidateBundle(variant).contract.functions);
  code = Object.fromEntries(files.map((file) => [file, 'export {};\n']));
}, 60_000);

function tensor(path: string, size: number): ArtefactTensor {
  return { path, dtype: 'float32', shape: [size], bytes: new Uint8Array(4 * size) };
}
const model = (size: number, changed: Partial<Artefact> = {}): Omit<Artefact, 'seed'> => ({
  layers: [],
  tensors: [tensor('tensors.coefficients', size)],
  json: null,
  ...changed,
});
const CLAIM: WeightInventory = { total: 1, items: [{ path: 'tensors.coefficients', count: 1 }], rest: 0 };

interface Sent {
  payload?: (seed: number) => Uint8Array;
  claim?: WeightInventory;
  files?: Record<string, string>;
}

function mark({ payload = (seed) => encodeArtefact({ seed, ...model(10) }), claim = CLAIM, files = {} }: Sent) {
  const fits = variant.scenario.spec.constraints.fitSeeds.map((seed) => ({
    seed,
    shape: [order.length],
    payload: payload(seed),
    predictions: Float64Array.from(order, (row) => ((row * 7919) % 1000) / 1000),
    decisions: Uint8Array.from(order, (row) => row % 2),
    weights: claim,
    reported: null,
  }));
  const body = encodeScoreUpload(fits);
  return markResult(answerKeyOf(variant), order, {
    salt: 'salt',
    body,
    files: { ...code, ...files },
    given: NOTHING,
    before: null,
  });
}
const taken = (sent: Sent): WeightInventory => {
  const outcome = mark(sent);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.weights;
};
const refused = (sent: Sent) => {
  const outcome = mark(sent);
  if (outcome.ok) throw new Error('was taken');
  return outcome.failure;
};
const crossing = (changed: Omit<Artefact, 'seed'>) => (seed: number) => encodeArtefact({ seed, ...changed });
const modelFile = (text: string): Record<string, string> => {
  const [file = ''] = Object.keys(code);
  return { [file]: text };
};

describe('judge of TypeScript', () => {
  test('[AR30] the count is the server’s, whatever the browser says', () => {
    const counted = { total: 10, items: [{ path: 'tensors.coefficients', count: 10 }], rest: 0, rule: 2 };
    expect(taken({})).toEqual(counted);
    for (const claim of [
      { total: 0, items: [], rest: 0 },
      { total: 5, items: [{ path: 'x', count: 1 }], rest: 0 },
      { total: 10 * budget, items: [], rest: 10 * budget },
    ]) {
      expect(taken({ claim })).toEqual(counted);
    }
  });

  test('[AR30] a model over the budget is refused although the browser says 1', () => {
    expect(taken({ payload: crossing(model(budget)) }).total).toBe(budget);
    const failure = refused({ payload: crossing(model(budget + 1)) });
    expect(failure).toMatchObject({
      code: 'over-budget',
      message: expect.stringContaining(`${(budget + 1).toLocaleString('en-US')} weights`),
    });
    expect(failure.weights?.items).toEqual([{ path: 'tensors.coefficients', count: budget + 1 }]);
  });

  test('[AR30] the largest of the fits counts', () => {
    const [, second] = variant.scenario.spec.constraints.fitSeeds;
    const payload = (seed: number) => encodeArtefact({ seed, ...model(seed === second ? 30 : 10) });
    expect(taken({ payload }).total).toBe(30);
  });

  test('[AR30] numbers in the code count with the model, those in files that never run do not', () => {
    const pasted = `export const W = [${Array.from({ length: budget + 300 }, (_, i) => i / 8)}];`;
    expect(taken({ files: { 'explore.ts': pasted, 'tables.ts': pasted } }).total).toBe(10);
    const failure = refused({ files: { ...modelFile(`import { W } from './tables';`), 'tables.ts': pasted } });
    expect(failure.code).toBe('over-budget');
    expect(failure.weights?.items[0]).toEqual({ path: 'tables.ts: numbers side by side', count: budget + 300 });
  });

  test('[AR30] a class of the candidate’s own may stand in a network', () => {
    const layers = [{ class_name: 'ClipLayer', config: { cut: 3 } }];
    const topology = { class_name: 'Sequential', config: { name: 'net', layers } };
    const payload = crossing(model(10, { layers: [{ name: '', topology, weights: [] }] }));
    const own = modelFile(`class Clip extends Layer { static className = 'ClipLayer' }`);
    expect(taken({ payload, files: own }).total).toBe(10);
    const { code, message } = refused({ payload });
    expect(code).toBe('bad-payload');
    expect(message).toMatch(/cannot be read: the topology names the class "ClipLayer"/);
  });

  const NAN = new Uint8Array(Float32Array.of(Number.NaN).buffer);
  const broken = (seed: number): Uint8Array => {
    const bytes = encodeArtefact({ seed, ...model(1) });
    bytes.set(NAN, bytes.length - 4);
    return bytes;
  };
  const REFUSED: [string, () => Sent, RegExp][] = [
    [
      'a payload of another fit',
      () => ({ payload: () => encodeArtefact({ seed: 99, ...model(1) }) }),
      /is that of fit 99/,
    ],
    ['a payload that is none', () => ({ payload: () => new Uint8Array(50) }), /cannot be read: .*no artefact/],
    [
      'a payload that broke off',
      () => ({ payload: (seed) => crossing(model(4))(seed).slice(0, -1) }),
      /reaches beyond/,
    ],
    ['NaN in a tensor', () => ({ payload: broken }), /"tensors\.coefficients" holds NaN at 0: training diverged/],
    ['code that is none', () => ({ files: modelFile('let = 3') }), /in your code cannot be counted: .*line 1/],
  ];
  test.each(REFUSED)('[AR31] %s is refused and costs no try', (_, sent, message) => {
    const failure = refused(sent());
    expect(failure).toMatchObject({ code: 'bad-payload', stage: 'upload', message: expect.stringMatching(message) });
  });

  test('[AR31] a file that the contract needs and that is gone is named', () => {
    const [file = '', ...others] = Object.keys(code);
    expect(() => countFits([], Object.fromEntries(others.map((name) => [name, ''])), [file, ...others])).toThrow(
      new PayloadError('bad-code', `${file} is missing`),
    );
  });
});

describe('time of counting', () => {
  /** Milliseconds of processor time, the best of three: other processes share the machine. */
  const busy = (run: () => void): number => {
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    });
    return Math.min(...times);
  };

  test('[AR32] three fits of 100 kB and their code take less than half a second', () => {
    const functions = Array.from({ length: 100 }, (_, i) => `export const f${i} = (x: number): number => x * ${i}.5;`);
    const files = { 'model.ts': functions.join('\n') };
    const payloads = [1, 2, 3].map((seed) => encodeArtefact({ seed, ...model(25_000) }));
    expect(busy(() => countFits(payloads, files, ['model.ts']))).toBeLessThan(500);
  });

  const each = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
  const LARGE: [string, () => Omit<Artefact, 'seed'>][] = [
    ['one tensor of 15 MiB', () => model((15 * 1024 * 1024) / 4)],
    ['20,000 tensors', () => model(1, { tensors: each(20_000, (i) => tensor(`w${i}`, 100)) })],
    ['2 MB of numbers', () => model(1, { json: Array(1_000_000).fill(1) })],
    ['2 MB of brackets', () => model(1, { json: Array(650_000).fill([]) })],
    ['2 MB of keys', () => model(1, { json: Object.fromEntries(each(150_000, (i) => [`k${i}`, 1])) })],
    ['2 MB of objects with keys of their own', () => model(1, { json: each(130_000, (i) => ({ [`k${i}`]: 1 })) })],
    ['2 MB of texts', () => model(1, { json: each(150_000, (i) => `text${i}`) })],
    ['2 MB of one text', () => model(1, { json: '"\\'.repeat(500_000) })],
    [
      '2 MB of layers',
      () => {
        const layers = each(35_000, (i) => ({ class_name: 'Flatten', config: { [`k${i}`]: null } }));
        const topology = { class_name: 'Sequential', config: { name: 'net', layers } };
        return model(1, { layers: [{ name: '', topology, weights: [] }] });
      },
    ],
  ];
  test.each(LARGE)('[AR32] a hostile artefact is counted within seconds: %s', (_, artefact) => {
    const payload = encodeArtefact({ seed: 1, ...artefact() });
    const count = (): void => {
      try {
        countFits([payload], { 'model.ts': '' }, ['model.ts'], 60_000);
      } catch (error) {
        if (!(error instanceof PayloadError) || error.code !== 'too-large') throw error;
      }
    };
    expect(busy(count)).toBeLessThan(3_000);
  });

  test('[AR32] code that would keep the parser for ever is given up', () => {
    const nested = `const f = ${'(a = '.repeat(60)}1${') => 1'.repeat(60)};`;
    expect(() => countFits([], { 'model.ts': nested }, ['model.ts'], 200)).toThrow(/take more than 0\.2 seconds/);
    expect(countFits([], { 'model.ts': 'const a: number = 1' }, ['model.ts'])).toEqual([]);
  });

  test('[AR32] what `within` runs may fail in its own way', () => {
    expect(within(1_000, () => 7)).toBe(7);
    expect(() => within(1_000, () => Number.parseFloat('x').toFixed(200))).toThrow(RangeError);
  });
});
