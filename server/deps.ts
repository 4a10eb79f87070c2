/** What the parts of the server are given: no part reaches for the environment, the clock or a file by itself. */
import type { Logger } from 'pino';
import type { Tickets } from './access/tickets.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Rooms } from './interview/rooms.ts';
import type { ScenarioPort } from './scenarios/port.ts';
import type { ScoreLimits } from './score/limits.ts';
import type { Store } from './store/port.ts';
import type { Tally } from './tally.ts';
import type { Archives } from './threads/archives.ts';

/** What routes and sockets work with. */
export interface Deps {
  config: Config;
  clock: Clock;
  log: Logger;
  store: Store;
  scenarios: ScenarioPort;
  tickets: Tickets;
  rooms: Rooms;
  tally: Tally;
  archives: Archives;
  scoreLimits: ScoreLimits;
}
