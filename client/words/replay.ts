/** Words of the replay. */
import type { InterviewEvent } from '../../protocol/event.ts';

export const replayWords = {
  opening: 'the log',
  failedTitle: 'The replay did not open',
  region: 'Replay',
  position: 'Position',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  times: (n: number) => `${n}×`,
  skipIdle: 'Skip idle time',
  marks: 'Moments',
  at: (time: string, whole: string) => `${time} of ${whole}`,
  emptyTitle: 'Nothing happened yet',
  emptyText: 'The replay shows what was recorded. Open it again once the candidate has joined.',
  copyMoment: 'Copy a link to this moment',
  previous: 'Previous moment',
  next: 'Next moment',
} as const;

/** Kinds of moments on the track, with their words. */
export const momentWords = {
  join: (name: string) => `${name} joined`,
  language: (name: string) => `Language: ${name}`,
  clock: (type: InterviewEvent['type']) =>
    ({
      'interview.started': 'Started',
      'interview.paused': 'Paused',
      'interview.resumed': 'Resumed',
      'interview.extended': 'Extended',
      'interview.ended': 'Ended',
      'interview.reopened': 'Reopened',
    })[type as string] ?? type,
  run: (n: number, file: string) => `Run ${n}: ${file}`,
  check: (n: number) => `Run ${n}: Check`,
  score: (n: number) => `Score ${n}`,
  scoreFailed: (n: number) => `Score ${n}: no result`,
  note: (name: string, text: string) => `${name}: ${text}`,
} as const;
