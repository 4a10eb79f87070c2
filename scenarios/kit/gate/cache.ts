/**
 * Results by the content that they were computed from. A key is a hash of everything that a result depends on, so that
 * nothing is ever invalidated: what has changed has another key.
 */
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';

export interface GateCache {
  /** Undefined where it is not there, or no longer readable. */
  get(key: string): unknown;
  has(key: string): boolean;
  put(key: string, value: unknown): void;
}

const DAY = 86_400_000;
/** Entries that nobody has read for so long are removed. */
const KEEP_DAYS = 30;

/** sha256 (hex) of parts that JSON can hold; `undefined` and order of keys count. */
export function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The cached value of a key; made now and cached where there is none. */
export async function remembered<Value>(
  cache: GateCache,
  key: string,
  make: () => Value | Promise<Value>,
): Promise<Value> {
  const cached = cache.get(key);
  if (cached !== undefined) return cached as Value;
  const made = await make();
  cache.put(key, made);
  return made;
}

/** For one process, or for a test. */
export function memoryCache(): GateCache {
  const entries = new Map<string, Uint8Array>();
  return {
    get: (key) => {
      const bytes = entries.get(key);
      return bytes && deserialize(bytes);
    },
    has: (key) => entries.has(key),
    put: (key, value) => void entries.set(key, serialize(value)),
  };
}

/** One file per key. Several processes may share a folder: a file is written whole or not at all. */
export function folderCache(folder: string): GateCache {
  let pruned = false;
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), `${key.slice(2)}.gz`);
  const has = (key: string): boolean => {
    const found = statSync(fileOf(key), { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > DAY) utimesSync(fileOf(key), new Date(), new Date());
    return found !== undefined;
  };
  return {
    has,
    get(key) {
      if (!has(key)) return undefined;
      try {
        return deserialize(gunzipSync(readFileSync(fileOf(key))));
      } catch {
        // Half a file, or one of another version of Node: as good as none.
        return undefined;
      }
    },
    put(key, value) {
      const file = fileOf(key);
      mkdirSync(path.dirname(file), { recursive: true });
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, gzipSync(serialize(value), { level: 1 }));
      renameSync(draft, file);
      if (!pruned) prune(folder);
      pruned = true;
    },
  };
}

function prune(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile() && Date.now() - found.mtimeMs > KEEP_DAYS * DAY) unlinkSync(file);
  }
}
