/** The time that is left. */
import { startedAt, timeLeft } from '../../protocol/clock.ts';
import type { Connection } from '../realtime/connection.ts';
import { useStore } from '../store/store.ts';
import { timerWords } from '../words/clock.ts';
import { clockFace, utc } from '../words/format.ts';
import { useSeconds } from './useSeconds.ts';

/** Time left by the server's clock, to the second; in words when it is stopped. */
export function Timer({ connection }: { connection: Connection }) {
  const clock = useStore(connection.room.store, (view) => view.state.clock);
  useSeconds(clock.phase === 'running');
  const left = timeLeft(clock, connection.serverNow());
  const since = startedAt(clock);
  const face = clockFace(left);
  const words = {
    waiting: timerWords.waiting(clock.minutes),
    running: left >= 0 ? timerWords.left(face) : timerWords.over(clockFace(-left)),
    paused: timerWords.paused(face),
    ended: timerWords.ended,
  };
  return (
    <span
      role="timer"
      className={left < 0 && clock.phase === 'running' ? 'timer tone-attention' : 'timer'}
      title={since === null ? undefined : timerWords.since(utc(since))}
    >
      {words[clock.phase]}
    </span>
  );
}
