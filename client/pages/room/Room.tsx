import { useEffect, useState } from 'react';
import { ROOM_WIDTH } from '../../state/browser.ts';
import { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { Toasts } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { roomWords } from '../../words/room.ts';
import { Desk } from './Desk.tsx';
import { Ended } from './Ended.tsx';
import { Choose } from './LanguageChoice.tsx';
import { Lobby } from './Lobby.tsx';
import './room.css';

function useWidth(): number {
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    const onResize = () => setWidth(innerWidth);
    addEventListener('resize', onResize);
    return () => removeEventListener('resize', onResize);
  }, []);
  return width;
}

/** The candidate's page: lobby, room, end. */
export default function Room({ inviteId }: { inviteId: string }) {
  const [session, setSession] = useState<RoomSession | null>(null);
  useEffect(() => {
    const opened = new RoomSession(inviteId);
    setSession(opened);
    void opened.open();
    return () => opened.close();
  }, [inviteId]);
  return <Toasts>{session ? <Stages session={session} /> : null}</Toasts>;
}

function Stages({ session }: { session: RoomSession }) {
  const stage = useStore(session.stage);
  const width = useWidth();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the title is known once the stage changes
  useEffect(() => {
    document.title = session.me?.title ? `${session.me.title} · ${common.product}` : common.product;
  }, [session, stage]);
  if (stage.kind === 'opening') {
    return (
      <main className="sheet">
        <Loading what={roomWords.loading} />
      </main>
    );
  }
  if (stage.kind === 'failed') {
    const { error } = stage;
    const message = error.status === 401 ? roomWords.notJoined : error.message;
    return (
      <ErrorState title={roomWords.failedTitle} retry={() => location.reload()} retryLabel={common.reload}>
        {message}
      </ErrorState>
    );
  }
  if (stage.kind === 'lobby') return <Lobby session={session} />;
  if (stage.kind === 'choose') return <Choose session={session} />;
  return <Open session={session} narrow={width < ROOM_WIDTH ? width : null} />;
}

function Open({ session, narrow }: { session: RoomSession; narrow: number | null }) {
  const phase = useStore(session.connection.room.store, (view) => view.state.clock.phase);
  if (phase === 'ended') return <Ended session={session} />;
  if (narrow !== null) {
    return (
      <main className="sheet">
        <h1>{roomWords.narrowTitle}</h1>
        <p>{roomWords.narrow(narrow, ROOM_WIDTH)}</p>
      </main>
    );
  }
  // A switch of the language opens another task: nothing of the old desk stays.
  return <Desk key={session.task?.bundle.language} session={session} />;
}
