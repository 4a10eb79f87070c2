/** The connections of the store: a pool that is made anew when one of them goes silent. */
import pg, { type ClientBase, type CustomTypesConfig, type PoolConfig } from 'pg';
import { integer } from '../bind.ts';
import { connectionOf, PATIENCE, QuietClient, SESSION_SETTINGS } from './client.ts';
import { asStoreError } from './errors.ts';
import { Session } from './session.ts';

const INT8 = 20;
const SIZE = 8;

const parser = (oid: number) =>
  oid === INT8 ? (text: string) => integer(BigInt(text)) : pg.types.getTypeParser(oid, 'text');
/** 64-bit integers as numbers where they are exact. */
const types = { getTypeParser: parser } as CustomTypesConfig;

type Pool = InstanceType<typeof pg.Pool>;

/** Which connections there are to be. */
interface ConnectionsParts {
  url: string;
  /** The name of the sessions in `pg_stat_activity`. */
  name: string;
  /** As of a {@link Session}. Without one PostgreSQL refuses every write of these connections. */
  epoch: (() => number) | null;
}

/** A pool as kysely uses one. */
export class Connections {
  readonly #parts: ConnectionsParts;
  #pool: Pool;

  constructor(parts: ConnectionsParts) {
    this.#parts = parts;
    this.#pool = this.#open();
  }

  #open(): Pool {
    const { url, name, epoch } = this.#parts;
    const readOnly = epoch === null;
    // The driver's types lag behind: they do not know `onConnect`.
    const options: PoolConfig & { onConnect: (client: ClientBase) => Promise<void> } = {
      ...connectionOf(url, name),
      query_timeout: PATIENCE.answer,
      max: SIZE,
      types,
      Client: QuietClient,
      onConnect: async (client) => {
        await client.query(SESSION_SETTINGS);
        if (readOnly) await client.query("select set_config('default_transaction_read_only', 'on', false)");
      },
    };
    const pool = new pg.Pool(options);
    // An idle connection that breaks is replaced by the pool; the next query shows whether the database is there.
    pool.on('error', () => {});
    return pool;
  }

  /** A connection for one caller. @throws StoreError where none opens or is free in time */
  async connect(): Promise<Session> {
    const pool = this.#pool;
    const client = await pool.connect().catch((e: unknown) => {
      throw asStoreError(e);
    });
    return new Session(client, {
      epoch: this.#parts.epoch,
      // The idle ones lead to the same place, and each of them would cost its caller the same wait.
      onSilence: () => {
        if (this.#pool === pool) this.renew();
      },
    });
  }

  /** Leaves all connections to those who use them now, and opens others for whoever comes next. */
  renew(): void {
    const old = this.#pool;
    this.#pool = this.#open();
    // Ends when the last connection comes back; nobody waits for that.
    old.end().catch(() => {});
  }

  /** Closes all connections. */
  end(): Promise<void> {
    return this.#pool.end();
  }
}
