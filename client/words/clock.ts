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
  end: 'End',
  endTitle: 'End the interview?',
  endText: 'The candidate can no longer edit, run or score. You can reopen it if this was a mistake.',
  endConfirm: 'End the interview',
  reopen: 'Reopen',
  ended: 'ended by the interviewer',
} as const;
