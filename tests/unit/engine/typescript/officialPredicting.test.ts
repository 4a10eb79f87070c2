/** Predicting on TypeScript's official path, where it differs from other languages (tests/contract/official has what does not). */
import { describe, expect, it } from 'vitest';
import { typescriptCounter } from '../../../../engine/crossing/typescript/weigh.ts';
import { finished, floats, predictRefusal, refusal } from './refusals.ts';
import { changed, FILES, MODEL, official } from './scaffold.ts';

describe('predicting', () => {
  it('[HN8] layers, tensors and JSON arrive as they were, models by name and custom layers too', async () => {
    const files = {
      ...FILES,
      'model.ts':
        MODEL.replace(
          'return { layers: net, json: { prep } };',
          `const own = tf.sequential({ layers: [new Twice({ inputShape: [3] } as any), tf.layers.dense({ units: 1, useBias: false })] });
  return { layers: { net, own }, tensors: { w: tf.tensor1d([1, 2, 3]), list: [tf.scalar(4, 'int32'), { b: tf.tensor1d([1, 0], 'bool') }] }, json: { prep, text: 'x', deep: [null, true, { n: 1.5 }] } };`,
        )
          .replace(
            'return tf.tidy(() => Array',
            `const { layers, tensors, json } = model as any;
  const own = layers.own.predict(tf.ones([1, 3])).dataSync()[0] / layers.own.getWeights()[0].sum().dataSync()[0];
  const told = JSON.stringify([own, tensors.w.arraySync(), tensors.list[0].dtype, tensors.list[1].b.arraySync(), json.deep, json.text]);
  if (told !== '[2,[1,2,3],"int32",[1,0],[null,true,{"n":1.5}],"x"]') throw new Error(told);
  return tf.tidy(() => Array`,
          )
          .replace('model.layers.predict', '(layers.net as tf.LayersModel).predict') +
        `
class Twice extends tf.layers.Layer {
  static className = 'Twice';
  override call(inputs: tf.Tensor | tf.Tensor[]) { return tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, 2); }
}
tf.serialization.registerClass(Twice);
`,
    };
    const { predict } = await official(files);
    expect(finished(predict).shape).toEqual([700]);
  });

  const wrong: [name: string, body: string, code: string, message: RegExp][] = [
    ['too few', 'return [1];', 'bad-shape', /predict returned shape \[1\] for \d+ rows/],
    ['text', "return rows.map(() => '1') as any;", 'bad-values', /predict returned string for row \d+/],
    ['null', 'return null as any;', 'bad-shape', /predict returned null/],
    ['ragged rows', 'return rows.map((_, i) => (i ? [1, 2] : [1])) as any;', 'bad-shape', /different lengths/],
  ];
  const BODY = 'return tf.tidy(() => Array.from((model.layers.predict(matrix(rows)) as tf.Tensor).dataSync()));';
  it.each(wrong)('[HN9] %s as scores is refused with row and reason', async (_name, body, code, message) => {
    // Training predicts validation rows as well; only hold-out rows, which have these ids, meet the change.
    const found = await predictRefusal(changed('model.ts', BODY, `if (rows[0]!.id >= 20_000) { ${body} }\n  ${BODY}`));
    expect(found.code).toBe(code);
    expect(found.message).toMatch(message);
  });

  it('[HN9] tensors, typed arrays and two columns are scores; decisions are one 0 or 1 a row', async () => {
    const tensor = changed(
      'model.ts',
      BODY,
      'return (model.layers.predict(matrix(rows)) as tf.Tensor).squeeze([1]) as any;',
    );
    expect(finished((await official(tensor)).predict).shape).toEqual([700]);
    const two = changed('model.ts', BODY, 'return rows.map(() => [0.25, 0.75]) as any;');
    const answer = finished(
      (
        await official({
          ...two,
          'model.ts':
            two['model.ts']
              ?.replace('score > 0.4', 'score[1]! > 0.4')
              .replace('scores: number[]): boolean', 'scores: number[][]): boolean') ?? '',
        })
      ).predict,
    );
    expect(answer.shape).toEqual([700, 2]);
    expect(floats(answer.predictions).slice(0, 4)).toEqual([0.25, 0.75, 0.25, 0.75]);
    const bad = changed('model.ts', 'score > 0.4', '(rows[0] as Row).id >= 20_000 ? 2 : 1');
    expect((await predictRefusal(bad)).message).toMatch(/decide returned 2 for row \d+/);
  });

  it('[HN13] true and false are no choices among four', async () => {
    const flags = changed('model.ts', 'score > 0.4', 'true');
    expect((await refusal(flags, { choices: 4 })).code).toBe('bad-decisions');
  });

  it.each([
    ['a danfojs frame', 'return new dfd.DataFrame(readRows<Row>(path)) as any;', "import * as dfd from 'danfojs';\n"],
    ['an arquero table', 'return aq.from(readRows<Row>(path)) as any;', "import * as aq from 'arquero';\n"],
    [
      'an object of columns',
      'const rows = readRows<any>(path);\n  return Object.fromEntries(Object.keys(rows[0]).map((key) => [key, key === "a" ? Float64Array.from(rows, (row) => row[key]) : rows.map((row) => row[key])])) as any;',
      '',
    ],
  ])('[HN8] rows may be %s', async (_name, body, imports) => {
    const files = changed('data.ts', 'return readRows<Row>(path);', body);
    files['data.ts'] = `${imports}${files['data.ts']?.replace(/const cut[\s\S]*\n\}/, 'return [rows, rows];\n}')}`;
    files['model.ts'] = `${MODEL.replace(
      'const matrix = (rows: Row[]) => tf.tensor2d(rows.map(({ a, b, c }) => [a, b, c]));',
      `
const one = (rows: any, name: string): number[] => Array.from(rows.columns ? rows.column(name).values : rows.numRows ? rows.array(name) : rows[name]);
const matrix = (rows: any) => tf.tidy(() => tf.stack(['a', 'b', 'c'].map((name) => tf.tensor1d(one(rows, name))), 1)) as tf.Tensor2D;`,
    )
      .replace(/train\.reduce[^;]*?\/ train\.length/, '1')
      .replace('train.map((row) => [row.y ?? 0])', "one(train, 'y').map((y) => [y])")}`;
    const { train, predict } = await official(files);
    expect(train.ok ? '' : JSON.stringify(train.error)).toBe('');
    expect(finished(predict).shape).toEqual([700]);
  });

  it('[HN10] predict and decide cannot read files', async () => {
    const reads = changed('model.ts', BODY, `readText('holdout.csv');\n  ${BODY}`);
    reads['model.ts'] = `import { readText } from 'holdout';\n${reads['model.ts']}`;
    expect((await refusal(reads)).message).toContain('there is no file "holdout.csv"');
    const later = changed('model.ts', BODY, `if (rows[0]!.id >= 20_000) readText('holdout.csv');\n  ${BODY}`);
    later['model.ts'] = `import { readText } from 'holdout';\n${later['model.ts']}`;
    expect(await predictRefusal(later)).toMatchObject({ code: 'reads-files' });
  });

  it('[HN20] weights are those of the artefact and of the code, by attribute', async () => {
    const { train } = await official();
    if (!train.ok) throw new Error('no fit');
    const base = { entries: ['data.ts', 'model.ts'], explore: [], scaffold: FILES };
    const { weights } = typescriptCounter(FILES, base)(train.fits[0]?.payload ?? new Uint8Array());
    expect(weights.total).toBe(3 * 4 + 4 + 4 + 1);
    expect(weights.items.map(({ count }) => count).sort((a, b) => b - a)).toEqual([12, 4, 4, 1]);
  });

  it('[HN24] comments are gone when the code runs', async () => {
    const word = 'remark';
    const reads = changed(
      'model.ts',
      BODY,
      `// ${word}\n  /* ${word} */ if (predict.toString().includes('rem' + 'ark')) throw new Error('comments are there');\n  ${BODY}`,
    );
    expect(finished((await official(reads)).predict).shape).toEqual([700]);
  });
});
