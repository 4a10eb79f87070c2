/** The replay: the interviewer's room driven by a slider over the log. */
import { useEffect, useState } from 'react';
import { createApi } from '../../api/client.ts';
import { type AppError, asAppError } from '../../api/error.ts';
import { useStore } from '../../store/store.ts';
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx';
import { Toasts } from '../../ui/toast.tsx';
import { StaffRoom } from '../watch/StaffRoom.tsx';
import { languagesOf } from '../watch/source.ts';
import { Player } from './player.ts';
import './replay.css';
import { replayWords } from '../../words/replay.ts';
import { Track } from './Track.tsx';
import { Timeline } from './timeline.ts';

/** Opens at `?at=POSITION` where the address names one (a shared moment), else at the end. */
async function open(inviteId: string, interviewId: string): Promise<Player> {
  const api = createApi(inviteId);
  const bundlesOf = async () => {
    const languages = await languagesOf(api, interviewId);
    return Promise.all(languages.map((language) => api.staffBundle(interviewId, language)));
  };
  const [bundles, log] = await Promise.all([bundlesOf(), api.log(interviewId)]);
  const timeline = new Timeline(log);
  const asked = new URLSearchParams(location.search).get('at');
  const position = asked === null ? timeline.length : Number.parseInt(asked, 10);
  return new Player(timeline, api, interviewId, bundles, Math.min(timeline.length, Math.max(0, position || 0)));
}

function Room({ player }: { player: Player }) {
  const source = useStore(player.store, (state) => state.source);
  return <StaffRoom source={source} bar={<Track player={player} />} />;
}

export default function Replay({ inviteId, interviewId }: { inviteId: string; interviewId: string }) {
  const [player, setPlayer] = useState<Player | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let gone = false;
    let opened: Player | null = null;
    open(inviteId, interviewId).then(
      (next) => {
        opened = next;
        if (gone) next.dispose();
        else setPlayer(next);
      },
      (cause) => gone || setError(asAppError(cause)),
    );
    return () => {
      gone = true;
      opened?.dispose();
    };
  }, [inviteId, interviewId]);

  if (error) {
    return (
      <ErrorState title={replayWords.failedTitle} retry={() => location.reload()}>
        {error.message}
      </ErrorState>
    );
  }
  if (!player) {
    return (
      <main className="sheet">
        <Loading what={replayWords.opening} />
      </main>
    );
  }
  if (player.timeline.length === 0) {
    return (
      <main className="sheet">
        <EmptyState title={replayWords.emptyTitle}>
          <p>{replayWords.emptyText}</p>
        </EmptyState>
      </main>
    );
  }
  return (
    <Toasts>
      <Room player={player} />
    </Toasts>
  );
}
