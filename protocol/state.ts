/**
 * The state of an interview: a pure fold of its events. The server folds to answer `welcome`, every page folds what it receives, and
 * the replay folds up to the slider: one function, so that all of them agree.
 */
import type { Anchor } from './anchor.ts';
import { type Clock, foldClock } from './clock.ts';
import type { EventData, InterviewEvent, Visibility } from './event.ts';
import type { Language } from './language.ts';
import { EMPTY_LEDGER, type Ledger, withAnswers, withSaid, withSnapshot } from './ledger.ts';
import { LIMITS } from './limits.ts';
import { patch } from './patch.ts';
import type { Actor, Role } from './role.ts';
import { foldRuns, type Run } from './run.ts';
import { foldScores, type Score } from './scores.ts';

/** A note. Times are server ms since 1970; `editedAt` is null while it is as it was made. */
export interface Annotation {
  annotationId: string;
  audience: Visibility;
  anchor: Anchor;
  text: string;
  at: number;
  editedAt: number | null;
  author: Actor;
}

/**
 * What one person has saved last for one line of the rubric. `level` is an index into the line's levels, or null: none chosen.
 * `at` is server ms since 1970.
 */
export interface RubricEntry {
  criterion: string;
  participantId: string;
  name: string;
  level: number | null;
  note: string;
  at: number;
}

/** Somebody who has joined, present or not. `joinedAt` is server ms since 1970. */
interface Person {
  participantId: string;
  name: string;
  role: Role;
  joinedAt: number;
}

/** All that is known of an interview after some of its events; each list is in the order of its events. */
export interface InterviewState {
  title: string;
  clock: Clock;
  /** Set while the end waits for the score that is running: who asked for it, and when (server ms). */
  ending: { name: string; at: number; reason: string } | null;
  /** What was typed before its page knew of a pause, and stored in it. */
  lateEdits: { at: number; chars: number }[];
  people: Person[];
  /** What the candidate chose; null where they did not, or had no choice. */
  language: Language | null;
  browser: EventData<'browser.checked'> | null;
  runs: Run[];
  annotations: Annotation[];
  rubric: RubricEntry[];
  scores: Score[];
  /** Nothing of it is sent to a candidate. */
  ledger: Ledger;
}

/** The state before any event. `minutes` and `title` are known before the log begins. */
export function initialState(title: string, minutes: number): InterviewState {
  return {
    title,
    clock: { phase: 'waiting', minutes },
    ending: null,
    lateEdits: [],
    people: [],
    language: null,
    browser: null,
    runs: [],
    annotations: [],
    rubric: [],
    scores: [],
    ledger: EMPTY_LEDGER,
  };
}

function foldAnnotations(annotations: Annotation[], event: InterviewEvent): Annotation[] {
  switch (event.type) {
    case 'annotation.added':
      return [...annotations, { ...event.data, at: event.at, editedAt: null, author: event.actor }];
    case 'annotation.edited': {
      const { annotationId, text, anchor } = event.data;
      return patch(
        annotations,
        (a) => a.annotationId === annotationId,
        (a) => ({ ...a, text, anchor: anchor ?? a.anchor, editedAt: event.at }),
      );
    }
    case 'annotation.removed': {
      const { annotationId } = event.data;
      return annotations.filter((a) => a.annotationId !== annotationId);
    }
    default:
      return annotations;
  }
}

function foldRubric(rubric: RubricEntry[], event: InterviewEvent): RubricEntry[] {
  if (event.type !== 'rubric.saved') return rubric;
  const { participantId, name } = event.actor;
  const others = rubric.filter((r) => r.criterion !== event.data.criterion || r.participantId !== participantId);
  return [...others, { ...event.data, participantId, name, at: event.at }];
}

function foldPeople(people: Person[], event: InterviewEvent): Person[] {
  if (event.type !== 'participant.joined' || event.actor.role === 'server') return people;
  const { participantId, name, role } = event.actor;
  return people.some((p) => p.participantId === participantId)
    ? people
    : [...people, { participantId, name, role, joinedAt: event.at }];
}

function foldLedger(ledger: Ledger, event: InterviewEvent): Ledger {
  switch (event.type) {
    case 'ledger.snapshot':
      return withSnapshot(ledger, event.data);
    case 'ledger.answered':
      return withAnswers(ledger, event.data);
    case 'ledger.said':
      return withSaid(ledger, event.data, { at: event.at, name: event.actor.name });
    default:
      return ledger;
  }
}

/** A choice is final once something ran or was scored in it. */
const foldLanguage = (state: InterviewState, event: InterviewEvent): Language | null =>
  event.type === 'language.chosen' && mayChoose(state) ? event.data.language : state.language;

/** An end that waits ends with the interview, and a reopened one has none. */
function foldEnding(ending: InterviewState['ending'], event: InterviewEvent): InterviewState['ending'] {
  switch (event.type) {
    case 'interview.endPlanned':
      return { name: event.actor.name, at: event.at, reason: event.data.reason };
    case 'interview.endCancelled':
    case 'interview.ended':
    case 'interview.reopened':
      return null;
    default:
      return ending;
  }
}

/** The state after one more event; never changes its argument. Events that do not fit the state leave it as it is. */
export function applyEvent(state: InterviewState, event: InterviewEvent): InterviewState {
  return {
    title: event.type === 'interview.created' ? event.data.title : state.title,
    clock: foldClock(state.clock, event),
    ending: foldEnding(state.ending, event),
    lateEdits:
      event.type === 'edit.late' ? [...state.lateEdits, { at: event.at, chars: event.data.chars }] : state.lateEdits,
    people: foldPeople(state.people, event),
    language: foldLanguage(state, event),
    browser: event.type === 'browser.checked' ? event.data : state.browser,
    runs: foldRuns(state.runs, event),
    annotations: foldAnnotations(state.annotations, event),
    rubric: foldRubric(state.rubric, event),
    scores: foldScores(state.scores, event),
    ledger: foldLedger(state.ledger, event),
  };
}

/** True until the first run and the first score: the language can still be chosen, or chosen anew. */
export const mayChoose = ({ runs, scores }: Pick<InterviewState, 'runs' | 'scores'>): boolean =>
  runs.length === 0 && scores.length === 0;

/** What a role may see of an event. */
export const visibleTo = (event: { visibility: Visibility }, role: Role): boolean =>
  event.visibility === 'all' || role !== 'candidate';

/** The state as it travels in `welcome`: outputs of old runs stay behind, so that a long interview still opens at once. */
export function forWelcome(state: InterviewState): InterviewState {
  const keepFrom = state.runs.length - LIMITS.welcomeRuns;
  return {
    ...state,
    runs: state.runs.map((run, i) =>
      i < keepFrom && run.outputs.length > 0 ? { ...run, outputs: [], outputsOmitted: true } : run,
    ),
  };
}
