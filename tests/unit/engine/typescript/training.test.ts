import { beforeAll, describe, expect, it } from 'vitest';
import type { CurveItem, OutputItem } from '../../../../protocol/output.ts';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('wasm');
  realm.run(`
    globalThis.network = (metrics) => {
      seedRandom(1);
      const net = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [2], activation: 'relu' }), tf.layers.dense({ units: 1 })] });
      net.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError', metrics });
      return net;
    };
    globalThis.x = tf.randomNormal([64, 2], 0, 1, 'float32', 1);
    globalThis.y = x.sum(1, true);
    globalThis.weights = (net) => net.getWeights().map((w) => w.dataSync().join()).join(';');
  `);
});

const curves = async (script: string): Promise<CurveItem[]> =>
  (await realm.show(script)).filter((i: OutputItem): i is CurveItem => i.type === 'curve');
const points = (items: CurveItem[], chart: string, name: string): [number, number][] =>
  items
    .filter((i) => i.chart === chart)
    .flatMap((i) => i.series.filter((s) => s.name === name).flatMap((s) => s.points));

describe('curves of fits', () => {
  it('[TJ10] each epoch of a fit is a point of its losses and metrics; a second fit has its own chart', async () => {
    const items = await curves(`
      const net = network(['mae']);
      await net.fit(x, y, { epochs: 3, batchSize: 16, validationSplit: 0.25, verbose: 0 });
      await net.fit(x, y, { epochs: 2, verbose: 0 });
    `);
    for (const name of ['loss', 'val_loss', 'mae', 'val_mae']) {
      expect(
        points(items, 'Training', name).map(([epoch]) => epoch),
        name,
      ).toEqual([1, 2, 3]);
    }
    expect(points(items, 'Training 2', 'loss').map(([epoch]) => epoch)).toEqual([1, 2]);
    expect(items[0]?.xLabel).toBe('epoch');
    const [first, last] = [points(items, 'Training', 'loss')[0], points(items, 'Training', 'loss').at(-1)];
    expect(first?.[1]).toBeGreaterThan(last?.[1] ?? 0);
    expect((await curves('await network().fit(x, y, { epochs: 2, verbose: 0 })'))[0]?.chart).toBe('Training');
  });

  it('[TJ10] a single epoch is drawn by batch, and fitDataset too', async () => {
    const items = await curves('await network().fit(x, y, { epochs: 1, batchSize: 8, verbose: 0 })');
    expect(items[0]?.xLabel).toBe('batch');
    expect(points(items, 'Training', 'loss').map(([batch]) => batch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const data = await curves(
      'await network().fitDataset(tf.data.zip({ xs: tf.data.array(x.arraySync()), ys: tf.data.array(y.arraySync()) }).batch(16), { epochs: 2, verbose: 0 })',
    );
    expect(points(data, 'Training', 'loss').map(([epoch]) => epoch)).toEqual([1, 2]);
  });

  it('[TJ10] callers keep their callbacks, and a model comes out the same with and without curves', async () => {
    realm.run('globalThis.kept = { config: 0, instance: 0, stopped: 0 }');
    const train = (enabled: boolean): Promise<string> =>
      realm.run(`(async () => {
        beginCurves(${enabled});
        const net = network();
        await net.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0, callbacks: { onEpochEnd: (e, logs) => { kept.config += typeof logs.loss === 'number' ? 1 : 0; } } });
        const { history } = await net.fit(x, y, { epochs: 9, verbose: 0, validationData: [x, y], callbacks: [tf.callbacks.earlyStopping({ monitor: 'val_loss', minDelta: 100, patience: 1 }), new tf.CustomCallback({ onEpochEnd: async () => { kept.instance++; } })] });
        await net.fit(x, y, { epochs: 2, verbose: 0 });
        return weights(net) + JSON.stringify(history);
      })()`);
    const [on, off] = [await train(true), await train(false)];
    expect(on).toBe(off);
    expect(realm.run('JSON.stringify(kept)')).toBe('{"config":6,"instance":4,"stopped":0}');
    expect(
      await realm.show(
        'beginCurves(false); await network().fit(x, y, { epochs: 2, verbose: 0 }); holdout.curve("loss", 1, 2)',
      ),
    ).toEqual([]);
  });

  it('[TJ10] a loop written by hand draws with `curve`', async () => {
    const items = await curves(
      "for (let i = 1; i <= 50; i++) { holdout.curve('loss', i, 1 / i); holdout.curve('recall', i, i / 50, 'Metrics'); holdout.curve('loss', i, NaN); }",
    );
    expect(points(items, 'Training', 'loss')).toHaveLength(50);
    expect(points(items, 'Metrics', 'recall').at(-1)).toEqual([50, 1]);
  });

  it('[TJ10] an error of a fit reaches its caller', async () => {
    await expect(curves('await network().fit(x, tf.zeros([3, 1]), { epochs: 1 })')).rejects.toThrow(
      /same number of samples/,
    );
  });
});

describe('tensors that are left', () => {
  const notice = (run: string, roots: string): string | null =>
    realm.run(
      `(() => { globalThis.kept = {}; const before = tensorUse([kept]); ${run}; return leakNotice(before, tensorUse(${roots})); })()`,
    );

  it('[SC24] [TJ11] tensors of a loop that nothing holds are told with their size and shape', () => {
    expect(notice('for (let i = 0; i < 120; i++) tf.zeros([100, 100])', '[]')).toBe(
      'This run left 120 tensors, 4.8 MB, that no variable holds; the largest are of shape [100, 100] (120 times): wrap the loop in tf.tidy or call dispose().',
    );
    expect(notice('kept.w = tf.zeros([4]); for (let i = 0; i < 40; i++) kept.w = kept.w.add(1)', '[kept]')).toMatch(
      /^This run left 40 tensors, 640 bytes, that/,
    );
    expect(notice('tf.zeros([1000, 1000])', '[]')).toMatch(
      /^This run left 1 tensor, 4\.0 MB, .*; the largest is of shape \[1000, 1000\]: /,
    );
  });

  it('[SC24] the largest shapes are named, data that tensors share counts once, and not where a variable holds it', () => {
    const many =
      'for (let i = 0; i < 30; i++) { const t = tf.zeros([100 + (i % 4), 10]); t.reshape([10, 100 + (i % 4)]); }';
    expect(notice(many, '[]')).toMatch(
      /^This run left 60 tensors, 12\d\.\d kB, .*\[103, 10\] \(7 times\), \[10, 103\] \(7 times\) and \[102, 10\]/,
    );
    const views = 'kept.t = tf.zeros([1000, 1000]); for (let i = 0; i < 30; i++) kept.t.reshape([1000000])';
    expect(notice(views, '[kept]')).toMatch(
      /^This run left 30 tensors that no variable holds; the largest are of shape \[1000000\] \(30 times\)/,
    );
  });

  it('[RN47] [TJ11] a size that is no number is left out, and the others are told', () => {
    const odd = 'tf.tensor([1, 2]).reshape([Number.NaN])';
    const run = `try { ${odd} } catch {} for (let i = 0; i < 71; i++) tf.zeros([250])`;
    expect(notice(run, '[]')).toMatch(/^This run left 7\d tensors, 71\.0 kB, that no variable holds/);
  });

  it('[TJ11] what variables, models, optimizers, maps and lists hold is not', () => {
    expect(
      notice(
        'kept.all = Array.from({ length: 50 }, () => tf.zeros([9])); kept.map = new Map([["a", new Set([tf.zeros([5])])]]); kept.nested = { deep: [[tf.variable(tf.zeros([3]))]] }',
        '[kept]',
      ),
    ).toBeNull();
    expect(
      notice('kept.net = network(); kept.more = Array.from({ length: 10 }, () => network())', '[kept]'),
    ).toBeNull();
    expect(notice('tf.tidy(() => { for (let i = 0; i < 500; i++) tf.zeros([100]); })', '[]')).toBeNull();
    expect(notice('for (let i = 0; i < 5; i++) tf.scalar(i)', '[]')).toBeNull();
    expect(
      notice(
        'for (let i = 0; i < 30; i++) { const t = tf.zeros([10]); kept["v" + i] = t.reshape([2, 5]); t.dispose(); }',
        '[kept]',
      ),
    ).toBeNull();
  });

  it('[TJ11] a fit of a model that is held leaves nothing to tell', async () => {
    const text = await realm.run(
      `(async () => { globalThis.kept = { net: network(), x, y }; const before = tensorUse([kept]); await kept.net.fit(x, y, { epochs: 5, batchSize: 8, verbose: 0 }); return leakNotice(before, tensorUse([kept])); })()`,
    );
    expect(text).toBeNull();
  });

  it('[TJ11] a large table is looked through in no noticeable time', () => {
    realm.run('globalThis.rowsOfRows = Array.from({ length: 200000 }, (_, i) => ({ a: i, b: [i], c: { d: i } }))');
    const start = performance.now();
    expect(realm.run('heldTensors([rowsOfRows, { t: x }]).size')).toBe(1);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
