/** Whether a message fits the state of its interview. Pure: state and message in, the event to record or a refusal out. */
import type { StaffBundle } from '../../protocol/bundle.ts';
import { startedAt } from '../../protocol/clock.ts';
import type { EventData, EventType, Visibility } from '../../protocol/event.ts';
import type { Language } from '../../protocol/language.ts';
import { OUTPUT_CAPS } from '../../protocol/outputCaps.ts';
import { createCurveMeter, createTextMeter } from '../../protocol/outputMeter.ts';
import { mayInStage, type Stage, stageOf } from '../../protocol/phase.ts';
import { isReason } from '../../protocol/reason.ts';
import type { Role } from '../../protocol/role.ts';
import type { Run } from '../../protocol/run.ts';
import { triesLeft, waitBeforeScore } from '../../protocol/scores.ts';
import { failureSentence, reasonSentence } from '../../protocol/sentences.ts';
import type { RecordedMessage } from '../../protocol/socket.ts';
import { MESSAGE_EVENT } from '../../protocol/socket.ts';
import { type Annotation, type InterviewState, mayChoose, visibleTo } from '../../protocol/state.ts';
import { type Draft, draftOf } from './rows.ts';

/** Who has sent a message. */
interface Speaker {
  participantId: string;
  role: Role;
}

/** What an interview allows, from its settings and its variant. */
export interface Rules {
  gated: boolean;
  /** Languages that the interview offers; with one there is nothing to choose. */
  languages: readonly Language[];
  constraints: StaffBundle['candidate']['constraints'];
  rubric: StaffBundle['rubric'];
}

/** Why something is refused: a code for machines, a sentence for people. */
export interface Refused {
  code: string;
  message: string;
}

/** A message that is refused. */
type No = { ok: false } & Refused;

/** The event to record, with those to record before it; or a refusal. */
type Verdict = { ok: true; draft: Draft; before: Draft[] } | No;

const no = (code: string, message: string): No => ({ ok: false, code, message });

/** True while the candidate waits for an interviewer to start. */
export const inLobby = (state: InterviewState, gated: boolean): boolean => gated && startedAt(state.clock) === null;

/** Why something is refused in this stage of the interview. */
export function stageRefusal(stage: Stage, role: Role | 'server'): Refused {
  if (role !== 'candidate')
    return { code: 'wrong-phase', message: `This does not fit an interview that is ${STAGE_NAME[stage]}.` };
  switch (stage) {
    case 'ended':
      return { code: 'ended', message: 'The interview is over; nothing is recorded any more.' };
    case 'paused':
      return { code: 'paused', message: 'The interview is paused. This is possible again when it goes on.' };
    default:
      return { code: 'not-started', message: 'The interview has not started yet.' };
  }
}

const STAGE_NAME: Record<Stage, string> = {
  lobby: 'not started',
  open: 'not started',
  running: 'running',
  paused: 'paused',
  ended: 'over',
};

/** Marks a run whose end was never reported. */
const abandon = (run: Run, now: number): Draft =>
  draftOf('run.finished', {
    runId: run.runId,
    status: 'abandoned',
    durationMs: Math.max(0, now - run.startedAt),
    varsLost: true,
    weights: null,
    check: null,
  });

/** Ends of runs and scores that are still open when an event of `type` ends them. */
export function leftOpen(state: InterviewState, type: EventType, now: number): Draft[] {
  const runs =
    type === 'run.started' || type === 'interview.ended' ? state.runs.filter((r) => r.status === 'running') : [];
  const scores =
    type === 'score.requested' || type === 'interview.ended' ? state.scores.filter((s) => s.status === 'running') : [];
  return [
    ...runs.map((run) => abandon(run, now)),
    ...scores.map(({ scoreId }) =>
      draftOf('score.failed', {
        scoreId,
        failure: {
          code: 'lost',
          stage: 'train',
          message: failureSentence.neverEnded,
          weights: null,
        },
      }),
    ),
  ];
}

/** The annotation, where the speaker may change it; what they may not see is answered like what is absent. */
function changeableAnnotation(state: InterviewState, id: string, speaker: Speaker): Annotation | No {
  const found = state.annotations.find((a) => a.annotationId === id);
  if (!found || !visibleTo({ visibility: found.audience }, speaker.role)) {
    return no('unknown-annotation', 'This note is not there any more.');
  }
  const isAuthor =
    found.author.participantId === speaker.participantId ||
    (speaker.role === 'candidate' && found.author.role === 'candidate');
  return isAuthor ? found : no('not-yours', 'Only its author can change a note.');
}

function outputRefusal(state: InterviewState, data: EventData<'run.output'>): No | null {
  const run = state.runs.find((r) => r.runId === data.runId);
  if (run?.status !== 'running') return no('unknown-run', 'This run is not going on.');
  const kinds = (type: string) => [...run.outputs, ...data.items].filter((item) => item.type === type).length;
  const texts = createTextMeter();
  const textsFit = [...run.outputs, ...data.items]
    .map((item) => texts.fits(item, OUTPUT_CAPS.itemChars))
    .every((fits) => fits);
  const curves = createCurveMeter();
  const curvesFit = [...run.outputs, ...data.items].every((item) => item.type !== 'curve' || curves.fits(item));
  const tooMuch =
    !curvesFit ||
    run.outputs.length + data.items.length > OUTPUT_CAPS.items + 10 ||
    kinds('image') > OUTPUT_CAPS.images ||
    kinds('table') > OUTPUT_CAPS.tables ||
    !textsFit;
  return tooMuch ? no('too-much-output', 'This run has written more than is kept.') : null;
}

