import type { Connection } from '../../realtime/connection.ts';
import type { SandboxState } from '../../sandbox/types.ts';
import { bytes } from '../../words/format.ts';
import { kernelWords } from '../../words/room.ts';
import type { Kernel } from '../kernel.ts';

const KERNEL = {
  idle: 'loading',
  loading: 'loading',
  starting: 'loading',
  ready: 'ready',
  busy: 'busy',
  stopping: 'stopping',
  restarting: 'loading',
  failed: 'failed',
  disposed: 'failed',
} as const satisfies Record<SandboxState['phase'], string>;

/** Ms between reports that nothing has changed, and at least so much between two that something has. */
const EVERY_MS = 5_000;
const LEAST_MS = 250;

/** Tells staff how this machine fares: interpreter (called `name`) and save state. Returns the way to stop. */
export function reportStatus(
  connection: Connection,
  kernel: Kernel,
  active: () => boolean,
  name: () => string,
): () => void {
  let last = '';
  let soon: ReturnType<typeof setTimeout> | null = null;
  const tell = () => {
    soon = null;
    if (!active() || connection.link.get().phase !== 'open') return;
    const state = kernel.state.get();
    const { save } = connection.link.get();
    const detail =
      state.phase === 'loading' && state.total > 0
        ? `${bytes(state.loaded)} / ${bytes(state.total)}`
        : (state.error ?? (state.phase === 'ready' ? kernelWords.phase.ready(name()) : state.detail));
    const unsaved = save.kind === 'unsaved';
    connection.whisper({
      type: 'status',
      kernel: KERNEL[state.phase],
      detail: detail.slice(0, 200),
      saved: !unsaved,
      unsavedMs: unsaved ? Math.max(0, Date.now() - save.since) : 0,
    });
  };
  const changed = () => {
    const { link, room } = connection;
    const key = [kernel.state.get().phase, link.get().save.kind, link.get().phase, room.store.get().ready].join();
    if (key === last && kernel.state.get().phase !== 'loading') return;
    last = key;
    soon ??= setTimeout(tell, LEAST_MS);
  };
  const stops = [kernel.state.subscribe(changed), connection.link.subscribe(changed)];
  const timer = setInterval(tell, EVERY_MS);
  return () => {
    for (const stop of stops) stop();
    clearInterval(timer);
    if (soon !== null) clearTimeout(soon);
  };
}
