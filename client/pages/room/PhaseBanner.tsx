/** The banner of a pause, and of an end that waits for the running score. */
import { Pause } from 'lucide-react';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { Typed } from '../../ui/Typed.tsx';
import { pauseWords } from '../../words/clock.ts';

/** Says that the interview is paused and why, and that its end waits. Nothing where neither is so. */
export function PhaseBanner({ session }: { session: RoomSession }) {
  const { clock, ending } = useStore(session.connection.room.store, (view) => view.state);
  if (clock.phase === 'paused')
    return (
      <div className="banner" role="status">
        <Pause aria-hidden="true" />
        <span>
          <strong>
            <Typed text={pauseWords.title(clock.reason)} />
          </strong>{' '}
          {pauseWords.text}
        </span>
      </div>
    );
  if (!ending) return null;
  return (
    <div className="banner" role="status">
      <span>{pauseWords.ending}</span>
    </div>
  );
}
