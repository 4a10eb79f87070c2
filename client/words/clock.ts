/** Words of the timer, and of the buttons that start, pause, extend and end an interview. */
export const timerWords = {
  waiting: (minutes: number) => `${minutes} min, not started`,
  left: (face: string) => `${face} left`,
  over: (face: string) => `${face} over time`,
  paused: (face: string) => `Paused, ${face} left`,
  ended: 'Ended',
  since: (utcTime: string) => `Started ${utcTime}`,
} as const;

export const clockWords = {
  start: 'Start',
  pause: 'Pause',
  resume: 'Resume',
  extend: 'Extend',
  extendBy: (minutes: number) => `${minutes} min more`,
  pauseTitle: 'Pause the interview?',
  pauseText: 'The candidate can read but not edit, run, check or score. What is under way ends normally.',
  reason: 'Reason, shown to the candidate',
  reasonHint: 'May stay empty.',
  endAfter: 'End after the score',
  endNow: 'End now',
  scoreRuns: 'A score is running. End after it, or end now? Ended now, the score is lost and costs no try.',
  ending: (name: string) => `Ends after the running score (${name})`,
  endCancel: 'Do not end',
  late: (chars: number) => `${chars} typed in a pause`,
  lateTitle: 'Characters that the candidate typed in a pause before their page knew of it. They are stored.',
  end: 'End',
  endTitle: 'End the interview?',
  endText: 'The candidate can no longer edit, run or score. You can reopen it if this was a mistake.',
  endConfirm: 'End the interview',
  reopen: 'Reopen',
  ended: 'ended by the interviewer',
} as const;

/** What the candidate reads in a pause, and before an end that waits. */
export const pauseWords = {
  title: (reason: string | null) => (reason ? `Paused: ${reason}` : 'The interview is paused.'),
  text: 'You can read and write notes; files, runs, Check and Score wait until it goes on. What is running ends normally.',
  ending: 'The interview ends with the score that is running.',
} as const;
