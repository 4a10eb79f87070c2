/** What the handlers of one HTTP request share: its session, and the socket that it came over. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Session } from './session.ts';

export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  /** `session` is set for every route that is not open to anyone. */
  Variables: { session: Session };
}

export type AppContext = Context<AppEnv>;
