import { CORE_FILES, type RuntimeManifest, segmentsOf } from '../../engine/runtime/packages.ts';
import { createStore } from './store.ts';

/** What most scenarios load; the bundle names the exact list once the task is open. */
const USUAL = ['numpy', 'pandas', 'scikit-learn', 'matplotlib', 'jedi'];

export interface PrefetchState {
  phase: 'idle' | 'loading' | 'done' | 'failed';
  done: number;
  total: number;
}

/** Bytes of the Python runtime on their way into the browser's cache. */
export const prefetch = createStore<PrefetchState>({ phase: 'idle', done: 0, total: 0 });

/**
 * Loads the runtime's files into the HTTP cache while people wait or read, so that the sandbox finds them there. Files carry their
 * hash in the name and never change. A failure is no trouble: the sandbox loads what is missing and says what is wrong.
 */
export async function prefetchRuntime(base = '/runtime/'): Promise<void> {
  if (prefetch.get().phase === 'loading' || prefetch.get().phase === 'done') return;
  prefetch.set({ phase: 'loading', done: 0, total: 0 });
  try {
    const manifest = (await (await fetch(`${base}manifest.json`, { cache: 'no-cache' })).json()) as RuntimeManifest;
    const usual = USUAL.filter((name) => name in manifest.packages);
    const files = [...CORE_FILES.map((name) => manifest.core[name]), ...segmentsOf(manifest, usual)];
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    prefetch.set({ phase: 'loading', done: 0, total });
    await Promise.all(
      files.map(async ({ file }) => {
        const response = await fetch(base + file, { credentials: 'same-origin' });
        const reader = response.body?.getReader();
        if (!response.ok || !reader) throw new Error(file);
        for (let step = await reader.read(); !step.done; step = await reader.read()) {
          const more = step.value.byteLength;
          prefetch.update((state) => ({ ...state, done: Math.min(total, state.done + more) }));
        }
      }),
    );
    prefetch.set({ phase: 'done', done: total, total });
  } catch {
    prefetch.update((state) => ({ ...state, phase: 'failed' }));
  }
}
