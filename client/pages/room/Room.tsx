/** The candidate's page. An effect opens the room and closes it again, so that of the two that StrictMode opens one stays. */

import { useEffect, useState } from 'react';
import { visibleText } from '../../../protocol/visible.ts';
import type { AppError } from '../../api/error.ts';
import { type OpenRoom, openRoom } from '../../state/room/openRoom.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
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
import './narrow.css';

/** The candidate's page: lobby, room, end. */
export default function Room({ inviteId }: { inviteId: string }) {
  const [room, setRoom] = useState<OpenRoom | null>(null);
  useEffect(() => {
    const opened = openRoom(inviteId);
    setRoom(opened);
    return () => opened.close();
  }, [inviteId]);
  return <Toasts>{room ? <Opened room={room} /> : null}</Toasts>;
}

function Opened({ room }: { room: OpenRoom }) {
  const opening = useStore(room.opening);
  const title = opening.kind === 'open' ? opening.session.me.title : null;
  useEffect(() => {
    document.title = title ? `${visibleText(title)} · ${common.product}` : common.product;
  }, [title]);
  if (opening.kind === 'opening') return <Opening />;
  if (opening.kind === 'failed') return <Failed error={opening.error} />;
  return <Stages session={opening.session} />;
}

function Opening() {
  return (
    <main className="sheet">
      <Loading what={roomWords.loading} />
    </main>
  );
}

function Failed({ error }: { error: AppError }) {
  return (
    <ErrorState title={roomWords.failedTitle} retry={() => location.reload()} retryLabel={common.reload}>
      {error.status === 401 ? roomWords.notJoined : error.message}
    </ErrorState>
  );
}

function Stages({ session }: { session: RoomSession }) {
  const stage = useStore(session.stage);
  if (stage.kind === 'asking') return <Opening />;
  if (stage.kind === 'failed') return <Failed error={stage.error} />;
  if (stage.kind === 'lobby') return <Lobby session={session} />;
  if (stage.kind === 'choose') return <Choose session={session} />;
  return <InRoom session={session} />;
}

function InRoom({ session }: { session: RoomSession }) {
  const phase = useStore(session.connection.room.store, (view) => view.state.clock.phase);
  if (phase === 'ended') return <Ended session={session} />;
  // A switch of the language opens another task: nothing of the old desk stays.
  return <Desk key={session.task?.bundle.language} session={session} />;
}
