/** Words of the page behind an invite. */
import type { Language } from '../../protocol/language.ts';
import { count } from './format.ts';
import { languageWords } from './language.ts';

export const joinWords = {
  noToken: 'This link is incomplete: the part after # is missing or cut. Open it exactly as you received it.',
  linkTitle: 'This link cannot be used',
  loading: 'the invitation',
  candidateLead: (minutes: number, languages: readonly Language[]) =>
    `A data-modeling interview of ${count(minutes)} minutes. You improve a small model in ${languages.map((l) => languageWords.name[l]).join(' or ')}, in this browser, while interviewers follow.`,
  staffLead: (role: string) => `You join as ${role}. You see the candidate's work live, and the guide.`,
  gated: 'You can prepare the room now. The task opens when an interviewer starts the interview.',
  open: 'The time starts when an interviewer starts it; you may read and try things before.',
  ended: 'This interview has ended.',
  claimedTitle: 'This link is in use in another browser',
  claimed:
    'A candidate link belongs to the browser that opened it first. Go back to that browser, or ask the interviewer to reset the link.',
  roles: {
    candidate: 'candidate',
    interviewer: 'interviewer',
    observer: 'observer',
    author: 'author',
    admin: 'staff',
  },
  name: 'Your name',
  nameHint: 'As the others in the interview shall see it. Nothing else is asked of you.',
  nameMissing: 'Write your name.',
  recordedTitle: 'What is recorded',
  recorded: [
    'every change of the code, with its time, so that the interview can be replayed',
    'every run and its output, every score and what you wrote before it',
    'where your cursor is while you are connected, and notes that are shared with you',
    'facts about this browser: memory, size of the window, name and version',
  ],
  notRecorded: 'Not recorded: sound, picture, your screen, other tabs, what you type elsewhere.',
  seen: 'The interviewers and observers of this interview see it, live and afterwards. You get your own copy of the code at the end.',
  staffRecorded:
    'Your name, notes, rubric entries and the times you were here are kept with the interview. Notes are private to staff unless you share them.',
  checkTitle: 'This browser',
  join: 'Join the interview',
  joining: 'Joining',
  agree: 'By joining you agree to that.',
} as const;
