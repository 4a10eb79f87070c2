/** From an HTTP upgrade to a peer in a room: origin and ticket are checked before the handshake, so nobody unknown gets a socket. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Role } from '../../protocol/role.ts';
import { sameOrigin } from '../access/origin.ts';
import { type Session, sessionAlive } from '../access/session.ts';
import type { Deps } from '../deps.ts';
import { faultOf } from '../fault.ts';
import { CorruptInterviewError } from '../interview/rooms.ts';
import { Peer } from '../peers/peer.ts';
import { placeRefusal } from '../peers/places.ts';
import { receive } from './receive.ts';

/** Takes over `server`'s upgrades. Returns what closes the websocket part. */
export function attachSockets(server: Server, deps: Deps): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });

  /** Refuses before the handshake. */
  function refuse(socket: Duplex, status: string): void {
    deps.tally.note({ status }, 'a socket was refused');
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  /** Refuses after the handshake, where the page is told why. */
  function greet(ws: WebSocket, reason: CloseReason, interview: string, role: Role): void {
    deps.tally.note({ interview, role, reason: reason.reason }, 'a socket was refused');
    ws.on('error', () => {});
    ws.close(reason.code, reason.reason);
    setTimeout(() => ws.terminate(), 1_000).unref();
  }

  /** Why this session gets no socket; null where it does. */
  async function whyNot(session: Session, interviewId: string): Promise<CloseReason | null> {
    try {
      return (await sessionAlive(deps.store, deps.clock, session)) ? null : CLOSE.revoked;
    } catch (e) {
      deps.tally.note({ interview: interviewId, error: faultOf(e) }, 'a session could not be looked up', 'error');
      return CLOSE.storage;
    }
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { config, tickets, rooms, clock } = deps;
    const encrypted =
      config.trustProxy &&
      String(request.headers['x-forwarded-proto'] ?? '')
        .split(',')[0]
        ?.trim() === 'https';
    const facts = { host: request.headers.host, origin: request.headers.origin, encrypted };
    const match = /^\/socket\/([A-Za-z0-9_-]{1,64})\?ticket=([A-Za-z0-9_-]{1,64})$/.exec(request.url ?? '');
    if (!match) return refuse(socket, '404 Not Found');
    if (!sameOrigin(facts, config.publicUrl)) return refuse(socket, '403 Forbidden');
    const admitted = tickets.redeem(match[2] ?? '');
    if (!admitted || admitted.interviewId !== match[1]) return refuse(socket, '401 Unauthorized');
    const { session, interviewId } = admitted;
    let closing: CloseReason | null = null;
    const room = await rooms.hold(interviewId).catch((e: unknown) => {
      closing = e instanceof CorruptInterviewError ? CLOSE.corrupt : CLOSE.storage;
      deps.tally.note({ interview: interviewId, error: faultOf(e) }, 'the room could not be opened', 'error');
      return null;
    });
    // A link revoked between the ticket and here opens nothing. A store that cannot say so now has not revoked it.
    if (room) closing = await whyNot(session, interviewId);
    if (room && !closing) closing = await placeRefusal(room.hub, session);
    if (socket.destroyed) {
      if (room) rooms.release(room);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      if (!room || closing) {
        greet(ws, closing ?? CLOSE.storage, interviewId, session.role);
        if (room) rooms.release(room);
        return;
      }
      const peer = new Peer(ws, session, clock);
      peer.start(
        (data, binary) => receive(room, peer, data, binary),
        (endedBy) => {
          const { participantId: participant, role } = session;
          // Where the whole room was put out, one line says so.
          if (endedBy !== null && !room.ended)
            deps.tally.note(
              { interview: interviewId, participant, role, reason: endedBy },
              'a person was disconnected',
            );
          room.leave(peer);
          rooms.release(room);
        },
      );
      room.join(peer);
    });
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // First of all: a reset during the awaits below must not end the process.
    socket.on('error', () => socket.destroy());
    if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true);
    upgrade(request, socket, head).catch((e: unknown) => {
      deps.tally.note({ error: faultOf(e) }, 'an upgrade failed', 'error');
      socket.destroy();
    });
  };
  server.on('upgrade', onUpgrade);
  return () => {
    server.off('upgrade', onUpgrade);
    sockets.close();
  };
}
