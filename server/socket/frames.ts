/** Binary frames of the socket: the y-protocols of one document, read with an own hand so that nothing is done on a throw. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { FRAME } from '../../protocol/socket.ts';

/** Second varUint of a sync frame. */
const SYNC = { step1: 0, step2: 1, update: 2 } as const;

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
    return 'malformed';
  }
}

function frame(head: number[], body: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const n of head) encoding.writeVarUint(encoder, n);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder);
}

export const step1Frame = (stateVector: Uint8Array) => frame([FRAME.sync, SYNC.step1], stateVector);
export const step2Frame = (update: Uint8Array) => frame([FRAME.sync, SYNC.step2], update);
export const updateFrame = (update: Uint8Array) => frame([FRAME.sync, SYNC.update], update);
export const awarenessFrame = (update: Uint8Array) => frame([FRAME.awareness], update);

/** An update without structs and deletions (two zero counts). */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.byteLength <= 2;
