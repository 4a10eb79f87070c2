/**
 * Who may write to the database: the one process that holds a lock of its session. With its connection the lock is lost, and another
 * server may take it, so each holding has a number (the epoch) that every transaction compares (session.ts). A process that has lost
 * the lock refuses everything, tries to take it again, and goes on only with a new epoch.
 */
import type { StoreLog } from '../port.ts';
import { StoreError } from '../port.ts';
import { connectionOf, PATIENCE, QuietClient, SESSION_SETTINGS } from './client.ts';
import { asStoreError, isLockTimeout } from './errors.ts';
import { FENCE } from './session.ts';

/** Any fixed number: the advisory lock that one server process holds on the database. */
const LOCK = 1_746_203;
/** At the start: a server that was killed loses its lock when PostgreSQL notices the closed connection. */
const FIRST_TRIES = 20;
const AGAIN_MS = 500;
/** Each waits for PATIENCE.lock. */
const FENCE_TRIES = 5;
/** A connection may break without a word; the lock's one is asked this often. */
const CHECK_MS = 2_000;

/** Whether this connection is the one that the lock belongs to: behind a pooler in transaction mode it may not be. */
const IS_MINE = `select
  exists (select from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${LOCK} and granted
    and pid = pg_backend_pid()) as held,
  pg_is_in_recovery() as standby`;

type Life =
  /** At the start, before the tables are there. */
  | { phase: 'locked'; client: QuietClient }
  | { phase: 'owner'; client: QuietClient; epoch: number; timer: NodeJS.Timeout; asking: boolean }
  | { phase: 'lost'; timer: NodeJS.Timeout | null; why: string }
  | { phase: 'closed' };

interface OwnerParts {
  url: string;
  /** The name of all sessions of this process, and of no other's. */
  name: string;
  log: StoreLog;
}

/** This process's hold on the database. */
export class Owner {
  readonly #parts: OwnerParts;
  readonly #onLost = new Set<() => void>();
  #life: Life = { phase: 'lost', timer: null, why: 'it was not taken yet' };

  constructor(parts: OwnerParts) {
    this.#parts = parts;
  }

  /** The number of this holding. @throws StoreError where this process does not own the database now */
  get epoch(): number {
    const life = this.#life;
    if (life.phase === 'owner') return life.epoch;
    if (life.phase === 'lost') throw new StoreError(`this server does not own its database: ${life.why}`);
    throw new StoreError(life.phase === 'closed' ? 'the database is closed' : 'the database is being opened');
  }

  /** Calls `listener` each time the hold is lost. */
  onLost(listener: () => void): void {
    this.#onLost.add(listener);
  }

  /** Takes the lock, for a start. @throws StoreError where another server has it, or the database cannot be reached */
  async take(): Promise<void> {
    for (let attempt = 0; attempt < FIRST_TRIES; attempt++) {
      const client = await this.#lock(false);
      if (client) {
        this.#life = { phase: 'locked', client };
        return;
      }
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
    throw new StoreError('another Holdout server uses this database (DATABASE_URL); stop it first');
  }

  /** Begins the epoch, once the tables are there. @throws StoreError */
  async begin(): Promise<void> {
    if (this.#life.phase !== 'locked') throw new StoreError('the lock of the database was not taken');
    await this.#own(this.#life.client);
  }

  /** Gives the lock back. */
  async close(): Promise<void> {
    const life = this.#life;
    this.#life = { phase: 'closed' };
    if (life.phase === 'owner') clearInterval(life.timer);
    if (life.phase === 'lost' && life.timer) clearTimeout(life.timer);
    if (life.phase === 'owner' || life.phase === 'locked') await life.client.end();
  }

  /** A connection that holds the lock; null where another server's does. @throws StoreError where there is no database to write to */
  async #lock(again: boolean): Promise<QuietClient | null> {
    const { url, name } = this.#parts;
    const client = new QuietClient({ ...connectionOf(url, `${name} lock`), query_timeout: PATIENCE.lockAnswer });
    try {
      await client.connect();
      await client.query(SESSION_SETTINGS);
      if (again) await this.#endFormer(client);
      const { rows } = await client.query<{ standby: boolean; taken: boolean }>(
        'select pg_is_in_recovery() as standby, pg_try_advisory_lock($1) as taken',
        [LOCK],
      );
      // A standby gives out locks too, but they say nothing about the server that takes writes.
      if (rows[0]?.standby) throw new StoreError('DATABASE_URL leads to a standby, which takes no writes');
      if (rows[0]?.taken) return client;
    } catch (e) {
      client.end().catch(() => {});
      throw asStoreError(e);
    }
    await client.end();
    return null;
  }

  /** Ends this process's sessions from before: a connection that broke half-way would hold the lock until PostgreSQL notices. */
  async #endFormer(client: QuietClient): Promise<void> {
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name in ($1, $2) and pid <> pg_backend_pid()`,
      [this.#parts.name, `${this.#parts.name} lock`],
    );
  }

