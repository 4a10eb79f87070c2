/** A whole server in one value: store, scenarios, rooms, HTTP and sockets, and a stop that loses nothing. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';
import { CLOSE } from '../protocol/close.ts';
import { Tickets } from './access/tickets.ts';
import { createApp } from './app.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { Rooms } from './interview/rooms.ts';
import type { ScenarioPort } from './scenarios/port.ts';
import { endLeftRunning } from './score/leftRunning.ts';
import { ScoreLimits } from './score/limits.ts';
import { grantOnRequest } from './score/path.ts';
import { attachSockets } from './socket/upgrade.ts';
import type { Store } from './store/port.ts';
import { Tally } from './tally.ts';
import { archiveThread } from './threads/archives.ts';

/** Time for the slowest of the steps of a stop; then the process ends anyway. */
const STOP_MS = 8_000;
const HEADERS_MS = 10_000;
const REQUEST_MS = 120_000;
const MAX_SOCKETS = 5_000;

/** What a server is made from; it closes the store and the scenarios when it stops. */
interface Parts {
  config: Config;
  clock: Clock;
  log: Logger;
  store: Store;
  scenarios: ScenarioPort;
}

/** A server that listens. */
export interface Running {
  /** Address on which it listens, e.g. `http://127.0.0.1:8080`. */
  url: string;
  deps: Deps;
  /** Commits, closes sockets with 1012, closes the store. */
  stop: () => Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });

/** Listens on `config.host:config.port` (0: any free port). */
export async function startServer(parts: Parts): Promise<Running> {
  const { config, clock, log, store, scenarios } = parts;
  const scoreLimits = new ScoreLimits();
  const onRecorded = grantOnRequest({ store, clock, log, limits: scoreLimits, rooms: () => rooms });
  const onOpened = endLeftRunning({ store, log });
  const tally = new Tally(log);
  const archives = archiveThread();
  const rooms: Rooms = new Rooms({ store, clock, log, tally, scenarios, onRecorded, onOpened });
  store.onLost(() => rooms.endAll(CLOSE.storage));
  const deps: Deps = { ...parts, tickets: new Tickets(clock), rooms, scoreLimits, tally, archives };
  const app = createApp(deps);
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: 30_000 },
  }) as Server;
  server.maxConnections = MAX_SOCKETS;
  const closeSockets = attachSockets(server, deps);
  const address = await listen(server, config.port, config.host);
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  let stopping: Promise<void> | null = null;
  const stopAll = async () => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    await rooms.stop();
    closeSockets();
    server.closeIdleConnections();
    const cut = setTimeout(() => server.closeAllConnections(), 500);
    await closed;
    clearTimeout(cut);
    tally.flush();
    await archives.close();
    await scenarios.close();
    await store.close();
  };
  const stop = () => {
    const late = new Promise<void>((done) => {
      setTimeout(done, STOP_MS).unref();
    });
    stopping ??= Promise.race([stopAll(), late]);
    return stopping;
  };
  return { url: `http://${host}:${address.port}`, deps, stop };
}
