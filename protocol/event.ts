/**
 * The log of an interview: one append-only union. Live view, replay, report and exports are folds of it.
 * Actor, time and visibility are set by the server; `id` is the sender's message id, unique in the interview, so that a resent
 * message is stored once.
 */
import { z } from 'zod';
import { anchor } from './anchor.ts';
import { language } from './language.ts';
import { ledgerAnswers, ledgerSaid, ledgerSnapshot } from './ledger.ts';
import { LIMITS } from './limits.ts';
import { outputItem } from './output.ts';
import { actor } from './role.ts';
import {
  checkResult,
  hypothesis,
  privateScore,
  publicScore,
  scoreFailure,
  verification,
  weightInventory,
} from './score.ts';

/** Who sees an event: everybody, or all roles but the candidate. */
const visibility = z.enum(['all', 'staff']);
/** A parsed {@link visibility}. */
export type Visibility = z.infer<typeof visibility>;

const id = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What is run: a cell, the selected lines, a whole file, or the check of the contract. */
const runKind = z.enum(['cell', 'selection', 'file', 'check']);
/** A parsed {@link runKind}. */
export type RunKind = z.infer<typeof runKind>;

/** `abandoned`: the page that ran it went away before it reported an end. `lost`: the interpreter died. */
const runStatus = z.enum(['ok', 'error', 'stopped', 'timeout', 'lost', 'abandoned']);
/** A parsed {@link runStatus}. */
export type RunStatus = z.infer<typeof runStatus>;

/** Payloads by event type. The one place where an event is added; union, fold and permissions derive from its keys. */
export const eventData = {
  'interview.created': z.strictObject({
    title: z.string(),
    slug: z.string(),
    version: z.string(),
    minutes: z.number().int().positive(),
  }),
  'interview.started': z.strictObject({}),
  /** `reason`: what the interviewer wrote for the candidate. */
  'interview.paused': z.strictObject({ reason: z.string().trim().min(1).max(200).optional() }),
  'interview.resumed': z.strictObject({}),
  'interview.extended': z.strictObject({ minutes: z.number().int().min(1).max(240) }),
  'interview.ended': z.strictObject({ reason: z.string().max(200) }),
  /** The end comes by itself with the end of the score that is running. */
  'interview.endPlanned': z.strictObject({ reason: z.string().max(200) }),
  'interview.endCancelled': z.strictObject({}),
  'interview.reopened': z.strictObject({}),
  /** The edit that follows came in a pause: it was typed before its page knew. `chars` counts what it adds. */
  'edit.late': z.strictObject({ chars: z.number().int().nonnegative() }),
  'participant.joined': z.strictObject({}),
  'language.chosen': z.strictObject({ language }),
  'browser.checked': z.strictObject({
    isolated: z.boolean(),
    wasm: z.boolean(),
    memoryGiB: z.number().nullable(),
    screen: z.string().max(40),
    agent: z.string().max(400),
  }),
  'run.started': z.strictObject({
    runId: id,
    kind: runKind,
    file: z.string().max(120),
    /** 1-based first and last line, or null for the whole file. */
    lines: z.tuple([z.number().int().positive(), z.number().int().positive()]).nullable(),
    code: z.string().max(LIMITS.codeChars),
  }),
  /** Code of the run executes from now on, or its limit was raised: it may execute for so many seconds in all. */
  'run.limited': z.strictObject({ runId: id, seconds: z.number().int().min(1).max(LIMITS.runSecondsMost) }),
  'run.output': z.strictObject({ runId: id, items: z.array(outputItem).min(1).max(200) }),
  'run.finished': z.strictObject({
    runId: id,
    status: runStatus,
    durationMs: z.number().nonnegative(),
    varsLost: z.boolean(),
    weights: weightInventory.nullable(),
    check: checkResult.nullable(),
  }),
  'output.cleared': z.strictObject({}),
  'annotation.added': z.strictObject({
    annotationId: id,
    audience: visibility,
    anchor,
    text: z.string().trim().min(1).max(LIMITS.noteChars),
  }),
  'annotation.edited': z.strictObject({
    annotationId: id,
    text: z.string().trim().min(1).max(LIMITS.noteChars),
    /** Where the note was moved to; absent where it stays. */
    anchor: anchor.optional(),
  }),
  'annotation.removed': z.strictObject({ annotationId: id }),
  'rubric.saved': z.strictObject({
    criterion: z.string().max(80),
    level: z.number().int().min(0).max(10).nullable(),
    note: z.string().max(LIMITS.noteChars),
  }),
  'score.requested': z.strictObject({ scoreId: id, hypothesis }),
  'score.finished': z.strictObject({ scoreId: id, public: publicScore }),
  'score.judged': z.strictObject({ scoreId: id, private: privateScore }),
  'score.failed': z.strictObject({ scoreId: id, failure: scoreFailure }),
  'score.verified': z.strictObject({ scoreId: id, verification }),
  'ledger.snapshot': ledgerSnapshot,
  'ledger.answered': ledgerAnswers,
  'ledger.said': ledgerSaid,
} as const;

/** The name of an event. */
export type EventType = keyof typeof eventData;
/** What an event of this type carries. */
export type EventData<T extends EventType> = z.infer<(typeof eventData)[T]>;
/** The names of all events. */
export const EVENT_TYPES = Object.keys(eventData) as EventType[];

/**
 * Who sees an event. `by-audience` follows the audience of the annotation (for edits and removals: that of the annotation they
 * name); everything unlisted fails to compile.
 */
export const EVENT_VISIBILITY = {
  'interview.created': 'staff',
  'interview.started': 'all',
  'interview.paused': 'all',
  'interview.resumed': 'all',
  'interview.extended': 'all',
  'interview.ended': 'all',
  'interview.endPlanned': 'all',
  'interview.endCancelled': 'all',
  'interview.reopened': 'all',
  'edit.late': 'staff',
  'participant.joined': 'all',
  'language.chosen': 'all',
  'browser.checked': 'all',
  'run.started': 'all',
  'run.limited': 'all',
  'run.output': 'all',
  'run.finished': 'all',
  'output.cleared': 'all',
  'annotation.added': 'by-audience',
  'annotation.edited': 'by-audience',
  'annotation.removed': 'by-audience',
  'rubric.saved': 'staff',
  'score.requested': 'all',
  'score.finished': 'all',
  'score.judged': 'staff',
  'score.failed': 'all',
  'score.verified': 'all',
  'ledger.snapshot': 'staff',
  'ledger.answered': 'staff',
  'ledger.said': 'staff',
} as const satisfies Record<EventType, Visibility | 'by-audience'>;

/** One event as stored and sent. `at` is the server's clock in ms since 1970. */
export type InterviewEvent = {
  [T in EventType]: {
    id: string;
    at: number;
    actor: z.infer<typeof actor>;
    visibility: Visibility;
    type: T;
    data: EventData<T>;
  };
}[EventType];

const envelope = z.object({ id: z.string().min(1).max(64), at: z.number(), actor, visibility });

/** Parses a stored or received event; throws a ZodError that names the field. */
export function parseEvent(input: unknown): InterviewEvent {
  const { type, data } = z
    .object({ type: z.enum(EVENT_TYPES as [EventType, ...EventType[]]), data: z.unknown() })
    .parse(input);
  return { ...envelope.parse(input), type, data: eventData[type].parse(data) } as InterviewEvent;
}

export { id as messageId };
