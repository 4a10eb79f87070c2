/** kysely on an open libsql database: one connection, used by one caller at a time (the worker thread's loop). */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type Database from 'libsql';
import { bind, integer } from '../bind.ts';

type Statement = ReturnType<Database.Database['prepare']>;

/** Statements that stay prepared; the store has a few dozen shapes, a list of ids in an `in` makes more. */
const MAX_STATEMENTS = 500;

class LibsqlConnection implements DatabaseConnection {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Statement>();

  constructor(db: Database.Database) {
    this.#db = db;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const values = query.parameters.map(bind);
    let statement = this.#statements.get(query.sql);
    if (!statement) {
      statement = this.#db.prepare(query.sql);
      if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
      this.#statements.set(query.sql, statement);
    }
    if ((statement as Statement & { reader: boolean }).reader) {
      const rows = statement.all(values) as Record<string, unknown>[];
      for (const row of rows) {
        for (const [key, value] of Object.entries(row)) if (typeof value === 'bigint') row[key] = integer(value);
      }
      return { rows: rows as R[] };
    }
    const { changes } = statement.run(values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the port has no streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('libsql: streaming is not used here');
  }
}

class LibsqlDriver implements Driver {
  readonly #db: Database.Database;
  readonly #connection: LibsqlConnection;
  #depth = 0;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#connection = new LibsqlConnection(db);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  // A transaction of the store lives inside the worker's group transaction, so each one is a savepoint.
  async beginTransaction(): Promise<void> {
    this.#depth += 1;
    this.#db.exec(`savepoint t${this.#depth}`);
  }

  async commitTransaction(): Promise<void> {
    this.#db.exec(`release t${this.#depth}`);
    this.#depth -= 1;
  }

  async rollbackTransaction(): Promise<void> {
    if (!this.#db.inTransaction) {
      // A full disk has rolled everything back by itself.
      this.#depth = 0;
      return;
    }
    this.#db.exec(`rollback to t${this.#depth}`);
    this.#db.exec(`release t${this.#depth}`);
    this.#depth -= 1;
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    this.#db.close();
  }
}

/** SQLite rolls back table changes too, so a migration that is killed leaves nothing behind. */
class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely over an open database. */
export const libsqlDialect = (db: Database.Database): Dialect => ({
  createAdapter: () => new LibsqlAdapter(),
  createDriver: () => new LibsqlDriver(db),
  createIntrospector: (kysely: Kysely<unknown>) => new SqliteIntrospector(kysely),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});
