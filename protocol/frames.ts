/**
 * Binary frames of the socket, read and written: the y-protocols sync and awareness messages of the interview's one document.
 * Both sides use this file. Reading answers with a value instead of throwing, because a frame is the other side's word.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** First varUint of a frame, as in y-protocols. */
const FRAME = { sync: 0, awareness: 1 } as const;

/** Second varUint of a sync frame, as in y-protocols. */
const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** A frame that was read. `stateVector` and `update` are bytes of Yjs, not checked here. */
export type Frame =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'step2' | 'update'; update: Uint8Array }
  | { kind: 'awareness'; update: Uint8Array };

/** What a frame is, or why it is none: `unknown` for a type that does not exist, `malformed` for bytes that do not fit. */
export function readFrame(bytes: Uint8Array): Frame | 'unknown' | 'malformed' {
  try {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type !== FRAME.sync && type !== FRAME.awareness) return 'unknown';
    const step = type === FRAME.sync ? decoding.readVarUint(decoder) : null;
    if (step !== null && step > SYNC.update) return 'unknown';
    const body = decoding.readVarUint8Array(decoder);
    if (decoding.hasContent(decoder)) return 'malformed';
    if (step === null) return { kind: 'awareness', update: body };
    if (step === SYNC.step1) return { kind: 'step1', stateVector: body };
    return { kind: step === SYNC.step2 ? 'step2' : 'update', update: body };
  } catch {
    // lib0 throws where the bytes end too early.
    return 'malformed';
  }
}

function frame(head: readonly number[], body: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  for (const n of head) encoding.writeVarUint(encoder, n);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

/** Asks the other side for what a document with this state vector lacks. */
export const step1Frame = (stateVector: Uint8Array) => frame([FRAME.sync, SYNC.step1], stateVector);
/** Answers a state vector with what it lacks. */
export const step2Frame = (update: Uint8Array) => frame([FRAME.sync, SYNC.step2], update);
/** A change of the document. */
export const updateFrame = (update: Uint8Array) => frame([FRAME.sync, SYNC.update], update);
/** A cursor. */
export const awarenessFrame = (update: Uint8Array) => frame([FRAME.awareness], update);

/** True for an update without structs and without deletions (two zero counts), which is not worth a frame. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.byteLength <= 2;
