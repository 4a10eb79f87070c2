/** Reports to staff how the candidate's machine fares. */
import type { Connection } from '../../realtime/connection.ts';
import { type SandboxState, stageOf } from '../../sandbox/state.ts';
import { bytes } from '../../words/format.ts';
import { kernelWords } from '../../words/kernel.ts';
import type { Kernel } from '../kernel.ts';

/** What staff see of each stage. */
const KERNEL = {
  idle: 'loading',
  loading: 'loading',
  starting: 'loading',
  ready: 'ready',
  finishing: 'busy',
  running: 'busy',
  stopping: 'stopping',
  restarting: 'loading',
  failed: 'failed',
  disposed: 'failed',
} as const satisfies Record<ReturnType<typeof stageOf>, string>;

/** One line of detail; `name` is what the interpreter is called, `dataTrouble` why the data do not come. */
function detailOf(state: SandboxState, name: string, dataTrouble: string | null): string {
  switch (state.phase) {
    case 'loading':
      if (state.waiting) return state.waiting;
      return state.total > 0 ? `${bytes(state.loaded)} / ${bytes(state.total)}` : kernelWords.phase.loading(name);
    case 'starting':
    case 'ready':
      return kernelWords.phase[state.phase](name);
    case 'busy':
      if (state.step === 'finishing') return kernelWords.phase.finishing();
      return state.step === 'running' ? state.file : '';
    case 'restarting':
    case 'failed':
      return state.why;
    case 'idle':
      return dataTrouble ?? '';
    case 'disposed':
      return '';
  }
}

/** Ms between reports that nothing has changed, and at least so much between two that something has. */
const EVERY_MS = 5_000;
const LEAST_MS = 250;

/** Reports while `active`: the interpreter (called `name`) and the save state. @returns the way to stop. */
export function reportStatus(
  connection: Connection,
  kernel: Kernel,
  active: () => boolean,
  name: () => string,
  dataTrouble: () => string | null,
): () => void {
  let last = '';
  let soon: ReturnType<typeof setTimeout> | null = null;
  const send = () => {
    soon = null;
    if (!active() || connection.link.get().phase !== 'open') return;
    const state = kernel.state.get();
    const { save } = connection.link.get();
    const unsaved = save.kind === 'unsaved';
    connection.whisper({
      type: 'status',
      kernel: KERNEL[stageOf(state)],
      detail: detailOf(state, name(), dataTrouble()).slice(0, 200),
      saved: !unsaved,
      unsavedMs: unsaved ? Math.max(0, Date.now() - save.since) : 0,
    });
  };
  const changed = () => {
    const { link, room } = connection;
    const state = kernel.state.get();
    const key = [stageOf(state), link.get().save.kind, link.get().phase, room.store.get().ready, dataTrouble()].join();
    if (key === last && state.phase !== 'loading') return;
    last = key;
    soon ??= setTimeout(send, LEAST_MS);
  };
  const stops = [kernel.state.subscribe(changed), connection.link.subscribe(changed)];
  const timer = setInterval(send, EVERY_MS);
  return () => {
    for (const stop of stops) stop();
    clearInterval(timer);
    if (soon !== null) clearTimeout(soon);
  };
}