  /** Makes the holder of the lock the owner. @throws StoreError, and the connection is closed */
  async #own(client: QuietClient): Promise<void> {
    try {
      const { rows } = await client.query<{ epoch: string; held: boolean }>(
        `insert into owner (id, epoch) values (1, 1)
          on conflict (id) do update set epoch = owner.epoch + 1 returning epoch`,
      );
      await this.#waitForFormer(client);
      const epoch = Number(rows[0]?.epoch);
      if (!(await this.#isMine(client)))
        throw new StoreError(
          'the lock of the database does not stay with its connection; a pooler before PostgreSQL has to work in session mode',
        );
      if (this.#life.phase === 'closed') throw new StoreError('the database is closed');
      client.once('end', () => this.#lose(client, 'the connection of its lock ended'));
      const timer = setInterval(() => void this.#check(), CHECK_MS);
      timer.unref();
      this.#life = { phase: 'owner', client, epoch, timer, asking: false };
    } catch (e) {
      client.end().catch(() => {});
      throw asStoreError(e);
    }
  }

  /** From the new epoch on no earlier owner's transaction begins; those that have begun are waited for. */
  async #waitForFormer(client: QuietClient): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(`select pg_advisory_lock(${FENCE}), pg_advisory_unlock(${FENCE})`);
        return;
      } catch (e) {
        // PostgreSQL ends the transaction of a machine that is gone within PATIENCE.silence.
        if (!isLockTimeout(e) || attempt === FENCE_TRIES) throw e;
      }
    }
  }

  async #isMine(client: QuietClient): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean; standby: boolean }>(IS_MINE);
    return rows[0]?.held === true && !rows[0].standby;
  }

  async #check(): Promise<void> {
    const life = this.#life;
    if (life.phase !== 'owner' || life.asking) return;
    life.asking = true;
    try {
      if (!(await this.#isMine(life.client))) this.#lose(life.client, 'its lock is gone');
    } catch (e) {
      this.#lose(life.client, asStoreError(e).message);
    }
    life.asking = false;
  }

  #lose(client: QuietClient, why: string): void {
    const life = this.#life;
    if (life.phase !== 'owner' || life.client !== client) return;
    clearInterval(life.timer);
    client.end().catch(() => {});
    this.#life = { phase: 'lost', timer: null, why };
    this.#parts.log.error({ why }, 'the database is not this server’s any more: nothing is taken until it is again');
    for (const listener of this.#onLost) listener();
    void this.#regain();
  }

  /** Tries once to own the database again, and sees to the next try. */
  async #regain(): Promise<void> {
    const why = await this.#tryAgain();
    const life = this.#life;
    if (why === null || life.phase !== 'lost') return;
    if (why !== life.why) this.#parts.log.warn({ why }, 'the database cannot be taken again yet');
    const timer = setTimeout(() => void this.#regain(), AGAIN_MS);
    timer.unref();
    this.#life = { phase: 'lost', timer, why };
  }

  /** @returns why not, or null where this process is the owner again */
  async #tryAgain(): Promise<string | null> {
    try {
      const client = await this.#lock(true);
      if (!client) return 'another Holdout server has taken it over';
      if (this.#life.phase !== 'lost') {
        await client.end();
        return null;
      }
      await this.#own(client);
      this.#parts.log.info({ epoch: this.epoch }, 'the database is this server’s again');
      return null;
    } catch (e) {
      return asStoreError(e).message;
    }
  }
}
