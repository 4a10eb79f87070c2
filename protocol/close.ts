/**
 * How a socket ends: every ending is a value with a code, a reason for machines, a sentence for people, and whether the client
 * should come back by itself. `client/realtime/socketLink.ts` reads `retry`; no list of codes lives anywhere else.
 */
/** How a socket ends. `code` is that of the websocket, `reason` is for machines, `message` is a sentence for people. */
export interface CloseReason {
  code: number;
  reason: string;
  message: string;
  retry: boolean;
}

/** Every ending there is. */
export const CLOSE = {
  restarting: {
    code: 1012,
    reason: 'restarting',
    message: 'The server restarts; you are reconnected by itself.',
    retry: true,
  },
  slow: {
    code: 1013,
    reason: 'slow',
    message: 'The connection was too slow to keep up and is opened anew.',
    retry: true,
  },
  idle: { code: 4001, reason: 'idle', message: 'The connection went silent and is opened anew.', retry: true },
  malformed: {
    code: 4400,
    reason: 'malformed',
    message: 'The server could not read what this page sent. Reload the page.',
    retry: true,
  },
  structure: {
    code: 4422,
    reason: 'structure',
    message: 'This page sent a change that is no change of a file; it was not taken. Reload the page.',
    retry: false,
  },
  /** The server could not handle something of this one socket; nobody else notices. */
  failed: {
    code: 4501,
    reason: 'failed',
    message: 'The server could not handle what this page sent; it is connected again.',
    retry: true,
  },
  unknownType: {
    code: 1003,
    reason: 'unknown-type',
    message: 'This page is older or newer than the server. Reload the page.',
    retry: false,
  },
  unauthorised: {
    code: 4401,
    reason: 'unauthorised',
    message: 'This link is not valid any more. Ask for a new one.',
    retry: false,
  },
  forbidden: { code: 4403, reason: 'forbidden', message: 'This role may not do that.', retry: false },
  revoked: { code: 4404, reason: 'revoked', message: 'This link was revoked by the interviewer.', retry: false },
  full: {
    code: 4005,
    reason: 'full',
    message: 'Too many people are in this interview; ask somebody to leave and reload.',
    retry: false,
  },
  windows: {
    code: 4006,
    reason: 'too-many-windows',
    message: 'You have this interview open in three windows already; close one of them and reload this page.',
    retry: false,
  },
  flood: {
    code: 4429,
    reason: 'flood',
    message: 'This page sent too much too fast; it reconnects in a moment.',
    retry: true,
  },
  tooLarge: {
    code: 1009,
    reason: 'too-large',
    message: 'A change was larger than the server takes. Undo it or make it smaller.',
    retry: true,
  },
  corrupt: {
    code: 4500,
    reason: 'corrupt',
    message: 'This interview cannot be opened safely; nothing was overwritten. Tell the staff.',
    retry: false,
  },
  storage: {
    code: 4503,
    reason: 'storage',
    message: 'The server cannot store changes right now.',
    retry: true,
  },
  replaced: { code: 4409, reason: 'replaced', message: 'This interview was opened in another tab.', retry: false },
} as const satisfies Record<string, CloseReason>;

/** The close value for a code and reason as received, or null where the network itself ended the socket. */
export function closeReason(code: number, reason: string): CloseReason | null {
  return Object.values(CLOSE).find((c) => c.code === code && (reason === '' || c.reason === reason)) ?? null;
}
