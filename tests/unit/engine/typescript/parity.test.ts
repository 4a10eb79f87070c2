import { beforeAll, describe, expect, it } from 'vitest';
import { type TfjsRealm, tfjsRealm } from '../../../support/tfjs.ts';
import { OPERATIONS, PRELUDE } from './operations.ts';

interface Result {
  shape: string;
  values: number[];
}

let realm: TfjsRealm;
beforeAll(async () => {
  realm = await tfjsRealm('wasm');
});

function evaluate(backend: string, body: string): Promise<Result[]> {
  return realm.run(`(async () => {
    await tf.setBackend('${backend}');
    return tf.tidy(() => {
      ${PRELUDE}
      soil();
      const tensors = (() => ${body.startsWith('{ const') ? body : `{ return ${body}; }`})();
      return tensors.map((t) => ({ shape: t.dtype + ' ' + t.shape, values: [...t.dataSync()] }));
    });
  })()`);
}

describe('wasm computes what cpu computes', () => {
  it.each(OPERATIONS)('[TJ4] %s', async (_, body) => {
    const wasm = await evaluate('wasm', body);
    const cpu = await evaluate('cpu', body);
    expect(wasm.map((r) => r.shape)).toEqual(cpu.map((r) => r.shape));
    for (const [i, { values }] of wasm.entries()) {
      for (const [j, v] of values.entries()) {
        const expected = cpu[i]?.values[j] ?? Number.NaN;
        if (Object.is(v, expected) || v === expected) continue;
        expect(
          Math.abs(v - expected) / Math.max(1, Math.abs(expected)),
          `tensor ${i}, element ${j}: ${v}, ${expected}`,
        ).toBeLessThan(1e-4);
      }
    }
  });
});
