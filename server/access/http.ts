/** What the handlers of one HTTP request share: its session, and the socket that it came over. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Session } from './session.ts';

/** What Hono carries along with a request. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  /** `session` is set for every route that is not open to anyone. */
  Variables: { session: Session };
}

/** A request and its answer, as handlers of this server get them. */
export type AppContext = Context<AppEnv>;
