/** Two servers and one database: there is one writer, and the other one knows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NO_LOG, type Store, type StoreLog } from '../../../server/store/port.ts';
import { openPostgres } from '../../../server/store/postgres.ts';
import { Cluster } from '../../support/postgres/cluster.ts';
import { Relay } from '../../support/postgres/relay.ts';
import { NO_CLUSTER } from '../../support/postgres/tools.ts';
import { testServer } from '../../support/server/host.ts';
import { hasFiles } from '../../support/server/room.ts';
import { FILE } from '../../support/server/scenario.ts';
import { entry, interview } from '../store/contract.ts';

if (NO_CLUSTER !== null) console.warn(`SKIPPED: owners of a PostgreSQL: ${NO_CLUSTER}`);

/** Resolves once `ready` is true; it is asked again and again, because nobody reports it. */
async function until(ready: () => Promise<boolean>): Promise<void> {
  while (!(await ready())) await new Promise((done) => setImmediate(done));
}

describe.skipIf(NO_CLUSTER !== null)(`who owns a PostgreSQL${NO_CLUSTER ? ` (${NO_CLUSTER})` : ''}`, () => {
  let cluster: Cluster;
  /** Two ways to the same database, so that one server can be cut off. */
  let relays: [Relay, Relay];
  let n = 0;
  let database = '';
  const open: Store[] = [];
  const said: string[] = [];
  const log: StoreLog = { ...NO_LOG, warn: (facts) => said.push(JSON.stringify(facts)) };

  beforeAll(async () => {
    cluster = await Cluster.create();
    relays = [await Relay.to(cluster.socket), await Relay.to(cluster.socket)];
  }, 120_000);
  beforeEach(async () => {
    database = `owned_${n++}`;
    await cluster.sql(`create database ${database}`);
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });
  afterAll(async () => {
    for (const relay of relays ?? []) await relay.close();
    await cluster?.remove();
  }, 60_000);

  const start = async (which: 0 | 1): Promise<Store> => {
    const store = await openPostgres(relays[which].url(database), log);
    open.push(store);
    return store;
  };
  const ids = async (store: Store) => (await store.read('i')).entries.map((e) => e.id);
  const endLock = () =>
    cluster.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like '% lock'`,
      [database],
    );

  test('[ST41, ST45] a server that is cut off loses the database to another one, and stays in refusal until it is given back', async () => {
    const first = await start(0);
    await first.createInterview(interview('i'), [], [entry('seed')]);
    let losses = 0;
    first.onLost(() => {
      losses += 1;
    });
    relays[0].freeze();
    await endLock();
    const second = await start(1);
    await second.append('i', [entry('second')]);
    await expect(first.append('i', [entry('first')])).rejects.toThrow();
    relays[0].thaw();
    await until(async () => said.some((line) => line.includes('another Holdout server has taken it over')));
    expect(losses).toBe(1);
    await expect(first.ping()).rejects.toThrow(/does not own its database/);
    await expect(first.interviews()).rejects.toThrow(/does not own its database/);
    expect(await ids(second)).toEqual(['seed', 'second']);
    await second.close();
    await until(() =>
      first.ping().then(
        () => true,
        () => false,
      ),
    );
    expect(await ids(first)).toEqual(['seed', 'second']);
    expect(await first.append('i', [entry('third')])).toEqual([{ id: 'third', seq: 3, duplicate: false }]);
  });

  test('[ST45] a blind server, whose connections live while its lock has gone, writes nothing', async () => {
    const first = await start(0);
    await first.createInterview(interview('i'), [], [entry('seed')]);
    // What another server does when it takes over; the lock of the first one stays, so that it notices nothing.
    await cluster.sql('update owner set epoch = epoch + 1', [], database);
    const { end } = await first.read('i');
    for (const write of [
      () => first.append('i', [entry('blind')], end),
      () => first.append('i', [entry('blind')]),
      () => first.createInterview(interview('j'), [], [entry('seed')]),
      () => first.putSnapshot('i', { seq: 1, body: new Uint8Array(3) }),
      () => first.quarantine('i', 1, 'x', 1),
    ])
      await expect(write()).rejects.toThrow(/another server has taken over this database/);
    expect(await ids(first)).toEqual(['seed']);
    expect(await first.snapshot('i')).toBeNull();
  });

  test('[ST45] whoever takes over waits for a transaction that has begun', async () => {
    const first = await start(0);
    await first.createInterview(interview('i'), [], [entry('seed')]);
    // Holds up the append within its transaction.
    const holder = cluster.sql('begin; lock table log in exclusive mode; select pg_sleep(60)', [], database);
    holder.catch(() => {});
    const waits = (lock: string) =>
      cluster.until(`select count(*) > 0 as right from pg_locks where not granted and ${lock}`, database);
    await cluster.until(
      "select count(*) > 0 as right from pg_locks where mode = 'ExclusiveLock' and relation = 'log'::regclass",
      database,
    );
    const append = first.append('i', [entry('late')]);
    await waits("relation = 'log'::regclass");
    relays[0].shut();
    await endLock();
    const second = start(1);
    await waits("locktype = 'advisory'");
    await cluster.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()",
    );
    expect(await append).toEqual([{ id: 'late', seq: 2, duplicate: false }]);
    expect(await ids(await second)).toEqual(['seed', 'late']);
    relays[0].thaw();
  });

  test('[ST44] a room that has missed a row of another writer ends, and its people come back to what the log holds', async () => {
    const server = await testServer({ store: await openPostgres(relays[0].url(database)) });
    try {
      const { id, links } = await server.interview();
      const c = await server.client(links.candidate, 'Cora', { reconnect: true });
      await c.until(() => hasFiles(c), 'the scaffold');
      await server.store.append(id, [entry('from elsewhere', new Uint8Array([0, 0]))]);
      c.type(FILE, 0, 'typed');
      await c.until(() => c.closes.length > 0, 'the room to end');
      expect(c.closes[0]).toMatchObject({ code: 4503, reason: 'storage' });
      await c.until(() => c.saved, 'the edit to be stored');
      const { entries, damage } = await server.store.read(id);
      expect(damage).toBeNull();
      expect(entries.filter((e) => e.id === 'from elsewhere')).toHaveLength(1);
    } finally {
      await server.close();
    }
  });

  test('[ST11] a second server waits for a moment, and takes over where the first one is killed meanwhile', async () => {
    const writer = new URL('../store/writer.ts', import.meta.url).pathname;
    const store = await start(0);
    await store.createInterview(interview('i'), [], [entry('seed')]);
    await store.close();
    const dataDir = mkdtempSync(join(tmpdir(), 'holdout-owner-'));
    const args = { databaseUrl: relays[0].url(database), dataDir, interviewId: 'i', from: 'child' };
    const child = spawn(process.execPath, ['--import', 'tsx', writer, JSON.stringify(args)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    // It asks for the lock for some seconds before it gives up (tests/contract/store/recovery.test.ts).
    const second = start(1);
    await cluster.until("select count(*) = 2 as right from pg_stat_activity where application_name like '% lock'");
    child.kill('SIGKILL');
    await ended;
    expect((await ids(await second))[0]).toBe('seed');
    rmSync(dataDir, { recursive: true });
  });

  test('[ST42] a database that is not there is reported in a sentence', async () => {
    const url = relays[1].url(database);
    await relays[1].close();
    await expect(openPostgres(url)).rejects.toThrow(/^PostgreSQL: .*ECONNREFUSED/);
  });
});
