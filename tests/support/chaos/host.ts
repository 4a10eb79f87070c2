/** The stores that the ledger kills servers on, each on a place of its own, and what they hold, read without the server's code. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import * as Y from 'yjs';
import type { InterviewEvent } from '../../../protocol/event.ts';
import { Cluster } from '../postgres/cluster.ts';
import { Relay } from '../postgres/relay.ts';

/** What a store holds of an interview. */
export interface Disk {
  text: string;
  ids: string[];
  runs: Set<string>;
  notes: Set<string>;
}

/** A place for a store. */
export interface ChaosHost {
  dataDir: string;
  /** Empty for the embedded store. */
  databaseUrl: string;
  /** After the server was killed: some of the times the database fails too. */
  alsoFail: (chance: () => number) => Promise<void>;
  read: (interviewId: string, fileId: string) => Promise<Disk>;
  remove: () => Promise<void>;
}

interface Row {
  id: string;
  kind: string;
  body: Uint8Array | ArrayBuffer;
}

function diskOf(rows: Row[], fileId: string): Disk {
  const doc = new Y.Doc();
  const disk: Disk = { text: '', ids: [], runs: new Set(), notes: new Set() };
  for (const row of rows) {
    disk.ids.push(row.id);
    const body = new Uint8Array(row.body);
    if (row.kind === 'edit') Y.applyUpdate(doc, body);
    else {
      const event = JSON.parse(Buffer.from(body).toString('utf8')) as InterviewEvent;
      if (event.type === 'run.started') disk.runs.add(event.data.runId);
      if (event.type === 'annotation.added') disk.notes.add(event.data.annotationId);
    }
  }
  disk.text = doc.getMap<Y.Map<Y.Text>>('work').get(fileId)?.get('text')?.toString() ?? '';
  return disk;
}

const folder = () => mkdtempSync(join(tmpdir(), 'holdout-chaos-'));

/** The embedded store. */
export function libsqlHost(): ChaosHost {
  const dataDir = folder();
  return {
    dataDir,
    databaseUrl: '',
    alsoFail: async () => {},
    async read(interviewId, fileId) {
      // A copy: libsql keeps a file locked as long as any of its statements lives.
      const copy = mkdtempSync(join(tmpdir(), 'holdout-disk-'));
      for (const name of ['holdout.db', 'holdout.db-wal'])
        if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(copy, name));
      const db = new Database(join(copy, 'holdout.db'));
      try {
        const select = db.prepare('select id, kind, body from log where interview_id = ? order by seq');
        return diskOf(select.all([interviewId]) as Row[], fileId);
      } finally {
        db.close();
        rmSync(copy, { recursive: true, force: true });
      }
    },
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** How often the database crashes together with the server. */
const CRASHES = 0.3;

/** PostgreSQL, in a cluster made for this. */
export async function postgresHost(): Promise<ChaosHost> {
  const dataDir = folder();
  const cluster = await Cluster.create();
  await cluster.sql('create database chaos');
  const relay = await Relay.to(cluster.socket);
  return {
    dataDir,
    databaseUrl: relay.url('chaos'),
    async alsoFail(chance) {
      if (chance() >= CRASHES) return;
      await cluster.stop('immediate');
      await cluster.start();
    },
    async read(interviewId, fileId) {
      const select = 'select id, kind, body from log where interview_id = $1 order by seq';
      return diskOf(await cluster.sql<Row>(select, [interviewId], 'chaos'), fileId);
    },
    async remove() {
      await relay.close();
      await cluster.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
