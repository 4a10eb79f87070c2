/** The timer of an interview: which phase it is in, and how much of its time is left. */
import type { InterviewEvent } from './event.ts';

/** `minutes` is the whole length, extensions included. Times are server ms since 1970; `pausedMs` is the sum of finished pauses. */
export type Clock = { minutes: number } & (
  | { phase: 'waiting' }
  | { phase: 'running'; startedAt: number; pausedMs: number }
  /** `reason`: what the interviewer wrote for the candidate, or null. */
  | { phase: 'paused'; startedAt: number; pausedMs: number; pausedAt: number; reason: string | null }
  /** Ended without having begun. */
  | { phase: 'ended'; startedAt: null; endedAt: number }
  | { phase: 'ended'; startedAt: number; pausedMs: number; endedAt: number }
);

/** In which of its phases a clock is. */
export type Phase = Clock['phase'];
/** All phases, in the order in which an interview goes through them. */
export const PHASES = ['waiting', 'running', 'paused', 'ended'] as const satisfies readonly Phase[];

/** When the interview was started; null where it was not. */
export const startedAt = (clock: Clock): number | null => (clock.phase === 'waiting' ? null : clock.startedAt);

/** When the interview ended; null where it goes on. */
export const endedAt = (clock: Clock): number | null => (clock.phase === 'ended' ? clock.endedAt : null);

/** The clock after one more event; the same object where the event does not concern it or does not fit its phase. */
export function foldClock(clock: Clock, event: InterviewEvent): Clock {
  const { minutes } = clock;
  switch (event.type) {
    case 'interview.created':
      return { ...clock, minutes: event.data.minutes };
    case 'interview.extended':
      return { ...clock, minutes: minutes + event.data.minutes };
    case 'interview.started':
      return clock.phase === 'waiting' ? { phase: 'running', minutes, startedAt: event.at, pausedMs: 0 } : clock;
    case 'interview.paused':
      return clock.phase === 'running'
        ? { ...clock, phase: 'paused', pausedAt: event.at, reason: event.data.reason ?? null }
        : clock;
    case 'interview.resumed':
      return clock.phase === 'paused' ? runOn(clock, event.at - clock.pausedAt) : clock;
    case 'interview.ended':
      return end(clock, event.at);
    case 'interview.reopened':
      return reopen(clock, event.at);
    default:
      return clock;
  }
}

/** Running (again), after a pause of `pause` ms. */
const runOn = (
  { minutes, startedAt, pausedMs }: { minutes: number; startedAt: number; pausedMs: number },
  pause: number,
): Clock => ({ phase: 'running', minutes, startedAt, pausedMs: pausedMs + pause });

function end(clock: Clock, at: number): Clock {
  const { minutes } = clock;
  switch (clock.phase) {
    case 'ended':
      return clock;
    case 'waiting':
      return { phase: 'ended', minutes, startedAt: null, endedAt: at };
    case 'running':
    case 'paused': {
      const pause = clock.phase === 'paused' ? at - clock.pausedAt : 0;
      return { phase: 'ended', minutes, startedAt: clock.startedAt, pausedMs: clock.pausedMs + pause, endedAt: at };
    }
  }
}

/** The time between end and reopening counts as a pause. */
function reopen(clock: Clock, at: number): Clock {
  if (clock.phase !== 'ended') return clock;
  return clock.startedAt === null ? { phase: 'waiting', minutes: clock.minutes } : runOn(clock, at - clock.endedAt);
}

/** Time left in ms at server time `now`: the whole time before the start, negative once it is over, fixed while paused or ended. */
export function timeLeft(clock: Clock, now: number): number {
  const total = clock.minutes * 60_000;
  if (clock.phase === 'waiting' || clock.startedAt === null) return total;
  const until = clock.phase === 'ended' ? clock.endedAt : clock.phase === 'paused' ? clock.pausedAt : now;
  return total - (until - clock.startedAt - clock.pausedMs);
}
