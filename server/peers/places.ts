/** Places in a room: so many sockets in all, per person, and some kept for staff. Nobody is kept out by sockets that are dead. */
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff } from '../../protocol/role.ts';
import type { Session } from '../access/session.ts';
import type { Hub } from './hub.ts';

const sameAs =
  ({ participantId }: Session) =>
  (peer: { session: Session }): boolean =>
    peer.session.participantId === participantId;

/** Why there is no place for one more socket of this person, or null. */
function refusal(hub: Hub, session: Session): CloseReason | null {
  const peers = hub.peers();
  if (peers.filter(sameAs(session)).length >= LIMITS.connectionsPerParticipant) return CLOSE.windows;
  if (peers.length >= LIMITS.connections) return CLOSE.full;
  const candidates = peers.filter((peer) => !isStaff(peer.session.role)).length;
  const left = LIMITS.connections - LIMITS.connectionsForStaff - candidates;
  return isStaff(session.role) || left > 0 ? null : CLOSE.full;
}

/**
 * Why there is no place for one more socket of this person, or null. Before it is refused, the sockets in its way have to show that they
 * are alive: a page that comes back over a flapping link has left dead ones behind, which take the place of none.
 */
export async function placeRefusal(hub: Hub, session: Session): Promise<CloseReason | null> {
  const first = refusal(hub, session);
  if (!first) return null;
  const inTheWay = first === CLOSE.windows ? hub.peers().filter(sameAs(session)) : hub.peers();
  await Promise.all(
    inTheWay.map(async (peer) => {
      if (!(await peer.answers(LIMITS.probeMs))) peer.close(CLOSE.idle, 0);
    }),
  );
  return refusal(hub, session);
}
