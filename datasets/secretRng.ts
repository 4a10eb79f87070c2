/**
 * Randomness from a secret: what was drawn does not tell what will be. The generator of rng.ts is quick and can be computed backwards
 * from a few of its numbers, which a table shows; this one is AES-256 in counter mode under a key of each stream.
 */
import { createCipheriv, createHash, createHmac } from 'node:crypto';
import type { Rng } from './rng.ts';

/** Bytes that are drawn at a time: few streams need more, and the largest need many times as many. */
const CHUNK = new Uint8Array(16_384);

/**
 * Makes the source of a secret. The same secret gives the same sequence on every machine. `below` throws RangeError for what is no
 * whole number from 1.
 *
 * @param secret as a text; at least 128 random bits
 * @param label what messages call it, in place of the secret
 *
 * @example
 * const rng = createSecretRng('7b0e9d5c1a2f4468b3d0c7e1f5a69288', 'world');
 * rng.stream('age').below(100) < 100; // true
 * rng.stream('age').label; // 'world/age'
 */
export function createSecretRng(secret: string, label: string): Rng {
  return streamOf(createHash('sha256').update(secret, 'utf8').digest(), label);
}

/** @param key 32 bytes; those of a stream below it follow from it, and lead back to no other */
function streamOf(key: Buffer, label: string): Rng {
  const derived = (use: 'draw' | 'stream' | 'key', name = '') =>
    createHmac('sha256', key).update(`${use}/${name}`, 'utf8').digest();
  const cipher = createCipheriv('aes-256-ctr', derived('draw'), Buffer.alloc(16));
  let chunk = new DataView(new ArrayBuffer(0));
  let at = 0;
  const uniform = () => {
    if (at === chunk.byteLength) {
      const { buffer, byteOffset, byteLength } = cipher.update(CHUNK);
      chunk = new DataView(buffer, byteOffset, byteLength);
      at = 0;
    }
    const high = chunk.getUint32(at, true);
    const low = chunk.getUint32(at + 4, true);
    at += 8;
    return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
  };
  return {
    label,
    uniform,
    below(below) {
      if (!Number.isSafeInteger(below) || below < 1)
        throw new RangeError(`rng ${label}: below(${below}) wants an integer from 1`);
      return Math.floor(uniform() * below);
    },
    stream: (name) => streamOf(derived('stream', name), `${label}/${name}`),
    key: () => ({ text: derived('key').toString('hex'), secret: true }),
  };
}
