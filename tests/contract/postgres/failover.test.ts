/** A failover to a synchronous standby while people type, by moving the address as an operator does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cluster } from '../../support/postgres/cluster.ts';
import { Relay } from '../../support/postgres/relay.ts';
import { type TypingRoom, typingRoom } from '../../support/postgres/room.ts';
import { NO_CLUSTER } from '../../support/postgres/tools.ts';

if (NO_CLUSTER !== null) console.warn(`SKIPPED: failover of PostgreSQL: ${NO_CLUSTER}`);

describe.skipIf(NO_CLUSTER !== null)(`a failover of PostgreSQL${NO_CLUSTER ? ` (${NO_CLUSTER})` : ''}`, () => {
  let first: Cluster;
  let standby: Cluster;
  let relay: Relay;
  let room: TypingRoom;
  beforeAll(async () => {
    first = await Cluster.create();
    standby = await first.standby();
    relay = await Relay.to(first.socket);
    room = await typingRoom(first, relay);
  }, 120_000);
  afterAll(async () => {
    await relay?.close();
    await standby?.remove();
    await first?.remove();
  }, 60_000);

  test('[ST49] a commit whose wait for the standby is cancelled is not acknowledged', async () => {
    await room.goesOn();
    const before = room.candidate.closes.length;
    await standby.stop('fast');
    await first.until(
      "select count(*) > 0 as right from pg_stat_activity where wait_event = 'SyncRep' and application_name like 'holdout %'",
    );
    const acknowledged = room.acknowledged.size;
    await first.sql("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'");
    await room.candidate.until(() => room.candidate.closes.length > before, 'the room to end');
    expect(room.acknowledged.size).toBe(acknowledged);
    await standby.start();
    await room.goesOn();
  });

  test('[ST40] the old server stops, the standby is promoted, the address moves: pages come back with all that was acknowledged', async () => {
    await first.stop('immediate');
    // An address that moves too early leads to a server that takes no writes and would give out its own locks.
    relay.moveTo(standby.socket);
    await standby.promote();
    await room.goesOn();
    expect(await room.close(standby)).toEqual([]);
  });
});
