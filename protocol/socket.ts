/**
 * The messages on the socket of an interview. Binary frames are y-protocols of the one document (`protocol/frames.ts`); text frames are the
 * JSON messages below. One union a direction, discriminated by `type`; a type that is not listed closes the socket.
 */
import { z } from 'zod';
import { type EventType, eventData, type InterviewEvent, messageId } from './event.ts';
import type { Role } from './role.ts';
import type { InterviewState } from './state.ts';

/** Raised when either side can no longer read the other. */
export const PROTOCOL_VERSION = 1;

/**
 * Messages that become events: message type -> event type. The payload schema is that of the event.
 * The server adds id, time, actor and visibility, commits, acknowledges the sender and sends the event to whom it is visible.
 */
export const MESSAGE_EVENT = {
  'interview.start': 'interview.started',
  'interview.pause': 'interview.paused',
  'interview.resume': 'interview.resumed',
  'interview.extend': 'interview.extended',
  'interview.end': 'interview.ended',
  'interview.endAfterScore': 'interview.endPlanned',
  'interview.endCancel': 'interview.endCancelled',
  'interview.reopen': 'interview.reopened',
  'language.choose': 'language.chosen',
  'browser.check': 'browser.checked',
  'run.start': 'run.started',
  'run.limit': 'run.limited',
  'run.output': 'run.output',
  'run.finish': 'run.finished',
  'output.clear': 'output.cleared',
  'annotation.add': 'annotation.added',
  'annotation.edit': 'annotation.edited',
  'annotation.remove': 'annotation.removed',
  'rubric.save': 'rubric.saved',
  'score.request': 'score.requested',
  'score.fail': 'score.failed',
  'ledger.snapshot': 'ledger.snapshot',
  'ledger.answer': 'ledger.answered',
  'ledger.say': 'ledger.said',
} as const satisfies Record<string, EventType>;
/** The name of a message that becomes an event. */
export type RecordedType = keyof typeof MESSAGE_EVENT;

/** Messages that leave no trace in the log. */
const passing = {
  /** Round trip time: the server answers `pong` with the same `t`. `rttMs` is the last one measured. */
  ping: z.strictObject({ type: z.literal('ping'), t: z.number(), rttMs: z.number().nonnegative().nullable() }),
  /** The candidate's machine, shown to staff: kernel and save state in words and figures. */
  status: z.strictObject({
    type: z.literal('status'),
    kernel: z.enum(['loading', 'ready', 'busy', 'stopping', 'failed']),
    detail: z.string().max(200),
    saved: z.boolean(),
    unsavedMs: z.number().nonnegative(),
  }),
  /**
   * A staff browser that could keep the ledger, every few seconds while its page is open: whether it can, and whether it is seen.
   * `memoryGiB`: as the browser reports it, null where it does not.
   */
  'ledger.offer': z.strictObject({
    type: z.literal('ledger.offer'),
    able: z.boolean(),
    visible: z.boolean(),
    memoryGiB: z.number().nonnegative().nullable(),
  }),
} as const;
/** The name of a message that leaves no trace in the log. */
type PassingType = keyof typeof passing;

/** The name of any message from a client. */
export type ClientMessageType = RecordedType | PassingType;
/** The names of all messages from a client. */
export const CLIENT_MESSAGE_TYPES = [...Object.keys(MESSAGE_EVENT), ...Object.keys(passing)] as ClientMessageType[];

/** A message from a client, parsed. Recorded ones carry `id`, chosen by the client and the same on resend. */
export type RecordedMessage = {
  [T in RecordedType]: { type: T; id: string; data: z.infer<(typeof eventData)[(typeof MESSAGE_EVENT)[T]]> };
}[RecordedType];
/** A message from a client, parsed, that leaves no trace in the log. */
export type PassingMessage = { [T in PassingType]: z.infer<(typeof passing)[T]> }[PassingType];
/** Any message from a client, parsed. */
export type ClientMessage = RecordedMessage | PassingMessage;

const recordedEnvelope = z.strictObject({ type: z.string(), id: messageId, data: z.unknown() });

/** True for a message that becomes an event. */
export const isRecorded = (message: ClientMessage): message is RecordedMessage => message.type in MESSAGE_EVENT;

/** The type as claimed, or null when it is none that exists: the caller closes with `CLOSE.unknownType`. */
export function claimedType(input: unknown): ClientMessageType | null {
  const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : null;
  return CLIENT_MESSAGE_TYPES.find((t) => t === type) ?? null;
}

/** Parses a client's message; throws a ZodError that names the field. */
export function parseClientMessage(input: unknown): ClientMessage {
  const type = claimedType(input);
  if (type && type in passing) return passing[type as PassingType].parse(input) as PassingMessage;
  const message = recordedEnvelope.parse(input);
  const schema = eventData[MESSAGE_EVENT[message.type as RecordedType]];
  return { type: message.type, id: message.id, data: schema.parse(message.data) } as RecordedMessage;
}

/** Somebody with at least one open socket in the interview. */
export interface PresentParticipant {
  participantId: string;
  name: string;
  role: Role;
  /** Number of open sockets. */
  sockets: number;
}

/** From the server. `n` counts what was delivered to this recipient, so a gap is seen and a private event leaves none. */
export type ServerMessage =
  | {
      type: 'welcome';
      protocol: number;
      /** Changes when the server's build does; a page of another build offers to reload. */
      build: string;
      role: Role;
      participantId: string;
      name: string;
      interviewId: string;
      now: number;
      n: number;
      state: InterviewState;
      /** Bytes that the log holds; see `log`. */
      logBytes: number;
      present: PresentParticipant[];
      status: z.infer<typeof passing.status> | null;
    }
  | { type: 'event'; n: number; event: InterviewEvent }
  /** The document follows in pieces, with so many bytes in all: `update` frames, and the last one as `step2`. */
  | { type: 'document'; bytes: number }
  /** The message with this id is committed. Sent to the sender whether or not the event is visible to it. */
  | { type: 'ack'; id: string }
  | { type: 'nack'; id: string; code: string; message: string }
  /**
   * After each commit of edits: how many update frames of this connection are stored, and the stored document's state vector and
   * delete set hash (both base64), so that a quiet client can see that nothing is missing.
   */
  | { type: 'saved'; at: number; edits: number; stateVector: string; deletes: string }
  | { type: 'edit-refused'; code: string; message: string }
  /** How full the log is, of `LIMITS.logBytes`: when it has grown much, and finely from `LIMITS.logWarnShare` on. */
  | { type: 'log'; bytes: number }
  | { type: 'presence'; present: PresentParticipant[] }
  | { type: 'status'; status: z.infer<typeof passing.status>; rttMs: number | null; online: boolean }
  /** To the requester of a score only: single-use address of the hold-out rows. */
  | { type: 'score.grant'; scoreId: string; number: number; url: string; uploadUrl: string }
  /** To staff: who keeps the ledger. `holder`: their name; null where nobody who is there can. */
  | { type: 'ledger.turn'; yours: boolean; holder: string | null }
  | { type: 'pong'; t: number; now: number };
