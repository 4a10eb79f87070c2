/**
 * One interview as a page holds it: who this browser is, what the scenario shows, and the connection. Made once per page and held outside
 * React, so that rendering twice (StrictMode) opens no second socket.
 */
import type { MeResponse } from '../../protocol/api.ts';
import type { Api } from '../api/client.ts';
import { openOutbox } from '../realtime/browserOutbox.ts';
import { Connection } from '../realtime/connection.ts';
import { browserEnv } from '../realtime/env.ts';

/** Address of an interview's socket on this server. */
function socketAddress(interviewId: string, ticket: string): string {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/socket/${encodeURIComponent(interviewId)}?ticket=${encodeURIComponent(ticket)}`;
}

/** A connection for the interview, not yet started. Its outbox belongs to the invite and the interview. */
export async function openConnection(
  api: Api,
  me: MeResponse,
  interviewId: string,
  minutes: number,
): Promise<Connection> {
  const outbox = openOutbox(`${api.inviteId}-${interviewId}`);
  return new Connection({
    interviewId,
    title: me.title ?? '',
    minutes,
    outbox,
    env: browserEnv,
    ticket: () => api.ticket(interviewId),
    address: (ticket) => socketAddress(interviewId, ticket),
  });
}

/** Wires the connection to the page: come back when the network does, warn before leaving with unsaved edits. Returns the way to stop. */
export function attachToPage(connection: Connection, leaveText: string): () => void {
  const retry = () => connection.retryNow();
  const onVisible = () => {
    if (document.visibilityState === 'visible') connection.retryNow();
    else connection.flush();
  };
  const onLeave = (event: BeforeUnloadEvent) => {
    connection.flush();
    if (connection.link.get().save.kind !== 'unsaved') return;
    event.preventDefault();
    event.returnValue = leaveText;
  };
  const onHide = () => connection.flush();
  addEventListener('online', retry);
  addEventListener('beforeunload', onLeave);
  addEventListener('pagehide', onHide);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    removeEventListener('online', retry);
    removeEventListener('beforeunload', onLeave);
    removeEventListener('pagehide', onHide);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
