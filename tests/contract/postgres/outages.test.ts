/** A database that goes away while people type: sessions ended, a crash, a restart, a database that hangs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../support/postgres/cluster.ts';
import { Relay } from '../../support/postgres/relay.ts';
import { type TypingRoom, typingRoom } from '../../support/postgres/room.ts';
import { NO_CLUSTER } from '../../support/postgres/tools.ts';
import { NIGHTLY } from '../../support/seed.ts';

if (NO_CLUSTER !== null) console.warn(`SKIPPED: outages of PostgreSQL: ${NO_CLUSTER}`);

describe.skipIf(NO_CLUSTER !== null)(`a PostgreSQL that goes away${NO_CLUSTER ? ` (${NO_CLUSTER})` : ''}`, () => {
  let cluster: Cluster;
  let relay: Relay;
  let room: TypingRoom;
  beforeAll(async () => {
    cluster = await Cluster.create();
    relay = await Relay.to(cluster.socket);
    room = await typingRoom(cluster, relay);
  }, 120_000);
  afterAll(async () => {
    await relay?.close();
    await cluster?.remove();
  }, 60_000);

  const ready = async () => (await fetch(new URL('/readyz', room.server.url))).status;
  /** Ends sessions of the server as an operator does. */
  const end = (which: string) =>
    cluster.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and ${which}`, [
      room.database,
    ]);

  test('[ST40] sessions that are ended while they commit cost nothing that was acknowledged', async () => {
    await room.goesOn();
    for (let i = 0; i < (NIGHTLY ? 50 : 5); i++) {
      await end("application_name not like '% lock'");
      await room.goesOn();
    }
  });

  test('[ST41] the connection of the lock is ended: rooms end, the lock is taken again, and typing goes on', async () => {
    const before = room.candidate.closes.length;
    await end("application_name like '% lock'");
    await room.candidate.until(() => room.candidate.closes.length > before, 'the room to end');
    expect(room.candidate.closes.at(-1)).toMatchObject({ code: 4503, reason: 'storage' });
    await room.goesOn();
    const [row] = await cluster.sql<{ epoch: string }>('select epoch from owner', [], room.database);
    expect(Number(row?.epoch)).toBeGreaterThan(1);
  });

  test('[ST40, ST42] a crash of the database: requests get 503 and a time to come back, and pages come back', async () => {
    expect(await ready()).toBe(200);
    await cluster.stop('immediate');
    expect(await ready()).toBe(503);
    const { browser, link } = room.candidate;
    const answer = await browser.fetch(`/api/interviews/${room.interviewId}/tickets`, {
      method: 'POST',
      json: {},
      inviteId: link.inviteId,
    });
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(await answer.json()).toMatchObject({ error: { code: 'storage' } });
    await cluster.start();
    await room.goesOn();
    expect(await ready()).toBe(200);
  });

  test('[ST40] a restart of the database', async () => {
    await cluster.stop('fast');
    await cluster.start();
    await room.goesOn();
  });

  test('[ST43] a table that somebody holds, with every connection waiting for it: nothing waits for ever', async () => {
    const before = room.candidate.closes.length;
    const held = cluster.sql(
      'begin; lock table log, claims in access exclusive mode; select pg_sleep(60)',
      [],
      room.database,
    );
    held.catch(() => {});
    await room.candidate.until(() => room.candidate.closes.length > before, 'the commit to be given up');
    const { browser, link } = room.watcher;
    const waiting = Array.from({ length: 20 }, () => browser.fetch('/api/me', { inviteId: link.inviteId }));
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([503]));
    await end("query like '%pg_sleep(60)%'");
    await room.goesOn();
  });

  test('[ST43] a connection that goes silent half-way is given up, and a fresh one taken', async () => {
    const before = room.candidate.closes.length;
    relay.freeze();
    await room.candidate.until(() => room.candidate.closes.length > before, 'the commit to be given up');
    expect(await ready()).toBe(503);
    relay.thaw();
    await room.goesOn();
  });

  test.skipIf(!NIGHTLY)('[ST43] a session that hangs within PostgreSQL is given up', async () => {
    // A stopped process neither answers nor ends, as one that waits for a disk.
    const sessions = await cluster.sql<{ pid: number }>(
      "select pid from pg_stat_activity where datname = $1 and application_name not like '% lock'",
      [room.database],
    );
    const before = room.candidate.closes.length;
    for (const { pid } of sessions) process.kill(pid, 'SIGSTOP');
    try {
      await room.candidate.until(() => room.candidate.closes.length > before, 'the commit to be given up');
    } finally {
      for (const { pid } of sessions) process.kill(pid, 'SIGCONT');
    }
    await room.goesOn();
  });

  test('[ST40] after all of this the log holds every acknowledged edit once', async () => {
    expect(await room.close(cluster)).toEqual([]);
    expect(room.acknowledged.size).toBeGreaterThan(200);
  });
});
