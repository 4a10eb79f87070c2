/**
 * The ledger test: clients type, run and annotate while the server is killed; whatever was acknowledged has to be in the dead server's
 * store, everybody has to agree after the restart, and nothing may be there twice.
 */
import { Client, newId } from '../client.ts';
import { Browser, parseLink } from '../http.ts';
import type { ChaosHost, Disk } from './host.ts';
import { type Printed, ServerProcess } from './process.ts';

/** A small generator of chances, so that a seed reproduces the whole run. */
export function chances(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Report {
  seed: number;
  rounds: number;
  typed: number;
  acknowledged: number;
  messages: number;
  /** What is wrong, one sentence each; empty when all is well. */
  faults: string[];
}

interface Typed {
  token: string;
  connection: number;
  frame: number;
  acked: boolean;
}

interface Table {
  candidate: Client;
  typed: Typed[];
  watchers: Client[];
}

/** Tokens are `<n>` between angle brackets: they cannot overlap. */
const tokensIn = (text: string) => text.match(/<\d+>/g) ?? [];

export async function runLedger(options: {
  host: ChaosHost;
  rounds: number;
  seed: number;
  progress?: (line: string) => void;
}): Promise<Report> {
  const { host, rounds, seed, progress = () => {} } = options;
  const chance = chances(seed);
  const report: Report = { seed, rounds: 0, typed: 0, acknowledged: 0, messages: 0, faults: [] };
  const fault = (what: string) => report.faults.push(`round ${report.rounds} (seed ${seed}): ${what}`);

  let server = new ServerProcess(host.dataDir, host.databaseUrl);
  const printed = await server.start();
  const port = Number(new URL(printed.url).port);
  const table = await sitDown(printed);
  const { candidate, typed, watchers } = table;
  const fileId = [...candidate.doc.getMap('work').keys()][0] ?? '';
  const seedText = candidate.text(fileId).toString();
  const everybody = [candidate, ...watchers];
  const sentRuns = new Map<string, string>();
  const sentNotes = new Map<string, string>();
  let n = 0;

  const act = () => {
    const what = chance();
    if (what < 0.75) {
      const token = `<${n++}>`;
      const text = candidate.text(fileId);
      text.insert(Math.floor(chance() * (text.length + 1)), '');
      // Between tokens or at the ends, never inside one.
      const ends = [0, ...[...text.toString().matchAll(/>/g)].map((m) => m.index + 1)];
      text.insert(ends[Math.floor(chance() * ends.length)] ?? 0, token);
      const online = candidate.open && candidate.synced;
      typed.push({ token, connection: online ? candidate.connection : -1, frame: candidate.sent, acked: false });
    } else if (what < 0.87) {
      const runId = newId();
      sentRuns.set(
        candidate.send('run.start', { runId, kind: 'cell', file: 'a.py', lines: [1, 2], code: `run ${n}` }),
        runId,
      );
    } else {
      const annotationId = newId();
      const who = watchers[Math.floor(chance() * watchers.length)] as Client;
      const audience = chance() < 0.5 ? ('staff' as const) : ('all' as const);
      sentNotes.set(
        who.send('annotation.add', { annotationId, audience, anchor: { kind: 'moment' }, text: `note ${n}` }),
        annotationId,
      );
    }
  };

  try {
    for (let round = 0; round < rounds; round++) {
      report.rounds = round + 1;
      const until = performance.now() + 50 + chance() * 550;
      while (performance.now() < until) {
        act();
        await new Promise((done) => setTimeout(done, 2 + chance() * 12));
      }
      await server.kill();
      await host.alsoFail(chance);
      const disk = await host.read(candidate.interviewId, fileId);
      checkAcknowledged(disk, table, sentRuns, sentNotes, fault);
      // Edits made while nobody listens come with the next connection.
      for (let i = 0; i < 5; i++) act();
      server = new ServerProcess(host.dataDir, host.databaseUrl, port, ['--no-demo']);
      await server.start();
      // Each one looks after its own messages, so each has its own condition.
      const settled = (c: Client) => (c === candidate ? c.saved : c.open && c.synced) && c.unanswered === 0;
      await Promise.all(
        everybody.map((c) => c.until(() => settled(c), `round ${round + 1} (seed ${seed}) to settle`, 30_000)),
      );
      const text = candidate.text(fileId).toString();
      await Promise.all(
        watchers.map((c) =>
          c.until(
            () => c.doc.getMap('work').has(fileId) && c.text(fileId).toString() === text,
            `a watcher to agree in round ${round + 1} (seed ${seed})`,
            30_000,
          ),
        ),
      );
      checkOnce(text, typed, seedText, fault);
      progress(
        `round ${round + 1}: ${typed.length} typed, ${typed.filter((t) => t.acked).length} acknowledged, ${report.faults.length} faults`,
      );
    }
    await server.stop();
    const disk = await host.read(candidate.interviewId, fileId);
    if (disk.text !== candidate.text(fileId).toString()) fault('the file and the candidate disagree at the end');
    if (new Set(disk.ids).size !== disk.ids.length) fault('an id is in the log twice');
    for (const [kind, sent, there] of [
      ['run', sentRuns, disk.runs],
      ['note', sentNotes, disk.notes],
    ] as const) {
      for (const id of sent.values())
        if (!there.has(id)) fault(`${kind} ${id} was sent again and again and is not there`);
    }
    const state = (c: Client) => JSON.stringify(c.state?.runs.map((r) => r.runId));
    for (const c of watchers)
      if (state(c) !== state(candidate)) fault('a watcher and the candidate see different runs');
  } finally {
    for (const c of everybody) c.stop();
    await server.kill();
  }
  report.typed = typed.length;
  report.acknowledged = typed.filter((t) => t.acked).length;
  report.messages = sentRuns.size + sentNotes.size;
  return report;
}

/** A candidate and two interviewers of the demo interview. */
async function sitDown({ demo }: Printed): Promise<Table> {
  if (!demo) throw new Error('the server made no demo interview');
  const typed: Typed[] = [];
  const links = { candidate: parseLink(demo.candidate), interviewer: parseLink(demo.interviewer) };
  const options = { reconnect: true, retryMs: 60 };
  const candidate: Client = new Client(
    links.candidate,
    {
      ...options,
      onMessage(message) {
        if (message.type !== 'saved') return;
        for (const t of typed)
          if (candidate.saved || (t.connection === candidate.connection && t.frame <= candidate.stored)) t.acked = true;
      },
    },
    new Browser(links.candidate.base),
  );
  const watchers = [new Client(links.interviewer, options), new Client(links.interviewer, options)];
  await candidate.join('Cora', undefined, 'python');
  for (const [i, c] of watchers.entries()) await c.join(`Ivo ${i}`);
  for (const c of [candidate, ...watchers]) {
    await c.connect();
    await c.until(() => c.synced && c.doc.getMap('work').size > 0, 'the work');
  }
  return { candidate, typed, watchers };
}

function checkAcknowledged(
  disk: Disk,
  { candidate, typed, watchers }: Table,
  runs: Map<string, string>,
  notes: Map<string, string>,
  fault: (what: string) => void,
): void {
  const there = new Set(tokensIn(disk.text));
  const lost = typed.filter((t) => t.acked && !there.has(t.token));
  if (lost.length > 0) fault(`${lost.length} acknowledged edits are not in the file, first ${lost[0]?.token}`);
  const acked = new Set([candidate, ...watchers].flatMap((c) => [...c.acked]));
  for (const [id, runId] of runs)
    if (acked.has(id) && !disk.runs.has(runId)) fault(`acknowledged run ${runId} is not in the file`);
  for (const [id, noteId] of notes)
    if (acked.has(id) && !disk.notes.has(noteId)) fault(`acknowledged note ${noteId} is not in the file`);
}

function checkOnce(text: string, typed: Typed[], seedText: string, fault: (what: string) => void): void {
  const tokens = tokensIn(text);
  if (new Set(tokens).size !== tokens.length) fault('a token is there twice');
  if (tokens.length !== typed.length) fault(`${typed.length} tokens were typed, ${tokens.length} are there`);
  if (text.replace(/<\d+>/g, '') !== seedText) fault('the scaffold is not there exactly once');
}
