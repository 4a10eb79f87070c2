/** Every line of the help page about silent faults of tfjs and danfojs is run as it is written there, with the names that its text defines. */
import { beforeAll, describe, expect, test } from 'vitest';
import { SILENT } from '../../../../client/pages/help/silent.ts';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

const [refused = [], meant = []] = SILENT.blocks.flatMap((block) => ('table' in block ? [block.table.rows] : []));
const codeOf = (cell = ''): string => /^`([^`]+)`$/.exec(cell)?.[1] ?? '';

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('wasm');
  realm.run(`Object.assign(globalThis, {
    ...holdout,
    x: tf.tensor1d([NaN, 1, 2]), t: tf.tensor1d([1, 0, 1]), p: tf.tensor1d([0.9, 0.2, 0.8]),
    i: tf.tensor1d([2147483647, 1], 'int32'),
    df: new dfd.DataFrame({ g: ['u', 'v', 'u'], a: [1, 2, 3] }),
    written: (value) => {
      if (value instanceof tf.Tensor) return written([...value.dataSync()]);
      if (value instanceof Map) return 'groups ' + [...value.keys()].join('; ');
      if (value instanceof dfd.DataFrame || value instanceof dfd.Series) return written(value.values);
      if (Array.isArray(value)) return value.map(written).join(', ');
      return typeof value === 'number' && Math.abs(value) < 1e6 ? String(Number(value.toPrecision(3))) : String(value);
    },
  })`);
});
const result = (code: string): string => realm.run<string>(`written(${code})`);

/** What the third cell of each row gives, in the order of the page. */
const INSTEAD: readonly string[] = [
  '1, 2, 3, 0',
  '1, NaN',
  '1, NaN',
  '0, 1, 2',
  '0, 1',
  '0, 0, 1',
  '2',
  '2147483648',
  '1073741824, Infinity',
  '2147483648, 1, 1.5',
  '2',
  '1',
  '1',
  '0',
  'u, 4, v, 2',
  'u, 3',
  'groups x-y z; x y-z',
  'ab, ?c',
];
/** What the lines that are not refused give, and what is perhaps meant. */
const GIVES: readonly (readonly [string, string])[] = [
  ['1, -1', '2, -2'],
  ['3', '3.5'],
  ['3, 3', '3'],
  ['16777216', '16777217'],
  ['NaN', '2'],
  ['0.667', '1'],
  ['1', '0'],
];

describe('the page on silent faults', () => {
  test('[LG7] every row has lines that run here', () => {
    expect(refused.map(([line, , instead]) => [codeOf(line), codeOf(instead)].includes(''))).not.toContain(true);
    expect([refused.length, meant.length]).toEqual([INSTEAD.length, GIVES.length]);
  });

  test.each(refused.map((row, i) => [row[0] ?? '', i] as const))('[LG7] %s is refused in a sentence', (line, i) => {
    expect(() => result(codeOf(line))).toThrow(/^[\w .[\]]+[: ].{40,}\.$/s);
    expect(result(codeOf(refused[i]?.[2]))).toBe(INSTEAD[i]);
  });

  test.each(meant.map((row, i) => [row[0] ?? '', i] as const))('[LG7] %s gives what the page says', (line, i) => {
    const [gives = '', perhaps = ''] = GIVES[i] ?? [];
    expect(result(codeOf(line))).toBe(gives);
    expect(meant[i]?.[1]?.replaceAll('−', '-').startsWith(gives)).toBe(true);
    expect(result(codeOf(meant[i]?.[2]))).toBe(perhaps);
  });

  test('[LG7] the function that compile asks for is one that fit takes', async () => {
    const history = await realm.run<Promise<string>>(`(async () => {
      const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], activation: 'sigmoid', kernelInitializer: 'ones' })] });
      net.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: [(yTrue, yPred) => tf.metrics.precision(yTrue, yPred.greater(0.5).toFloat())] });
      const { history } = await net.fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[1], [0]]), { epochs: 1, verbose: 0 });
      return Object.values(history)[1].join();
    })()`);
    expect(history).toBe('0.5');
  });
});
