/** Loads a language's runtime into the browser's cache while people wait or read. */
import { trackOf } from '../../engine/tracks.ts';
import type { Language } from '../../protocol/language.ts';
import { createStore } from '../store/store.ts';

interface PrefetchState {
  /** Whose runtime it is; null where nothing was asked for yet. */
  language: Language | null;
  phase: 'idle' | 'loading' | 'done' | 'failed';
  done: number;
  total: number;
}

/** Bytes of the runtime on their way into the browser's cache. */
export const prefetch = createStore<PrefetchState>({ language: null, phase: 'idle', done: 0, total: 0 });

/** The files that a language's runtime begins with, and the packages that most scenarios use, as far as this runtime has them. */
async function filesOf(language: Language, base: string) {
  const { manifest: name, partsOf, usual } = trackOf(language).runtime;
  const response = await fetch(base + name, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${base}${name} could not be loaded: the server answered ${response.status}.`);
  const manifest: unknown = await response.json();
  const has = (packageName: string): boolean => {
    try {
      partsOf(manifest, [packageName]);
      return true;
    } catch {
      return false;
    }
  };
  const { core, segments } = partsOf(manifest, usual.filter(has));
  return [...core.map(([, file]) => file), ...segments];
}

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
    const files = await filesOf(language, base);
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
