import { describe, expect, it } from 'vitest';
import { PayloadError } from '../../../../../engine/crossing/error.ts';
import { readPayload } from '../../../../../engine/crossing/python/inventory.ts';
import { OPCODES } from '../../../../../engine/crossing/python/opcodes.ts';
import { MARK, structureOf } from '../../../../../engine/crossing/python/structure.ts';
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

/** What is wrong where the payload is put together again from its elements and its structure; empty: all is there, once. */
function faultsOf(payload: Uint8Array): string {
  const { container, claims } = readPayload(payload, []);
  const rest = Buffer.from(structureOf(container, claims));
  const { pickle, buffers } = container;
  const parts: Uint8Array[] = [];
  let [at, elementBytes, cutBytes] = [0, 0, 0];
  for (const cut of [...claims.inline].sort((a, b) => a.byteOffset - b.byteOffset)) {
    const start = cut.byteOffset - pickle.byteOffset - cutBytes;
    parts.push(rest.subarray(at, start), cut);
    at = start;
    cutBytes += cut.byteLength;
  }
  elementBytes += cutBytes;
  parts.push(rest.subarray(at, pickle.byteLength - cutBytes));
  at = pickle.byteLength - cutBytes;
  const whole = Buffer.concat(parts);
  for (const place of claims.marks) {
    if (OPCODES[whole[place] as number] !== undefined) return `the number at byte ${place} leaves no mark`;
    whole[place] = (whole[place] as number) ^ MARK;
  }
  if (!whole.equals(pickle)) return 'the pickle is another one';
  for (const [i, { bytes }] of buffers.entries()) {
    if (claims.buffers.has(i)) elementBytes += bytes.byteLength;
    else {
      if (rest.readUInt32LE(at) !== bytes.byteLength) return `buffer ${i} has another length`;
      if (!rest.subarray(at + 4, at + 4 + bytes.byteLength).equals(bytes)) return `buffer ${i} is another one`;
      at += 4 + bytes.byteLength;
    }
  }
  if (at !== rest.byteLength) return 'something is left over';
  return elementBytes > 8 * claims.elements ? `${elementBytes} bytes are ${claims.elements} elements` : '';
}

describe('real payloads, changed', () => {
  it('[HN34] elements and structure together are the payload, in every change of it that is read', async () => {
    const kit = await pythonKit();
    const payload = kit.run<Uint8Array>(`
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from holdout_official.payload import pack
X = np.random.default_rng(0).normal(size=(60, 4))
net = LogisticRegression().fit(X, X[:, 0] > 0)
parts = [X[:, ::2], X.T, np.array(["a", "bc"]), np.array([None, 1], dtype=object), X[:2].astype("f4"), X[0] + 1j, bytearray(b"raw"),
         np.zeros(2, [("a", "u1"), ("b", "f8")]), np.zeros(3, "M8[s]"), pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})]
result = pack({"net": net, "parts": parts, "again": parts[0], "f": lambda x: x}, 7)`);
    expect(faultsOf(payload)).toBe('');
    let taken = 0;
    for (let seed = 1; seed <= 1500; seed += 1) {
      const draw = drawing(seed);
      const changed = payload.slice();
      // The header must fit for anything to be read.
      for (let n = 1 + draw(2); n > 0; n -= 1) changed[changed.length - 1 - draw(changed.length - 1_500)] = draw(256);
      try {
        readPayload(changed, []);
      } catch {
        continue;
      }
      taken += 1;
      expect(faultsOf(changed), `seed ${seed}`).toBe('');
    }
    expect(taken).toBeGreaterThan(200);
  }, 120_000);

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
