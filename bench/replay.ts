/**
 * What a replay costs. Sizes: a fixed trace of 12,000 key presses goes through the product's own document and log format; bytes are
 * counted a key, raw and compressed, so they are the same on every machine. Times: 200 random seeks in the replay page's timeline, each
 * paired with the same seek by playing the log from its start.
 */
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import * as Y from 'yjs';
import { Timeline } from '../client/pages/replay/timeline.ts';
import { fromBase64 } from '../client/realtime/base64.ts';
import type { LogResponse } from '../protocol/api.ts';
import { seedUpdate, WorkDocument } from '../server/interview/document.ts';
import { editEntry } from '../server/interview/rows.ts';
import type { NewEntry } from '../server/store/port.ts';

export interface ReplayRow {
  what: string;
  value: number | string;
  unit: string;
  goal?: number;
  met?: boolean;
  'without checkpoints'?: number;
  ratio?: number;
}

const KEYS = 12_000;
const SEEKS = 200;
const SEED = 20_251_124;
const START = 1_750_000_000_000;
const ACTOR = { participantId: 'pQ3b9kXhT0aW', role: 'candidate', name: 'Candidate' } as const;
const FILE = { id: 'model', name: 'model.py', text: 'def fit(train):\n    pass\n', kind: 'contract' as const };
const LINES = [
  'scores = model.predict_proba(rows)[:, 1]\n',
  'train = train[train["amount"] > 0].copy()\n',
  '    return np.where(scores > cutoff, 1, 0)\n',
  'print(train.groupby("hour")["scam"].mean())\n',
  '# the base rate is about two percent\n',
];

/** Every key a separate edit: typing along, now and then a backspace, and a jump to another place every few lines. */
export function trace(): NewEntry[] {
  const random = xoroshiro128plus(SEED);
  const below = (n: number): number => (random.next() >>> 0) % n;
  const work = new WorkDocument();
  Y.applyUpdate(work.doc, seedUpdate([FILE]));
  const typist = new Y.Doc();
  // A browser's is 32 random bits; fixed, so that sizes repeat.
  typist.clientID = 2_871_443_910;
  Y.applyUpdate(typist, Y.encodeStateAsUpdate(work.doc));
  const text = typist.getMap<Y.Map<unknown>>('work').get(FILE.id)?.get('text') as Y.Text;
  const rows: NewEntry[] = [editEntry(Y.encodeStateAsUpdate(work.doc), 'seed', START, ACTOR)];
  let now = START;
  typist.on('update', (update: Uint8Array) => {
    const applied = work.apply(update);
    if (applied.kind !== 'applied' || !applied.update)
      throw new Error(`replay bench: an edit was not taken (seed ${SEED})`);
    rows.push(editEntry(applied.update, `e.${rows.length.toString(36).padStart(16, '0')}`, now, ACTOR));
  });
  let at = text.length;
  let line = LINES[0] ?? '';
  let column = 0;
  for (let key = 0; key < KEYS; key += 1) {
    now += 60 + below(240);
    if (key % 11 === 10 && at > 0) {
      at -= 1;
      text.delete(at, 1);
      continue;
    }
    text.insert(at, line[column] ?? ' ');
    at += 1;
    column += 1;
    if (column < line.length) continue;
    line = LINES[below(LINES.length)] ?? '';
    column = 0;
    if (below(4) > 0) continue;
    now += 4_000;
    at = text.toString().lastIndexOf('\n', below(text.length)) + 1;
  }
  return rows;
}

/** The answer of `GET /api/interviews/:id/log`, which is the export too. */
export const logOf = (rows: readonly NewEntry[]): LogResponse => ({
  interviewId: 'bench',
  title: 'Bench',
  minutes: 60,
  entries: rows.map(({ at, body }) => ({ kind: 'edit', at, update: Buffer.from(body).toString('base64') })),
});

/** The bytes that an edit has to have: its update and the time since the one before, as a varint (at most 3 bytes here). */
function essence(rows: readonly NewEntry[]): Uint8Array {
  const parts = rows.flatMap(({ at, body }, i) => {
    const since = Math.max(0, at - (rows[i - 1]?.at ?? at));
    const bytes: number[] = [];
    for (let rest = since; ; rest >>>= 7) {
      bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
      if (rest <= 127) break;
    }
    return [Uint8Array.from(bytes), body];
  });
  return Buffer.concat(parts);
}

const brotli = (bytes: Uint8Array, quality: number): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length;

/** @throws where a seek gives another text than playing from the start. */
export async function run(): Promise<{ name: string; rows: ReplayRow[] }> {
  const rows = trace();
  const log = logOf(rows);
  const lean = essence(rows);
  const sent = Buffer.from(JSON.stringify(log));
  const stored = rows.reduce(
    (sum, { id, kind, actor, body }) => sum + id.length + kind.length + actor.length + body.length,
    0,
  );
  const size = (what: string, bytes: number, goal?: number): ReplayRow => {
    const value = Number((bytes / KEYS).toFixed(2));
    return { what, value, unit: 'bytes a key', ...(goal === undefined ? {} : { goal, met: value <= goal }) };
  };
  return {
    name: 'replay',
    rows: [
      size('log: update and time', lean.length, 25),
      size('log: update and time, brotli 11', brotli(lean, 11), 7),
      size('stored row: with id, kind and actor', stored),
      size('sent to the replay page (JSON), raw', sent.length),
      size('sent to the replay page (JSON), brotli 11', brotli(sent, 11), 7),
      size('sent to the replay page (JSON), brotli 4', brotli(sent, 4)),
      ...seeks(log),
    ],
  };
}

function seeks(log: LogResponse): ReplayRow[] {
  const random = xoroshiro128plus(SEED + 1);
  const timeline = new Timeline(log);
  const opening = performance.now();
  timeline.seek(timeline.length);
  const opened = performance.now() - opening;
  const ours: number[] = [];
  const plain: number[] = [];
  for (let i = 0; i < SEEKS + 10; i += 1) {
    const position = (random.next() >>> 0) % (timeline.length + 1);
    const start = performance.now();
    const { doc } = timeline.seek(position);
    const between = performance.now();
    const from = new Y.Doc();
    for (const entry of log.entries.slice(0, position))
      if (entry.kind === 'edit') Y.applyUpdate(from, fromBase64(entry.update));
    const end = performance.now();
    if (textOf(doc) !== textOf(from)) throw new Error(`replay bench: position ${position} differs (seed ${SEED})`);
    // The first ten warm the compiler up.
    if (i < 10) continue;
    ours.push(between - start);
    plain.push(end - between);
  }
  const at = (values: number[], q: number): number => {
    const sorted = [...values].sort((a, b) => a - b);
    return Number((sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN).toFixed(2));
  };
  const row = (what: string, q: number, goal?: number): ReplayRow => {
    const [value, without] = [at(ours, q), at(plain, q)];
    return {
      what,
      value,
      unit: 'ms',
      ...(goal === undefined ? {} : { goal, met: value <= goal }),
      'without checkpoints': without,
      ratio: Number((value / without).toFixed(2)),
    };
  };
  return [
    { what: 'first seek, to the end (makes the checkpoints)', value: Number(opened.toFixed(1)), unit: 'ms' },
    row('seek, p50', 0.5),
    row('seek, p99', 0.99, 16),
    row('seek, slowest', 1),
  ];
}

function textOf(doc: Y.Doc): string {
  const text = doc.getMap<Y.Map<unknown>>('work').get(FILE.id)?.get('text');
  return text instanceof Y.Text ? text.toString() : '';
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.table((await run()).rows);
}
