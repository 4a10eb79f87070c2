/** Words of the staff home. */
import type { InterviewSummary, ScenarioSummary } from '../../protocol/api.ts';
import type { LanguageOffer } from '../../protocol/language.ts';
import { languageWords } from './language.ts';

type Form = ScenarioSummary['forms'][number];

export const staffWords = {
  title: 'Interviews',
  noLinkTitle: 'This page needs the staff link',
  noLinkText: 'Open the staff link that the server printed at its start; it ends with # and a token.',
  failedTitle: 'The interviews did not load',
  create: 'New interview',
  search: 'Search',
  searchHint: 'Title, candidate, scenario or form',
  show: 'Show',
  groups: { all: 'All', upcoming: 'Upcoming', live: 'Live', done: 'Done' },
  columns: {
    title: 'Interview',
    candidate: 'Candidate',
    scenario: 'Scenario',
    state: 'State',
    created: 'Created',
    actions: 'Actions',
  },
  noCandidate: 'Nobody yet',
  minutes: (n: number) => `${n} min`,
  counts: (runs: number, scores: number) =>
    `${runs} ${runs === 1 ? 'run' : 'runs'}, ${scores} ${scores === 1 ? 'score' : 'scores'}`,
  online: (n: number) => `${n} connected`,
  open: 'Open',
  replay: 'Replay',
  links: 'Links',
  openFor: (title: string) => `Open ${title}`,
  replayFor: (title: string) => `Replay ${title}`,
  linksFor: (title: string) => `Links of ${title}`,
  emptyTitle: 'No interviews yet',
  emptyText:
    'Create one: it takes a title and a scenario. You get a link for the candidate and one for the interviewer.',
  noMatchTitle: 'Nothing matches',
  noMatchText: 'Change the search, or show all interviews.',
  state: { waiting: 'Not started', running: 'Live', paused: 'Paused', ended: 'Done' } satisfies Record<
    InterviewSummary['phase'],
    string
  >,
  unreadableTitle: 'Interviews that cannot be read',
  unreadableText:
    'Their entry in the store holds what this server does not know: a newer version wrote it, or it is damaged. Nothing was deleted.',
  unreadableReason: (id: string, reason: string) => `${id}: ${reason}`,
  scenarios: 'Scenarios',
  scenarioForms: (n: number) => `${n} ${n === 1 ? 'form' : 'forms'}`,
  /** Of one interview: what it offers, and what was taken. */
  language: ({ language, chosen }: Pick<InterviewSummary, 'language' | 'chosen'>) => {
    const name = chosen ? languageWords.name[chosen] : `language ${languageWords.none}`;
    return language === 'choice' && chosen ? `${name} (chosen)` : name;
  },
  bugs: (n: number) => `${n} planted ${n === 1 ? 'bug' : 'bugs'}`,
} as const;

export const newWords = {
  title: 'New interview',
  name: 'Title',
  nameHint: 'Staff and the candidate see it',
  scenario: 'Scenario',
  form: 'Form',
  formHint: 'Candidates are compared within a form',
  formOption: ({ id, level, languages, bugs }: Form) =>
    `${id}: ${level}, ${languages.map((l) => languageWords.name[l]).join(' or ')}, ${staffWords.bugs(bugs.length)}`,
  formHolds: ({ bugs }: Form, minutes: number) =>
    `Planted: ${bugs.join(', ') || 'nothing'}. ${staffWords.minutes(minutes)} are planned. Candidates are compared within a form.`,
  language: 'Language',
  languages: { choice: 'Candidate chooses', ...languageWords.name } satisfies Record<LanguageOffer, string>,
  choiceHint: 'Both scaffolds are handed out; the candidate takes one before the first run.',
  minutes: 'Minutes',
  seed: 'Label of the data',
  seedHint:
    'A name for you, or empty. It tells nothing of the data: each interview draws them from secrets of its own.',
  gate: 'The candidate may enter',
  gates: { start: 'when an interviewer presses Start', any: 'at any time' },
  create: 'Create interview',
  creating: 'Creating the data set',
  minutesError: 'Give whole minutes from 5 to 480.',
  titleError: 'Give it a title.',
  made: (title: string) => `Created: ${title}`,
  once: 'Copy the links now: only their hashes are kept, so they cannot be shown again. A new link can be made at any time.',
} as const;

export const linkPanelWords = {
  title: (name: string) => `Links of ${name}`,
  loading: 'the links',
  role: { candidate: 'Candidate', interviewer: 'Interviewer', observer: 'Observer', author: 'Author', admin: 'Staff' },
  copy: 'Copy link',
  make: { candidate: 'New candidate link', interviewer: 'New interviewer link', observer: 'New observer link' },
  revoke: 'Revoke',
  revoked: (when: string) => `Revoked ${when}`,
  expired: (when: string) => `Expired ${when}`,
  valid: (when: string) => `Valid until ${when}`,
  reset: 'Let another browser use it',
  usedBy: (names: string) => `Used by ${names}`,
  unused: 'Not used yet',
  done: 'Done',
} as const;
