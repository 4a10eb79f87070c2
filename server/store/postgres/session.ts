/** One connection for the time that a query or transaction needs it: guarded values, the port's errors, and the fence. */
import type { PoolClient, QueryResult } from 'pg';
import { bind } from '../bind.ts';
import { FencedError, StoreError } from '../port.ts';
import type { QuietClient } from './client.ts';
import { asStoreError, breaksConnection, isSilence } from './errors.ts';

/** Shared by every transaction that writes; a new owner takes it alone for a moment, and so waits for those of the owner before. */
export const FENCE = 1_746_204;

/** What a session needs to know of its process. */
export interface SessionParts {
  /** The epoch in which this process owns the database; throws where it does not. Null: a reader, whose transactions are not fenced. */
  epoch: (() => number) | null;
  /** A query got no answer in time. */
  onSilence: () => void;
}

/** The part of the driver's client that kysely uses. */
export class Session {
  readonly #client: PoolClient;
  readonly #parts: SessionParts;
  #broken: Error | null = null;

  constructor(client: PoolClient, parts: SessionParts) {
    this.#client = client;
    this.#parts = parts;
  }

  /** Runs a statement. @throws BindError, StoreError */
  async query(text: string, values: readonly unknown[]): Promise<QueryResult> {
    if (this.#broken) throw this.#broken;
    try {
      if (text === 'begin') return await this.#begin();
      if (text === 'commit') return await this.#commit();
      return await this.#client.query(text, values.map(bind));
    } catch (e) {
      const error = asStoreError(e);
      if (!(e instanceof StoreError) && breaksConnection(e)) {
        this.#broken = error;
        if (isSilence(e)) this.#parts.onSilence();
      }
      throw error;
    }
  }

  /** Gives the connection back; a broken one is closed. */
  release(): void {
    this.#client.release(this.#broken ?? undefined);
  }

  /**
   * Begins a transaction that only the owner of the database can commit. In one round trip: the shared lock first, then the epoch as it
   * is after every earlier owner's transactions and before any later one's. While this transaction is open no other owner can begin.
   */
  async #begin(): Promise<QueryResult> {
    const { epoch } = this.#parts;
    if (!epoch) return this.#client.query('begin');
    const mine = epoch();
    const answer: unknown = await this.#client.query(
      `begin; select pg_advisory_xact_lock_shared(${FENCE}); select epoch from owner`,
    );
    // Three statements, three results; the driver's types know of one.
    const [begun, , row] = answer as [QueryResult, QueryResult, QueryResult<{ epoch: number }>];
    const found = row.rows[0]?.epoch;
    if (found === mine) return begun;
    // kysely rolls back only what it saw begin.
    await this.#client.query('rollback');
    throw new FencedError(
      `another server has taken over this database (epoch ${found ?? 'none'}, this server's was ${mine}): nothing was written`,
    );
  }

  async #commit(): Promise<QueryResult> {
    const done = await this.#client.query('commit');
    // A transaction that has failed answers a commit with ROLLBACK, which is no error to the driver.
    if (done.command !== 'COMMIT') throw new StoreError(`PostgreSQL answered a commit with ${done.command}`);
    if ((this.#client as unknown as QuietClient).takeUnreplicated())
      throw new StoreError('PostgreSQL committed without its standby: the wait for it was cancelled');
    return done;
  }
}
