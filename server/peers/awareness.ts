/** Where the candidate's cursor is: one state per socket, with a name that the server writes. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { LIMITS } from '../../protocol/limits.ts';

/** A cursor in the format of y-protocols: `clientId` is that of the Y.Doc, `clock` counts its states. */
export interface AwarenessState {
  clientId: number;
  clock: number;
  /** Null: gone. */
  state: Record<string, unknown> | null;
}

/** Exactly one state of at most 4 KiB, or null for anything else. */
export function readAwareness(update: Uint8Array): AwarenessState | null {
  if (update.byteLength > LIMITS.awarenessBytes) return null;
  try {
    const decoder = decoding.createDecoder(update);
    if (decoding.readVarUint(decoder) !== 1) return null;
    const clientId = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state: unknown = JSON.parse(decoding.readVarString(decoder));
    if (decoding.hasContent(decoder) || typeof state !== 'object' || Array.isArray(state)) return null;
    return { clientId, clock, state: state as Record<string, unknown> | null };
  } catch {
    return null;
  }
}

/** The one state as an awareness update of y-protocols. */
export function writeAwareness({ clientId, clock, state }: AwarenessState): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, JSON.stringify(state));
  return encoding.toUint8Array(encoder);
}
