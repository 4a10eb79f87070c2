/**
 * The state of an interview: a pure fold of its events. The server folds to answer `welcome`, every page folds what it receives, and
 * the replay folds up to the slider: one function, so that all of them agree.
 */
import type { Anchor } from './anchor.ts';
import type { Language } from './bundle.ts';
import type { EventData, InterviewEvent, RunKind, RunStatus, Visibility } from './event.ts';
import { LIMITS } from './limits.ts';
import type { OutputItem } from './output.ts';
import type { Actor, Role } from './role.ts';
import type {
  CheckResult,
  Hypothesis,
  PrivateScore,
  PublicScore,
  ScoreFailure,
  Verification,
  WeightInventory,
} from './score.ts';

export type Phase = 'waiting' | 'running' | 'paused' | 'ended';

/** Timer of the interview; all times are server ms. `pausedMs` is the sum of finished pauses. */
export interface Clock {
  phase: Phase;
  minutes: number;
  startedAt: number | null;
  pausedAt: number | null;
  pausedMs: number;
  endedAt: number | null;
}

export interface Run {
  runId: string;
  number: number;
  kind: RunKind;
  file: string;
  lines: [number, number] | null;
  code: string;
  startedAt: number;
  status: RunStatus | 'running';
  durationMs: number | null;
  varsLost: boolean;
  outputs: OutputItem[];
  /** True where outputs exist but were left out of `welcome` (an old run); the replay has them. */
  outputsOmitted: boolean;
  /** True once the candidate cleared the output pane after this run. */
  cleared: boolean;
  weights: WeightInventory | null;
  check: CheckResult | null;
}

export interface Annotation {
  annotationId: string;
  audience: Visibility;
  anchor: Anchor;
  text: string;
  at: number;
  editedAt: number | null;
  author: Actor;
}

export interface RubricEntry {
  criterion: string;
  participantId: string;
  name: string;
  level: number | null;
  note: string;
  at: number;
}

export interface Score {
  scoreId: string;
  requestedAt: number;
  hypothesis: Hypothesis;
  status: 'running' | 'finished' | 'failed';
  finishedAt: number | null;
  public: PublicScore | null;
  private: PrivateScore | null;
  failure: ScoreFailure | null;
  verification: Verification | null;
}

export interface Person {
  participantId: string;
  name: string;
  role: Role;
  joinedAt: number;
}

export interface InterviewState {
  title: string;
  clock: Clock;
  people: Person[];
  /** What the candidate chose; null where they did not, or had no choice. */
  language: Language | null;
  browser: EventData<'browser.checked'> | null;
  runs: Run[];
  annotations: Annotation[];
  rubric: RubricEntry[];
  scores: Score[];
}

/** The state before any event. `minutes` and `title` are known before the log begins. */
export function initialState(title: string, minutes: number): InterviewState {
  return {
    title,
    clock: { phase: 'waiting', minutes, startedAt: null, pausedAt: null, pausedMs: 0, endedAt: null },
    people: [],
    language: null,
    browser: null,
    runs: [],
    annotations: [],
    rubric: [],
    scores: [],
  };
}

/** Replaces the items that match; the same array comes back where none does, so that views can compare by identity. */
function patch<T>(items: T[], match: (item: T) => boolean, change: (item: T) => T): T[] {
  return items.some(match) ? items.map((item) => (match(item) ? change(item) : item)) : items;
}

function foldClock(clock: Clock, event: InterviewEvent): Clock {
  switch (event.type) {
    case 'interview.created':
      return { ...clock, minutes: event.data.minutes };
    case 'interview.started':
      return clock.phase === 'waiting' ? { ...clock, phase: 'running', startedAt: event.at } : clock;
    case 'interview.paused':
      return clock.phase === 'running' ? { ...clock, phase: 'paused', pausedAt: event.at } : clock;
    case 'interview.resumed':
      return clock.phase === 'paused'
        ? {
            ...clock,
            phase: 'running',
            pausedMs: clock.pausedMs + event.at - (clock.pausedAt ?? event.at),
            pausedAt: null,
          }
        : clock;
    case 'interview.extended':
      return { ...clock, minutes: clock.minutes + event.data.minutes };
    case 'interview.ended':
      return clock.phase === 'ended'
        ? clock
        : {
            ...clock,
            phase: 'ended',
            endedAt: event.at,
            pausedMs: clock.pausedMs + (clock.pausedAt === null ? 0 : event.at - clock.pausedAt),
            pausedAt: null,
          };
    case 'interview.reopened':
      return clock.phase === 'ended'
        ? {
            ...clock,
            phase: clock.startedAt === null ? 'waiting' : 'running',
            pausedMs: clock.startedAt === null ? 0 : clock.pausedMs + event.at - (clock.endedAt ?? event.at),
            endedAt: null,
          }
        : clock;
    default:
      return clock;
  }
}

