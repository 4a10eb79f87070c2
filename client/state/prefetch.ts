import { CORE_FILES, type RuntimeFile, type RuntimeManifest, segmentsOf } from '../../engine/mount/packages.ts';
import { TFJS_MANIFEST, type TfjsManifest } from '../../engine/typescript/runtimeFiles.ts';
import type { Language } from '../../protocol/language.ts';
import { createStore } from '../store/store.ts';

/** What most scenarios load; the bundle names the exact list once the task is open. */
const USUAL = ['numpy', 'pandas', 'scikit-learn', 'matplotlib', 'jedi'];

export interface PrefetchState {
  /** Whose runtime it is; null where nothing was asked for yet. */
  language: Language | null;
  phase: 'idle' | 'loading' | 'done' | 'failed';
  done: number;
  total: number;
}

/** Bytes of the runtime on their way into the browser's cache. */
export const prefetch = createStore<PrefetchState>({ language: null, phase: 'idle', done: 0, total: 0 });

async function manifestOf<T>(address: string): Promise<T> {
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(address);
  return (await response.json()) as T;
}

/** The files that a language's runtime begins with. */
const FILES: Record<Language, (base: string) => Promise<RuntimeFile[]>> = {
  async python(base) {
    const manifest = await manifestOf<RuntimeManifest>(`${base}manifest.json`);
    const usual = USUAL.filter((name) => name in manifest.packages);
    return [...CORE_FILES.map((name) => manifest.core[name]), ...segmentsOf(manifest, usual)];
  },
  async typescript(base) {
    const { files } = await manifestOf<TfjsManifest>(base + TFJS_MANIFEST);
    return Object.values(files);
  },
};

/**
 * Loads a runtime's files into the HTTP cache while people wait or read, so that the sandbox finds them there. Files carry their
 * hash in the name and never change. A failure is no trouble: the sandbox loads what is missing and reports what is wrong. Another
 * language than before begins anew; what is under way for the old one counts no more.
 */
export async function prefetchRuntime(language: Language, base = '/runtime/'): Promise<void> {
  const { language: before, phase } = prefetch.get();
  if (before === language && (phase === 'loading' || phase === 'done')) return;
  const report = (change: (state: PrefetchState) => Partial<PrefetchState>) =>
    prefetch.update((state) => (state.language === language ? { ...state, ...change(state) } : state));
  prefetch.set({ language, phase: 'loading', done: 0, total: 0 });
  try {
    const files = await FILES[language](base);
    const total = files.reduce((sum, file) => sum + file.bytes, 0);
    report(() => ({ total }));
    await Promise.all(
      files.map(async ({ file }) => {
        const response = await fetch(base + file, { credentials: 'same-origin' });
        const reader = response.body?.getReader();
        if (!response.ok || !reader) throw new Error(file);
        for (let step = await reader.read(); !step.done; step = await reader.read()) {
          const more = step.value.byteLength;
          report((state) => ({ done: Math.min(total, state.done + more) }));
        }
      }),
    );
    report(() => ({ phase: 'done', done: total }));
  } catch {
    report(() => ({ phase: 'failed' }));
  }
}
