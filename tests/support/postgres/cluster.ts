/** A PostgreSQL of a test's own: in a temporary folder, with fsync, behind a socket file, so that it needs no port. */
import { appendFileSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { NO_CLUSTER, tool, USER } from './tools.ts';

const SETTINGS = `
listen_addresses = ''
fsync = on
max_connections = 60
shared_buffers = 16MB
wal_level = replica
max_wal_senders = 4
hot_standby = on
logging_collector = off
`;

/** One PostgreSQL server and its folder. */
export class Cluster {
  readonly folder: string;
  readonly #data: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#data = join(folder, 'data');
  }

  static #folder(): Cluster {
    if (NO_CLUSTER !== null) throw new Error(NO_CLUSTER);
    const folder = mkdtempSync(join(tmpdir(), 'holdout-pg-'));
    if (USER) chownSync(folder, USER.uid, USER.gid);
    return new Cluster(folder);
  }

  /** Makes a cluster and starts it. */
  static async create(): Promise<Cluster> {
    const cluster = Cluster.#folder();
    const encoding = ['-E', 'UTF8', '--locale=C', '--wal-segsize=1'];
    await cluster.#tool('initdb', ['-D', cluster.#data, '-U', 'postgres', '-A', 'trust', '--no-sync', ...encoding]);
    appendFileSync(join(cluster.#data, 'postgresql.conf'), SETTINGS);
    cluster.#socketHere();
    await cluster.start();
    return cluster;
  }

  /** A standby of this cluster that every commit waits for from now on. */
  async standby(): Promise<Cluster> {
    const standby = Cluster.#folder();
    const source = `host=${this.folder} user=postgres application_name=standby`;
    await standby.#tool('pg_basebackup', ['-D', standby.#data, '-d', source, '-R', '-X', 'stream', '-c', 'fast']);
    standby.#socketHere();
    await standby.start();
    await this.sql(`alter system set synchronous_standby_names = 'standby'`);
    await this.sql('select pg_reload_conf()');
    await this.until("select sync_state = 'sync' as right from pg_stat_replication");
    return standby;
  }

  #socketHere(): void {
    appendFileSync(join(this.#data, 'postgresql.conf'), `unix_socket_directories = '${this.folder}'\n`);
  }

  #tool(name: string, args: string[]): Promise<void> {
    return tool(name, args, this.folder);
  }

  /** Starts the server; resolves when it takes connections. */
  async start(): Promise<void> {
    const log = join(this.folder, 'log');
    await this.#tool('pg_ctl', ['-D', this.#data, '-l', log, '-w', '-t', '60', 'start']).catch((e: unknown) => {
      throw new Error(`${String(e)}\n${readFileSync(log, 'utf8').slice(-2_000)}`);
    });
  }

  /** Stops the server: `fast` ends the sessions in order, `immediate` is a crash. */
  stop(mode: 'fast' | 'immediate'): Promise<void> {
    return this.#tool('pg_ctl', ['-D', this.#data, '-m', mode, '-w', 'stop']);
  }

  /** A standby takes writes from here on; without waiting for another one. */
  async promote(): Promise<void> {
    await this.#tool('pg_ctl', ['-D', this.#data, '-w', 'promote']);
  }

  /** The file on which the server listens. */
  get socket(): string {
    return join(this.folder, '.s.PGSQL.5432');
  }

  /** Runs a statement as the superuser, past every relay. */
  async sql<T extends object>(text: string, values: unknown[] = [], database = 'postgres'): Promise<T[]> {
    const client = new pg.Client({ host: this.folder, user: 'postgres', database, application_name: 'test' });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Asks again until `text` answers a row whose `right` is true. */
  async until(text: string, database = 'postgres'): Promise<void> {
    for (const end = performance.now() + 30_000; performance.now() < end; ) {
      const [row] = await this.sql<{ right: boolean }>(text, [], database);
      if (row?.right) return;
    }
    throw new Error(`did not come true: ${text}`);
  }

  /** Stops the server and removes its folder. */
  async remove(): Promise<void> {
    await this.stop('immediate').catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}