function foldRuns(runs: Run[], event: InterviewEvent): Run[] {
  switch (event.type) {
    case 'run.started':
      return [
        ...runs,
        {
          ...event.data,
          number: runs.length + 1,
          startedAt: event.at,
          status: 'running',
          durationMs: null,
          varsLost: false,
          outputs: [],
          outputsOmitted: false,
          cleared: false,
          weights: null,
          check: null,
        },
      ];
    case 'run.output': {
      const { runId, items } = event.data;
      return patch(
        runs,
        (r) => r.runId === runId,
        (r) => ({ ...r, outputs: [...r.outputs, ...items] }),
      );
    }
    case 'run.finished': {
      const { runId, ...end } = event.data;
      return patch(
        runs,
        (r) => r.runId === runId && r.status === 'running',
        (r) => ({ ...r, ...end }),
      );
    }
    case 'output.cleared':
      return patch(
        runs,
        (r) => !r.cleared && r.status !== 'running',
        (r) => ({ ...r, cleared: true }),
      );
    default:
      return runs;
  }
}

function foldAnnotations(annotations: Annotation[], event: InterviewEvent): Annotation[] {
  switch (event.type) {
    case 'annotation.added':
      return [...annotations, { ...event.data, at: event.at, editedAt: null, author: event.actor }];
    case 'annotation.edited': {
      const { annotationId, text } = event.data;
      return patch(
        annotations,
        (a) => a.annotationId === annotationId,
        (a) => ({ ...a, text, editedAt: event.at }),
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

function foldScores(scores: Score[], event: InterviewEvent): Score[] {
  switch (event.type) {
    case 'score.requested':
      return [
        ...scores,
        {
          ...event.data,
          requestedAt: event.at,
          status: 'running',
          finishedAt: null,
          public: null,
          private: null,
          failure: null,
          verification: null,
        },
      ];
    case 'score.finished': {
      const done = event.data;
      return patch(
        scores,
        (s) => s.scoreId === done.scoreId,
        (s) => ({ ...s, status: 'finished', finishedAt: event.at, public: done.public }),
      );
    }
    case 'score.judged': {
      const judged = event.data;
      return patch(
        scores,
        (s) => s.scoreId === judged.scoreId,
        (s) => ({ ...s, private: judged.private }),
      );
    }
    case 'score.failed': {
      const failed = event.data;
      return patch(
        scores,
        (s) => s.scoreId === failed.scoreId && s.status === 'running',
        (s) => ({ ...s, status: 'failed', finishedAt: event.at, failure: failed.failure }),
      );
    }
    case 'score.verified': {
      const verified = event.data;
      return patch(
        scores,
        (s) => s.scoreId === verified.scoreId,
        (s) => ({ ...s, verification: verified.verification }),
      );
    }
    default:
      return scores;
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

/** A choice stands once something ran or was scored in it. */
const foldLanguage = (state: InterviewState, event: InterviewEvent): Language | null =>
  event.type === 'language.chosen' && mayChoose(state) ? event.data.language : state.language;

/** The state after one more event; never changes its argument. Events that do not fit the state leave it as it is. */
export function applyEvent(state: InterviewState, event: InterviewEvent): InterviewState {
  return {
    title: event.type === 'interview.created' ? event.data.title : state.title,
    clock: foldClock(state.clock, event),
    people: foldPeople(state.people, event),
    language: foldLanguage(state, event),
    browser: event.type === 'browser.checked' ? event.data : state.browser,
    runs: foldRuns(state.runs, event),
    annotations: foldAnnotations(state.annotations, event),
    rubric: foldRubric(state.rubric, event),
    scores: foldScores(state.scores, event),
  };
}

/** True until the first run and the first score: the language can still be chosen, or chosen anew. */
export const mayChoose = ({ runs, scores }: Pick<InterviewState, 'runs' | 'scores'>): boolean =>
  runs.length === 0 && scores.length === 0;

/** What a role may see of an event. */
export const visibleTo = (event: { visibility: Visibility }, role: Role): boolean =>
  event.visibility === 'all' || role !== 'candidate';

/** Time left in ms at server time `now`: the whole time before the start, negative once it is over, fixed while paused or ended. */
export function timeLeft(clock: Clock, now: number): number {
  const total = clock.minutes * 60_000;
  if (clock.startedAt === null) return total;
  const until = clock.endedAt ?? clock.pausedAt ?? now;
  return total - (until - clock.startedAt - clock.pausedMs);
}

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
