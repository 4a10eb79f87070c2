import { describe, expect, it } from 'vitest';
import { PayloadError } from '../../../../../engine/crossing/error.ts';
import { readPayload } from '../../../../../engine/crossing/python/inventory.ts';
import { pythonKit } from '../../../../support/pyodide.ts';

/** A small generator with a seed that is printed where a test fails (mulberry32). */
function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('real payloads, changed', () => {
  it('[HN33] every cut and every seeded change is read or refused, never anything else, within its limits', async () => {
    const kit = await pythonKit();
    const payload = kit.run<Uint8Array>(`
import numpy as np
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from holdout_official.payload import pack
X = np.random.default_rng(0).normal(size=(60, 3))
model = make_pipeline(StandardScaler(), DecisionTreeClassifier(max_depth=2)).fit(X, X[:, 0] > 0)
result = pack({"net": model, "shift": lambda rows, by=2.5: rows + by, "names": ["a", "b"], "n": 2 ** 70}, 7)`);
    const whole = readPayload(payload, []);
    expect(whole.container.seed).toBe(7);
    const outcome = (bytes: Uint8Array, what: string): string => {
      try {
        readPayload(bytes, []);
        return 'taken';
      } catch (error) {
        if (error instanceof PayloadError) return error.code;
        throw new Error(`${what}: ${error instanceof Error ? error.stack : error}`);
      }
    };
    for (let at = 0; at < payload.length; at += 1) {
      expect(outcome(payload.slice(0, at), `cut at ${at}`), `cut at ${at}`).not.toBe('taken');
    }
    const seen = new Set<string>();
    for (let seed = 1; seed <= 3000; seed += 1) {
      const draw = drawing(seed);
      const changed = payload.slice();
      for (let n = 1 + draw(3); n > 0; n -= 1) changed[draw(changed.length)] = draw(256);
      seen.add(outcome(changed, `seed ${seed}`));
    }
    expect([...seen]).toEqual(expect.arrayContaining(['bad-magic', 'bad-header', 'bad-pickle', 'bad-name']));
  }, 120_000);
});
