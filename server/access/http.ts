/** What the handlers of one HTTP request share: its session, and the socket that it came over. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Interview } from '../store/port.ts';
import type { Session } from './session.ts';

/** A body of bytes that was received; they count as in flight until `done` is called. */
export interface Received {
  bytes: Uint8Array<ArrayBuffer>;
  done: () => void;
}

/** What Hono carries along with a request. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  Variables: {
    /** Set for every route that is not open to anyone. */
    session: Session;
    /** Set for every route of one interview: it is there, and the session reaches it. */
    interview: Interview;
    /** Receives the body, on routes that take bytes; `signal` ends it. @throws Refusal */
    receive: (signal?: AbortSignal) => Promise<Received>;
  };
}

/** A request and its answer, as handlers of this server get them. */
export type AppContext = Context<AppEnv>;
