/** Fetches the files of a runtime and the data: HTTP cache, progress in bytes, sha256, again where the network or the server fails. */
import type { LanguageRuntime, RuntimeParts } from '../../engine/contract/language.ts';
import type { RuntimeFile } from '../../engine/mount/packages.ts';
import { AppError } from '../api/error.ts';
import { retrying } from '../api/retry.ts';
import { retryAfterMs } from '../api/retryAfter.ts';
import type { RuntimeBytes } from './messages.ts';
import type { DataSource } from './types.ts';
import { loadWords } from './words.ts';

export interface LoadedRuntime {
  bytes: Omit<RuntimeBytes, 'core'>;
  /** Package -> version. */
  versions: RuntimeParts['versions'];
  /** Package -> top-level modules. */
  imports: RuntimeParts['imports'];
}

/** Attempts of one file, about a minute of waiting in all; after them the interpreter has failed, and Restart begins anew. */
const ATTEMPTS = 12;

interface LoadOptions {
  runtime: LanguageRuntime;
  runtimeUrl: string;
  packages: readonly string[];
  data: readonly DataSource[];
  onBytes: (loaded: number, total: number, file: string) => void;
  /** Hears why a file did not come, before it is tried again. */
  onWait: (why: string) => void;
  /** Gets the files of the interpreter itself as soon as they are there; the rest is loaded after them. */
  onCore: (core: Record<string, ArrayBuffer>) => void;
  signal: AbortSignal;
}

/**
 * Loads everything an interpreter needs.
 * @throws naming the file where the server does not have it, the connection breaks or the bytes are not the expected ones.
 */
export async function loadRuntime(options: LoadOptions): Promise<LoadedRuntime> {
  const { runtime, runtimeUrl, signal } = options;
  const again = <T>(attempt: (before: number) => Promise<T>): Promise<T> =>
    retrying(attempt, { signal, most: ATTEMPTS, onWait: ({ message }) => options.onWait(message) });
  const manifest: unknown = await again(async () =>
    (await answer(runtimeUrl + runtime.manifest, { cache: 'no-cache', signal })).json(),
  );
  const { core, segments, versions, imports } = runtime.partsOf(manifest, options.packages);
  const urls = options.data.filter((d) => typeof d.from === 'string');
  let total = urls.reduce((sum, d) => sum + (d.bytes ?? 0), 0);
  for (const file of [...core.map(([, file]) => file), ...segments]) total += file.bytes;
  let loaded = 0;
  /** Counts the bytes of a file; what an attempt that broke off had counted is taken back by a negative number. */
  const count =
    (file: string) =>
    (more: number): void => {
      loaded += more;
      total = Math.max(total, loaded);
      options.onBytes(loaded, total, file);
    };
  options.onBytes(0, total, runtime.manifest);
  const get = (name: string, url: string, expected: RuntimeFile | null) =>
    again(async (before) => {
      let counted = 0;
      const progress = (more: number) => {
        counted += more;
        count(name)(more);
      };
      try {
        return await fetchFile(url, expected, progress, { signal, ...(before > 0 ? { cache: 'reload' } : {}) });
      } catch (error) {
        count(name)(-counted);
        throw error;
      }
    });
  const file = (name: string, entry: RuntimeFile) => get(name, runtimeUrl + entry.file, entry);
  const coreFiles = await Promise.all(core.map(async ([name, entry]) => [name, await file(name, entry)] as const));
  options.onCore(Object.fromEntries(coreFiles));
  const packed = Promise.all(segments.map((segment) => file(segment.file.replace(/-[0-9a-f]{16}\.seg$/, ''), segment)));
  const data = Promise.all(
    options.data.map(async ({ path, from }) => ({
      path,
      bytes: typeof from === 'string' ? await get(path, from, null) : copyOf(from),
    })),
  );
  const [packages, files] = await Promise.all([packed, data]);
  return { bytes: { segments: packages, data: files }, versions, imports };
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

async function answer(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if ((error as { name?: string }).name === 'AbortError') throw error;
    throw new AppError('network', loadWords.offline(url), { cause: error });
  }
  const { ok, status, headers } = response;
  if (!ok) {
    const wait = retryAfterMs(headers, Date.now());
    throw new AppError('failed', loadWords.refused(url, status), { status, retryAfterMs: wait });
  }
  return response;
}

async function fetchFile(
  url: string,
  expected: RuntimeFile | null,
  count: (more: number) => void,
  init: RequestInit,
): Promise<ArrayBuffer> {
  const response = await answer(url, { ...init, credentials: 'same-origin' });
  if (!response.body) throw new AppError('network', loadWords.empty(url));
  const reader = response.body.getReader();
  // Written in place where the length is known: the runtime has 100 MB, and a second copy costs as much as a fetch.
  let all = new Uint8Array(expected?.bytes ?? 0);
  let size = 0;
  const read = () =>
    reader.read().catch((error: unknown) => {
      if ((error as { name?: string }).name === 'AbortError') throw error;
      throw new AppError('network', loadWords.offline(url), { cause: error });
    });
  for (let step = await read(); !step.done; step = await read()) {
    if (size + step.value.length > all.length) {
      const grown = new Uint8Array(Math.max(2 * all.length, size + step.value.length));
      grown.set(all.subarray(0, size));
      all = grown;
    }
    all.set(step.value, size);
    size += step.value.length;
    count(step.value.length);
  }
  if (size < all.length) all = all.slice(0, size);
  // Without a secure context (plain http on another host) there is no digest; the bytes of the server are then trusted.
  if (expected && globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
    const hex = [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
    // A copy that a proxy or the browser's cache cut short: the next attempt passes both by.
    if (hex !== expected.sha256) throw new AppError('network', loadWords.damaged(url));
  }
  return all.buffer;
}
