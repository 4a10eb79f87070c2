/** What arrives on a socket, in order: size and rate, role, shape, and only then the room. Nothing here acknowledges anything. */
import type { RawData } from 'ws';
import { z } from 'zod';
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import { messageId } from '../../protocol/event.ts';
import { isEmptyUpdate, readFrame } from '../../protocol/frames.ts';
import { FRAME_ROLES, mayMessage } from '../../protocol/permission.ts';
import type { Role } from '../../protocol/role.ts';
import { type ClientMessage, claimedType, isRecorded, parseClientMessage } from '../../protocol/socket.ts';
import type { Room } from '../interview/room.ts';
import { readAwareness } from '../peers/awareness.ts';
import type { Peer } from '../peers/peer.ts';

const may = (roles: readonly Role[], peer: Peer) => roles.includes(peer.session.role);

/** Why the socket has to be closed, or null. */
function receiveBinary(room: Room, peer: Peer, bytes: Uint8Array): CloseReason | null {
  const frame = readFrame(bytes);
  if (frame === 'unknown') return CLOSE.unknownType;
  if (frame === 'malformed') return CLOSE.malformed;
  if (frame.kind === 'awareness') {
    if (!may(FRAME_ROLES.awareness, peer)) return CLOSE.forbidden;
    const state = readAwareness(frame.update);
    if (!state) return CLOSE.malformed;
    return room.hub.cursor(peer, state) ? null : CLOSE.forbidden;
  }
  peer.synced();
  if (frame.kind === 'step1') {
    room.edits.sync(peer, frame.stateVector);
    return null;
  }
  // Every client answers a state vector, also one that may not edit: an empty update is fine from anybody.
  if (isEmptyUpdate(frame.update)) return null;
  if (!may(FRAME_ROLES.update, peer)) return CLOSE.forbidden;
  room.edits.take(peer, frame.update);
  return null;
}

type Read = { message: ClientMessage } | { close: CloseReason } | { nack: string; why: string };

function readMessage(peer: Peer, text: string): Read {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return { close: CLOSE.malformed };
  }
  const type = claimedType(input);
  if (!type) return { close: CLOSE.unknownType };
  if (!mayMessage(peer.session.role, type)) return { close: CLOSE.forbidden };
  try {
    return { message: parseClientMessage(input) };
  } catch (e) {
    const id = messageId.safeParse((input as { id?: unknown }).id);
    if (!id.success) return { close: CLOSE.malformed };
    const issue = e instanceof z.ZodError ? e.issues[0] : undefined;
    // Names the field, never its content.
    const why = issue ? `${issue.path.join('.') || 'the message'}: ${issue.message}` : 'the message cannot be read';
    return { nack: id.data, why: why.slice(0, 500) };
  }
}

function receiveText(room: Room, peer: Peer, text: string): CloseReason | null {
  const read = readMessage(peer, text);
  if ('close' in read) return read.close;
  if ('nack' in read) {
    peer.say({ type: 'nack', id: read.nack, code: 'invalid', message: read.why });
    return null;
  }
  const { message } = read;
  if (isRecorded(message)) room.hear(peer, message);
  else if (message.type === 'status') room.status.set(message);
  else if (message.type === 'ledger.offer') room.keeper.offered(peer, message);
  else {
    peer.say({ type: 'pong', t: message.t, now: room.now() });
    room.status.setRtt(peer, message.rttMs);
  }
  return null;
}

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data as Buffer);

/** One frame of an open socket. Whatever goes wrong with it ends this socket and no other. */
export function receive(room: Room, peer: Peer, data: RawData, binary: boolean): void {
  try {
    take(room, peer, data, binary);
  } catch (e) {
    room.failed(peer, e);
  }
}

function take(room: Room, peer: Peer, data: RawData, binary: boolean): void {
  if (!peer.open || room.ended) return;
  const bucket = binary ? peer.updates : peer.messages;
  const bytes = bytesOf(data);
  const reason = !bucket.take()
    ? CLOSE.flood
    : binary
      ? receiveBinary(room, peer, bytes)
      : receiveText(room, peer, Buffer.from(bytes).toString('utf8'));
  if (reason) peer.close(reason);
}
