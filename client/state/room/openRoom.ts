/** Opens the candidate's room: everything that has to happen once per page, in its order. */
import { type Api, createApi } from '../../api/client.ts';
import { AppError, asAppError } from '../../api/error.ts';
import { retrying } from '../../api/retry.ts';
import type { Connection } from '../../realtime/connection.ts';
import { createStore, type Store } from '../../store/store.ts';
import { saveWords } from '../../words/connection.ts';
import { attachToPage, openConnection } from '../openConnection.ts';
import { reportBrowser } from './browserReport.ts';
import { InterpreterPower } from './interpreterPower.ts';
import { type Candidate, RoomSession } from './roomSession.ts';
import { reportStatus } from './statusReport.ts';
import { loadData } from './task.ts';
import { TaskLoader } from './taskLoader.ts';

type Opening = { kind: 'opening' } | { kind: 'failed'; error: AppError } | { kind: 'open'; session: RoomSession };

export interface OpenRoom {
  readonly opening: Store<Opening>;
  /** Ends everything of the room: the page goes away. */
  close(): void;
}

/** Begins to open the room of an invite that this browser has joined; a failure is shown by `opening`. */
export function openRoom(inviteId: string): OpenRoom {
  const opening = createStore<Opening>({ kind: 'opening' });
  const closers: (() => void)[] = [];
  let closed = false;
  async function open(): Promise<void> {
    try {
      const { api, me, connection } = await identify(inviteId);
      if (closed) return;
      const session = new RoomSession(api, me, connection);
      closers.push(...boot(session), () => session.close());
      opening.set({ kind: 'open', session });
    } catch (cause) {
      if (!closed) opening.set({ kind: 'failed', error: asAppError(cause) });
    }
  }
  void open();
  return {
    opening,
    close() {
      closed = true;
      for (const close of closers.splice(0)) close();
    },
  };
}

/** Asks who this browser is. @returns that person, and a connection to their interview that is not started yet. */
async function identify(inviteId: string): Promise<{ api: Api; me: Candidate; connection: Connection }> {
  const api = createApi(inviteId);
  const me = await retrying(() => api.me());
  const { role, interviewId } = me;
  if (role !== 'candidate' || interviewId === null) {
    throw new AppError('forbidden', 'This link is not a candidate link.', { status: 403 });
  }
  const connection = await openConnection(api, me, interviewId, 0);
  return { api, me: { ...me, interviewId }, connection };
}

/** Wires the session's parts to the page and to each other, then connects. @returns what stops each of them. */
function boot(session: RoomSession): (() => void)[] {
  const { connection, kernel, tabLock } = session;
  const power = new InterpreterPower(session);
  let stopData = () => {};
  const loader = new TaskLoader(session, (task, isFirst) => {
    if (!isFirst) return;
    stopData = task.data.subscribe(() => power.update());
    void loadData(task, session.api, session.me.interviewId);
  });
  const follow = () => {
    void loader.look();
    power.settle();
  };
  const stops = [
    attachToPage(connection, saveWords.leave),
    connection.room.store.subscribe(follow),
    tabLock.active.subscribe(() => {
      power.update();
      power.settle();
    }),
    session.stage.subscribe(() => power.settle()),
    reportStatus(
      connection,
      kernel,
      () => tabLock.active.get(),
      () => session.runtimeName,
      () => session.task?.dataProgress.get().trouble?.why ?? null,
    ),
    reportBrowser(connection),
    () => loader.close(),
    () => stopData(),
  ];
  void connection.start();
  follow();
  return stops;
}
