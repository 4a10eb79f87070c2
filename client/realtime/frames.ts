/** Binary frames of the socket, written and read: y-protocols sync (`FRAME.sync`) and awareness (`FRAME.awareness`). */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { FRAME } from '../../protocol/socket.ts';

/** Second varUint of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

export type Frame =
  | { kind: 'step1'; stateVector: Uint8Array }
  | { kind: 'step2' | 'update'; update: Uint8Array }
  | { kind: 'awareness'; update: Uint8Array };

function frame(head: readonly number[], body: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  for (const n of head) encoding.writeVarUint(encoder, n);
  encoding.writeVarUint8Array(encoder, body);
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
}

export const step1Frame = (stateVector: Uint8Array) => frame([FRAME.sync, SYNC.step1], stateVector);
export const step2Frame = (update: Uint8Array) => frame([FRAME.sync, SYNC.step2], update);
export const updateFrame = (update: Uint8Array) => frame([FRAME.sync, SYNC.update], update);
export const awarenessFrame = (update: Uint8Array) => frame([FRAME.awareness], update);

/** Throws where the bytes are no frame of this protocol. */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const head = decoding.readVarUint(decoder);
  if (head === FRAME.awareness) return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) };
  if (head !== FRAME.sync) throw new Error(`unknown frame ${head}`);
  const sync = decoding.readVarUint(decoder);
  const body = decoding.readVarUint8Array(decoder);
  if (sync === SYNC.step1) return { kind: 'step1', stateVector: body };
  if (sync === SYNC.step2) return { kind: 'step2', update: body };
  if (sync === SYNC.update) return { kind: 'update', update: body };
  throw new Error(`unknown sync frame ${sync}`);
}

/** True for an update without structs and without deletions, which is not worth a frame. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.byteLength <= 2;
