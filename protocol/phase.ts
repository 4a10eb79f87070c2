/**
 * What may be done in which phase of an interview: one table for messages, one for what the server records of a score. A message
 * without a row fails the build; the server asks it on arrival and again where the event takes its place in the log, and the
 * candidate's page asks it before it offers anything.
 */
import type { Clock } from './clock.ts';
import type { EventType } from './event.ts';
import { isStaff, type Role } from './role.ts';
import { type ClientMessageType, MESSAGE_EVENT, type RecordedType } from './socket.ts';

/** The phases of the clock, with the wait before the start told apart: `lobby` where an interviewer has to start, `open` where not. */
export const STAGES = ['lobby', 'open', 'running', 'paused', 'ended'] as const;
/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** The stage of an interview by its clock. @param gated whether it has a lobby */
export const stageOf = ({ phase }: Clock, gated: boolean): Stage =>
  phase === 'waiting' ? (gated ? 'lobby' : 'open') : phase;

type Stages = readonly Stage[];

const always: Stages = STAGES;
const never: Stages = [];
const waiting: Stages = ['lobby', 'open'];
/** While work can begin. */
const working: Stages = ['open', 'running'];
/** While what has begun can go on and end, and while people talk. */
const going: Stages = ['open', 'running', 'paused'];
const beforeEnd: Stages = ['lobby', 'open', 'running', 'paused'];

/** Stages in which a message is taken, from the candidate and from staff. Who may send it at all is in `permission.ts`. */
export const MESSAGE_STAGES = {
  'interview.start': { candidate: never, staff: waiting },
  'interview.pause': { candidate: never, staff: ['running'] },
  'interview.resume': { candidate: never, staff: ['paused'] },
  'interview.extend': { candidate: never, staff: beforeEnd },
  'interview.end': { candidate: never, staff: beforeEnd },
  'interview.endAfterScore': { candidate: never, staff: beforeEnd },
  'interview.endCancel': { candidate: never, staff: beforeEnd },
  'interview.reopen': { candidate: never, staff: ['ended'] },
  // In the lobby too, so that the runtime loads meanwhile.
  'language.choose': { candidate: ['lobby', 'open', 'running'], staff: never },
  'browser.check': { candidate: beforeEnd, staff: never },
  'run.start': { candidate: working, staff: never },
  // A run that goes on when the pause comes ends normally.
  'run.limit': { candidate: going, staff: never },
  'run.output': { candidate: going, staff: never },
  'run.finish': { candidate: going, staff: never },
  'output.clear': { candidate: going, staff: never },
  // Notes are talk, not work: they go on in a pause. Staff write them before the start and after the end as well.
  'annotation.add': { candidate: going, staff: always },
  'annotation.edit': { candidate: going, staff: always },
  'annotation.remove': { candidate: going, staff: always },
  'rubric.save': { candidate: never, staff: always },
  'score.request': { candidate: working, staff: never },
  'score.fail': { candidate: going, staff: never },
  // Of an ended interview that nobody watched the ledger is made when staff open it.
  'ledger.snapshot': { candidate: never, staff: always },
  'ledger.answer': { candidate: never, staff: always },
  'ledger.say': { candidate: never, staff: always },
  'ledger.offer': { candidate: never, staff: always },
  ping: { candidate: always, staff: always },
  status: { candidate: always, staff: never },
} as const satisfies Record<ClientMessageType, { candidate: Stages; staff: Stages }>;

/** Stages in which the candidate's binary frames are taken. In a pause: what was typed before the page knew, marked as late. */
export const FRAME_STAGES = { update: going, awareness: always } as const satisfies Record<string, Stages>;

/** Stages in which the server records what became of a score; a re-run by staff is of no phase. */
const RESULT_STAGES: Partial<Record<EventType, Stages>> = { 'score.finished': going, 'score.judged': going };

/** True where the table lists the stage for a message from somebody of this role. */
export function mayInStage(type: ClientMessageType, role: Role, stage: Stage): boolean {
  const row: { candidate: Stages; staff: Stages } = MESSAGE_STAGES[type];
  return (isStaff(role) ? row.staff : row.candidate).includes(stage);
}

const MESSAGE_OF = new Map<EventType, RecordedType>(
  (Object.keys(MESSAGE_EVENT) as RecordedType[]).map((type) => [MESSAGE_EVENT[type], type]),
);

/** True where an event of somebody may take its place in the log. Those of no message (a join, say) have no phase. */
export function mayRecord(type: EventType, role: Role | 'server', stage: Stage): boolean {
  if (role === 'server') return RESULT_STAGES[type]?.includes(stage) ?? true;
  const message = MESSAGE_OF.get(type);
  return message === undefined || mayInStage(message, role, stage);
}

/** True while the candidate may change files and begin runs, Checks and scores. */
export const mayWork = (stage: Stage): boolean => working.includes(stage);
