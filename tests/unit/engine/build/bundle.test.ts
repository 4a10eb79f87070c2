import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSegment, encodeSegment, type SegmentInput, thinSegment } from '../../../../engine/mount/bundle.ts';

const file = fc.record({
  path: fc.stringMatching(/^[a-zé/]{1,12}(\.so|\.pyc|)$/),
  bytes: fc.uint8Array({ maxLength: 40 }),
  lazy: fc.boolean(),
});
const files = fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 12 });

const byPath = (list: readonly { path: string; bytes: Uint8Array }[]): Record<string, number[]> =>
  Object.fromEntries(list.map(({ path, bytes }) => [path, [...bytes]]));

describe('segment', () => {
  it('[RT5] comes back file for file, whole and from shared memory', () => {
    fc.assert(
      fc.property(files, (input: SegmentInput[]) => {
        const encoded = encodeSegment('pkg', '1.0', input);
        const shared = new Uint8Array(new SharedArrayBuffer(encoded.length));
        shared.set(encoded);
        for (const bytes of [encoded, encoded.slice().buffer, shared, shared.buffer]) {
          const segment = decodeSegment(bytes);
          expect(segment.name).toBe('pkg');
          expect(segment.version).toBe('1.0');
          expect(byPath(segment.files)).toEqual(byPath(input));
          for (const one of segment.files) {
            expect([...segment.bytes.subarray(one.offset, one.offset + one.bytes.length)]).toEqual([...one.bytes]);
            expect(one.lazy).toBe(input.find(({ path }) => path === one.path)?.lazy);
          }
        }
      }),
    );
  });

  it('[RT5] thin form keeps all but the side modules linked at boot', () => {
    fc.assert(
      fc.property(files, (input: SegmentInput[]) => {
        const thin = decodeSegment(thinSegment(encodeSegment('pkg', '1.0', input)));
        expect(thin.files.map(({ path }) => path).sort()).toEqual(input.map(({ path }) => path).sort());
        for (const one of thin.files) {
          const from = input.find(({ path }) => path === one.path) as SegmentInput;
          const linked = one.path.endsWith('.so') && !from.lazy;
          expect([...one.bytes]).toEqual(linked ? [] : [...from.bytes]);
        }
      }),
    );
  });

  it('[RT5] a cut, grown or foreign segment is refused', () => {
    const bytes = encodeSegment('pkg', '1.0', [
      { path: 'a.pyc', bytes: Uint8Array.of(1, 2, 3) },
      { path: 'b.so', bytes: Uint8Array.of(4, 5, 6) },
    ]);
    const thin = thinSegment(bytes).length;
    for (let length = 0; length <= bytes.length + 1; length++) {
      const cut = new Uint8Array(length);
      cut.set(bytes.subarray(0, length));
      if (length === bytes.length || length === thin) expect(decodeSegment(cut).files).toHaveLength(2);
      else expect(() => decodeSegment(cut), `cut at ${length}`).toThrow(/segment/);
    }
    expect(() => decodeSegment(new TextEncoder().encode('PK\u0003\u0004 a zip'))).toThrow(/not a runtime segment/);
    const twice = { path: 'a', bytes: new Uint8Array() };
    expect(() => encodeSegment('pkg', '1', [twice, twice])).toThrow(/there twice/);
  });
});
