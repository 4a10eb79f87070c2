/** Contents as they are stored: compressed, named by the hash of what they hold. */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Packed } from './port.ts';

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Packs a content. */
export const pack = (content: Uint8Array): Packed => ({ hash: hashOf(content), gzip: gzipSync(content) });

/** The content. @throws Error where the bytes are not those that were packed */
export function unpack({ hash, gzip }: Packed): Uint8Array {
  const content = gunzipSync(gzip);
  if (hashOf(content) !== hash) throw new Error(`the stored content ${hash} is damaged: its hash differs`);
  return content;
}
