/** The log for the replay, and what people take away: log, summary, code. */
import type { LogEntry, LogResponse } from '../../protocol/api.ts';
import type { Role } from '../../protocol/role.ts';
import { visibleTo } from '../../protocol/state.ts';
import type { AppContext } from '../access/http.ts';
import type { Deps } from '../deps.ts';
import { shownLanguage, variantOf } from '../interview/interview.ts';
import { readEvent } from '../interview/rows.ts';
import { notFound } from '../refusal.ts';
import type { Entry, Interview } from '../store/port.ts';
import { Exports } from './exports.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';
import { summaryMarkdown } from './summary.ts';

/** Names that every file system and archive tool takes; anything else becomes `_`. */
const safeName = (name: string) =>
  name
    .replace(/[^A-Za-z0-9._/-]/g, '_')
    .replace(/(^|\/)\.+(?=\/|$)/g, '$1_')
    .replace(/^\/+/, '');

const fileName = (interview: Interview, ending: string) =>
  `${
    interview.title
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase() || 'interview'
  }.${ending}`;

const asFile = (
  c: AppContext,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string,
  type: string,
  name: string,
) => c.body(body, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` });

/** The files under names that an archive takes, each once. */
function archived(files: readonly { name: string; text: string }[]): { name: string; text: string }[] {
  // Names of objects' own machinery are none of a file for the library that writes archives.
  const taken = new Set(['__proto__']);
  return files.map(({ name, text }) => {
    const safe = safeName(name) || '_';
    let free = safe;
    for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${n}-${safe}`;
    taken.add(free.toLowerCase());
    return { name: free, text };
  });
}

/** One row of the log as a role may see it, null where it may not. */
function shown(entry: Entry, role: Role): LogEntry | null {
  if (entry.kind === 'edit') return { kind: 'edit', at: entry.at, update: Buffer.from(entry.body).toString('base64') };
  const event = readEvent(entry);
  return visibleTo(event, role) ? { kind: 'event', at: entry.at, event } : null;
}

/** The log as JSON, a row at a time; `indent` as that of JSON.stringify. */
function* logJson({ id, title, minutes }: Interview, entries: Entry[], role: Role, indent: 0 | 1): Generator<string> {
  const head: LogResponse = { interviewId: id, title, minutes, entries: [] };
  const whole = JSON.stringify(head, null, indent);
  const at = whole.lastIndexOf('[]');
  const [before, after] = [whole.slice(0, at), whole.slice(at + 2)];
  const line = indent === 0 ? '' : '\n';
  yield `${before}[`;
  let first = true;
  for (const entry of entries) {
    const row = shown(entry, role);
    if (!row) continue;
    const text = JSON.stringify(row, null, indent);
    yield `${first ? '' : ','}${line}${indent === 0 ? text : `  ${text.replaceAll('\n', '\n  ')}`}`;
    first = false;
  }
  yield `${first ? '' : line}${indent === 0 || first ? '' : ' '}]${after}`;
}

/** Adds the routes of the log and of what people take away. */
export function replayRoutes(on: Register, deps: Deps): void {
  const exported = new Exports(deps);

  /** What is committed, written row by row; the room, where one is open, has handed it over. */
  const logOf = (c: AppContext, indent: 0 | 1): Promise<ReadableStream<Uint8Array>> => {
    const interview = interviewOf(c);
    return exported.stream(c, interview.id, async () => {
      await deps.rooms.with(interview.id, (room) => room.history.settled());
      const { entries } = await deps.store.read(interview.id);
      return logJson(interview, entries, c.get('session').role, indent);
    });
  };

  on('GET /api/interviews/:id/log', { summary: 'The log, for the replay' }, async (c) =>
    c.body(await logOf(c, 0), 200, { 'content-type': 'application/json' }),
  );

  on('GET /api/interviews/:id/export.json', { summary: 'The log as a file' }, async (c) =>
    asFile(c, await logOf(c, 1), 'application/json', fileName(interviewOf(c), 'json')),
  );

  on('GET /api/interviews/:id/export.md', { summary: 'A summary for people' }, async (c) => {
    exported.require(c);
    const interview = interviewOf(c);
    const state = await deps.rooms.with(interview.id, (room) => room.state);
    if (!state) throw notFound();
    const { staff } = await variantOf(deps, interview, shownLanguage(interview, state.language));
    const body = summaryMarkdown(interview, state, staff);
    return asFile(c, body, 'text/markdown; charset=utf-8', fileName(interview, 'md'));
  });

  on('GET /api/interviews/:id/code.zip', { summary: 'The candidate’s files' }, async (c) => {
    const interview = interviewOf(c);
    const { role } = c.get('session');
    const zipped = await exported.zip(c, interview.id, async () =>
      archived((await deps.rooms.with(interview.id, (room) => room.filesFor(role))) ?? []),
    );
    return asFile(c, zipped as Uint8Array<ArrayBuffer>, 'application/zip', fileName(interview, 'zip'));
  });
}
