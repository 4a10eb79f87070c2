import { beforeAll, describe, expect, it } from 'vitest';
import { pythonCounter } from '../../../../engine/crossing/python/weigh.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { PREPARE } from './crossed.ts';
import { INNOCENTS } from './innocents.ts';

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit();
}, 240_000);

describe('models that honest people make', () => {
  it.each(INNOCENTS)('[HN63] %s', (_what, build, weights, answer = 'model.predict(X)') => {
    const script = `${PREPARE}\n${build}\nresult = crossed(model, lambda model: ${answer})`;
    const { payload, same } = kit.run<{ payload: Uint8Array; same: boolean }>(script);
    const found = pythonCounter({}, { entries: [], explore: [], scaffold: {} })(payload).weights;
    expect(same, 'the model predicts the same after crossing').toBe(true);
    expect(found.total, JSON.stringify(found.items.slice(0, 8))).toBe(weights);
  });
});
