/** A connection to PostgreSQL whose failures are always heard, and that ends also where the network does not answer. */
import pg, { type ClientConfig } from 'pg';

/** After the farewell the server has this long to close; a half-open connection never does. */
const CUT_MS = 1_000;

/** How long each step may take, in ms. What takes longer fails, so that nothing waits for ever. */
export const PATIENCE = {
  /** Until a connection is open, or one of the pool is free. */
  connect: 3_000,
  /** For a lock within PostgreSQL, such as a row that another session holds. */
  lock: 3_000,
  /** For a statement, as PostgreSQL counts it. */
  statement: 5_000,
  /** For an answer, as this process counts it: the only limit that is left where the network is silent. */
  answer: 6_000,
  /** For an answer on the connection that holds the lock of the database, which is asked for nothing large. */
  lockAnswer: 4_000,
  /** For a transaction whose client says nothing: the sessions of a machine that is gone end by themselves. */
  silence: 10_000,
} as const;

/** What every connection has in common. */
export const connectionOf = (url: string, name: string) => ({
  connectionString: url,
  application_name: name,
  keepAlive: true,
  keepAliveInitialDelayMillis: 5_000,
  connectionTimeoutMillis: PATIENCE.connect,
});

/**
 * Settings of a session, as a statement: PgBouncer refuses settings that come with the connection.
 * - PostgreSQL notices within 20 s that a client's machine is gone, and gives back the locks that it held.
 * - Acknowledged means on disk, so a database whose `synchronous_commit` is off is asked to wait. What waits for standbys stays as it is.
 */
export const SESSION_SETTINGS = `select
  set_config('lock_timeout', '${PATIENCE.lock}', false),
  set_config('statement_timeout', '${PATIENCE.statement}', false),
  set_config('idle_in_transaction_session_timeout', '${PATIENCE.silence}', false),
  set_config('tcp_keepalives_idle', '5', false),
  set_config('tcp_keepalives_interval', '5', false),
  set_config('tcp_keepalives_count', '3', false),
  case current_setting('synchronous_commit') when 'off' then set_config('synchronous_commit', 'on', false) end`;

/** The part of the driver that its types do not show; the driver's own pool uses it too. */
interface Wire {
  connection?: { stream: { destroy(): void } };
}

/** The routine of PostgreSQL that warns where a commit was not waited for on its standby. */
const NOT_REPLICATED = 'SyncRepWaitForLSN';

/** A client that never throws from the event loop: a failure that nobody waits for is seen by the next query. */
export class QuietClient extends pg.Client {
  #unreplicated = false;

  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => {});
    this.on('notice', (notice) => {
      if (notice.routine === NOT_REPLICATED) this.#unreplicated = true;
    });
  }

  /**
   * True once after a commit that PostgreSQL reported as done although its standby has not confirmed it: somebody cancelled the wait
   * (`pg_cancel_backend`). A failover may lose such a commit.
   */
  takeUnreplicated(): boolean {
    const was = this.#unreplicated;
    this.#unreplicated = false;
    return was;
  }

  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    setTimeout(() => (this as unknown as Wire).connection?.stream.destroy(), CUT_MS).unref();
    return callback ? super.end(callback) : super.end();
  }
}
