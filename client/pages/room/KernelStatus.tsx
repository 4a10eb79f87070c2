/** The interpreter's state in the candidate's room. */
import { secondsOf } from '../../../protocol/run.ts';
import { stageOf } from '../../sandbox/state.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import type { Task } from '../../state/room/task.ts';
import { useStore } from '../../store/store.ts';
import { Status, type Tone } from '../../ui/Status.tsx';
import { useSeconds } from '../../ui/useSeconds.ts';
import { common } from '../../words/common.ts';
import { kernelWords } from '../../words/kernel.ts';
import { toolWords } from '../../words/runs.ts';

/** The interpreter's state in words: "Loading Python, 9 of 27 MB", "Running 12 of 60 s", "Python is ready". */
export function KernelStatus({ session }: { session: RoomSession }) {
  const { connection } = session;
  const state = useStore(session.kernel.state);
  const stage = stageOf(state);
  const active = useStore(session.tabLock.active);
  const current = useStore(session.runs.current);
  const run = useStore(connection.room.store, (view) => view.state.runs.find((r) => r.runId === current) ?? null);
  const work = useStore(session.scores.current);
  const data = useStore(session.task?.dataProgress ?? NO_DATA);
  const now = useSeconds(run !== null || work !== null);
  const name = session.runtimeName;
  if (!active) return <Status tone="idle">{toolWords.otherTab(name)}</Status>;
  const since = run ? secondsOf(run, connection.serverNow()) : 0;
  const limit = run?.limit?.seconds ?? null;
  const { tone, text } = ((): { tone: Tone; text: string } => {
    if (work) return { tone: 'busy', text: kernelWords.scoring(Math.floor((now - work.startedAt) / 1000)) };
    if (run?.kind === 'check') return { tone: 'busy', text: kernelWords.checking(since) };
    switch (state.phase) {
      case 'idle':
        if (data.trouble) {
          const { why, again } = data.trouble;
          return { tone: 'trouble', text: kernelWords.notLoaded(kernelWords.data, why, again) };
        }
        return { tone: 'busy', text: common.loadingBytes(kernelWords.data, data.done, data.total || null) };
      case 'loading':
        if (state.waiting) return { tone: 'trouble', text: kernelWords.notLoaded(name, state.waiting, true) };
        return { tone: 'busy', text: common.loadingBytes(name, state.loaded, state.total || null) };
      case 'failed':
        return { tone: 'trouble', text: kernelWords.failed(name, state.why) };
      case 'ready':
        return { tone: 'ok', text: kernelWords.phase.ready(name) };
      default:
        return {
          tone: 'busy',
          text: stage === 'running' ? kernelWords.busy(since, limit) : kernelWords.phase[stage](name),
        };
    }
  })();
  return (
    <span className="kernel-state" title={text}>
      <Status tone={tone}>{text}</Status>
      <span className="visually-hidden" role="status">
        {kernelWords.phase[stage](name)}
      </span>
    </span>
  );
}

const NO_DATA = {
  get: () => EMPTY,
  subscribe: () => () => {},
};
const EMPTY: Task['dataProgress'] extends { get(): infer P } ? P : never = { done: 0, total: 0, trouble: null };
