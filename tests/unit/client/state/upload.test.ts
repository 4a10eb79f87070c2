/** A score's upload, written and read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeScoreUpload, encodeScoreUpload, type ScoreUploadFit, UploadError } from '../../../../protocol/upload.ts';

const weights = { total: 3, items: [{ path: 'model.a', count: 3 }], rest: 0 };
const metric = { name: 'expected_cost', value: 9.5, better: 'lower' } as const;
const fit = fc
  .record({
    seed: fc.integer(),
    n: fc.integer({ min: 1, max: 20 }),
    k: fc.constantFrom(null, 2),
    payload: fc.uint8Array({ maxLength: 50 }),
    decided: fc.boolean(),
  })
  .map(({ seed, n, k, payload, decided }): ScoreUploadFit => {
    const shape = k === null ? [n] : [n, k];
    return {
      seed,
      shape,
      payload,
      predictions: Float64Array.from({ length: n * (k ?? 1) }, (_, i) => i / 7),
      decisions: decided ? Uint8Array.from({ length: n }, (_, i) => i % 2) : null,
      weights,
      reported: { name: 'accuracy', value: 0.5, better: 'higher' },
    };
  });

describe('upload of a score', () => {
  test('[CL20] what is written is what is read', () => {
    fc.assert(
      fc.property(fc.array(fit, { minLength: 1, maxLength: 3 }), (fits) => {
        expect(decodeScoreUpload(encodeScoreUpload(fits))).toEqual({ fits, facts: [], onValidation: null });
        expect(decodeScoreUpload(encodeScoreUpload(fits, [], metric)).onValidation).toEqual(metric);
        expect(decodeScoreUpload(encodeScoreUpload(fits, ['a', 'b'])).facts).toEqual(['a', 'b']);
      }),
    );
  });

  test('[CL20] a body that was cut, grown or forged is refused, and nothing else is thrown', () => {
    const body = encodeScoreUpload(fc.sample(fit, { numRuns: 2, seed: 7 }));
    fc.assert(
      fc.property(fc.nat(body.byteLength - 1), fc.nat(255), (at, value) => {
        expect(() => decodeScoreUpload(body.subarray(0, at))).toThrow(UploadError);
        const forged = body.slice();
        forged[at] = value;
        try {
          decodeScoreUpload(forged);
        } catch (error) {
          expect(error).toBeInstanceOf(UploadError);
        }
      }),
    );
    expect(() => decodeScoreUpload(Uint8Array.from([...body, 0]))).toThrow(UploadError);
  });
});