/** Why this choice of a language is refused, or null. */
function choiceRefusal(state: InterviewState, { language }: { language: Language }, rules: Rules): No | null {
  if (rules.languages.length < 2) return no('no-choice', 'The language of this interview is given.');
  if (!rules.languages.includes(language))
    return no('unknown-language', 'This interview is not offered in that language.');
  return mayChoose(state) ? null : no('language-stands', 'The first run or score has settled the language.');
}

/** True while the candidate still has to choose a language. */
const undecided = (state: InterviewState, { languages }: Rules): boolean =>
  languages.length > 1 && state.language === null;

const chooseFirst = () => no('no-language', 'Choose a language first.');

function scoreRefusal(state: InterviewState, rules: Rules, now: number): No | null {
  const { tries } = rules.constraints;
  if (triesLeft(state, rules.constraints) === 0) {
    const open = state.scores.some((s) => s.status === 'running');
    return no('no-tries', open ? 'The last try is under way; wait for its end.' : `All ${tries} tries are used.`);
  }
  const wait = waitBeforeScore(state, rules.constraints, now);
  return wait > 0 ? no('too-soon', `The next score is possible in ${Math.ceil(wait / 1000)} s.`) : null;
}

/** Failures that a client may report of itself; the other codes are recorded by the server only. */
const CLIENT_FAILURES: readonly string[] = [
  'code-error',
  'bad-predictions',
  'bad-payload',
  'over-budget',
  'timeout',
  'cancelled',
  'lost',
];

/** What becomes of a message whose type and shape are right and whose role may send it. */
export function judge(
  message: RecordedMessage,
  state: InterviewState,
  speaker: Speaker,
  rules: Rules,
  now: number,
): Verdict {
  const stage = stageOf(state.clock, rules.gated);
  if (!mayInStage(message.type, speaker.role, stage)) return { ok: false, ...stageRefusal(stage, speaker.role) };
  const refusal = detail(message, state, speaker, rules, now);
  if (refusal && !('audience' in refusal)) return refusal;
  const audience = refusal?.audience ?? 'all';
  const type = MESSAGE_EVENT[message.type];
  return {
    ok: true,
    draft: draftOf(type, message.data as EventData<typeof type>, audience),
    before: leftOpen(state, type, now),
  };
}

/** A refusal, the audience of an annotation, or null. */
function detail(
  message: RecordedMessage,
  state: InterviewState,
  speaker: Speaker,
  rules: Rules,
  now: number,
): No | { audience: Visibility } | null {
  switch (message.type) {
    case 'run.start': {
      const { runId } = message.data;
      if (undecided(state, rules)) return chooseFirst();
      return state.runs.some((r) => r.runId === runId) ? no('duplicate', 'This run is known already.') : null;
    }
    case 'language.choose':
      return choiceRefusal(state, message.data, rules);
    case 'run.output':
      return outputRefusal(state, message.data);
    case 'run.limit':
    case 'run.finish': {
      const { runId } = message.data;
      return state.runs.some((r) => r.runId === runId && r.status === 'running')
        ? null
        : no('unknown-run', 'This run is not going on.');
    }
    case 'annotation.add': {
      const { annotationId, audience } = message.data;
      if (state.annotations.some((a) => a.annotationId === annotationId))
        return no('duplicate', 'This note is known already.');
      if (speaker.role === 'candidate' && audience === 'staff')
        return no('forbidden', 'A candidate’s notes are seen by all.');
      return { audience };
    }
    case 'annotation.edit':
    case 'annotation.remove': {
      const found = changeableAnnotation(state, message.data.annotationId, speaker);
      return 'ok' in found ? found : { audience: found.audience };
    }
    case 'rubric.save': {
      const { criterion, level } = message.data;
      const line = rules.rubric.find((c) => c.id === criterion);
      if (!line) return no('unknown-criterion', 'The rubric has no such line.');
      return level === null || level < line.levels.length ? null : no('unknown-level', 'The rubric has no such level.');
    }
    case 'score.request': {
      const { scoreId, hypothesis } = message.data;
      if (undecided(state, rules)) return chooseFirst();
      if (state.ending) return no('ending', 'The interview ends with the score that is running; no new one begins.');
      if (state.scores.some((s) => s.scoreId === scoreId)) return no('duplicate', 'This score is known already.');
      // Asked here and not by the shape of the event: what was stored before is read on.
      if (!isReason(hypothesis.text)) return no('no-reason', reasonSentence);
      return scoreRefusal(state, rules, now);
    }
    case 'score.fail': {
      const { scoreId, failure } = message.data;
      if (!CLIENT_FAILURES.includes(failure.code)) return no('forbidden', 'Only the server can say that.');
      return state.scores.some((s) => s.scoreId === scoreId && s.status === 'running')
        ? null
        : no('unknown-score', 'This score is not going on.');
    }
    default:
      return null;
  }
}
