/** What a page loads ahead per language. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { prefetch, prefetchRuntime } from '../../../../client/state/prefetch.ts';
import { CORE_FILES } from '../../../../engine/mount/packages.ts';

const file = (name: string, bytes: number) => ({ file: name, bytes, brBytes: 1, sha256: '' });
const PYTHON = {
  format: 1,
  version: '0.27.7',
  core: Object.fromEntries(CORE_FILES.map((name) => [name, file(`${name}-1`, 10)])),
  packages: { numpy: { ...file('numpy-1.seg', 100), version: '2', depends: [], imports: [] } },
};
const TFJS = {
  format: 1,
  version: '4.22.0',
  versions: {},
  files: { 'kernel.js': file('kernel-1.js', 30), 'tfjs-backend-wasm-simd.wasm': file('tfjs-1.wasm', 40) },
};

let asked: string[] = [];
/** Holds back the bodies of files whose name contains a word, until it is let go. */
let held: { word: string; go: Promise<void> } | null = null;

beforeEach(() => {
  asked = [];
  held = null;
  prefetch.set({ language: null, phase: 'idle', done: 0, total: 0 });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    if (address === '/runtime/manifest.json') return Response.json(PYTHON);
    if (address === '/runtime/tfjs.json') return Response.json(TFJS);
    if (held && address.includes(held.word)) await held.go;
    const known = [...Object.values(PYTHON.core), ...Object.values(PYTHON.packages), ...Object.values(TFJS.files)];
    const bytes = known.find((one) => address === `/runtime/${one.file}`)?.bytes;
    return bytes === undefined ? new Response(null, { status: 404 }) : new Response(new Uint8Array(bytes));
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('what is loaded ahead of time', () => {
  test('[LG6] TypeScript loads its own runtime and nothing of Python', async () => {
    await prefetchRuntime('typescript');
    expect(asked).toEqual(['/runtime/tfjs.json', '/runtime/kernel-1.js', '/runtime/tfjs-1.wasm']);
    expect(prefetch.get()).toEqual({ language: 'typescript', phase: 'done', done: 70, total: 70 });
  });

  test('[LG6] Python loads the interpreter and the usual packages that there are', async () => {
    await prefetchRuntime('python');
    expect(asked[0]).toBe('/runtime/manifest.json');
    expect(asked).toHaveLength(1 + CORE_FILES.length + 1);
    expect(prefetch.get()).toMatchObject({ language: 'python', phase: 'done', total: 10 * CORE_FILES.length + 100 });
  });

  test('[LG6] once a language; another one begins anew, and what comes late for the first counts no more', async () => {
    let go = () => {};
    held = { word: 'numpy', go: new Promise((resolve) => (go = resolve)) };
    const first = prefetchRuntime('python');
    await prefetchRuntime('typescript');
    await prefetchRuntime('typescript');
    expect(asked.filter((address) => address.endsWith('tfjs.json'))).toHaveLength(1);
    go();
    await first;
    expect(prefetch.get()).toEqual({ language: 'typescript', phase: 'done', done: 70, total: 70 });
  });

  test('[LG6] a failure is told, and the next call tries again', async () => {
    const files = TFJS.files['kernel.js'];
    files.file = 'gone.js';
    vi.stubGlobal('fetch', async (address: string) =>
      address.endsWith('tfjs.json') ? Response.json(TFJS) : new Response(null, { status: 404 }),
    );
    await prefetchRuntime('typescript');
    expect(prefetch.get().phase).toBe('failed');
    vi.stubGlobal('fetch', async (address: string) =>
      address.endsWith('tfjs.json') ? Response.json(TFJS) : new Response(new Uint8Array(1)),
    );
    await prefetchRuntime('typescript');
    expect(prefetch.get().phase).toBe('done');
    files.file = 'kernel-1.js';
  });
});
