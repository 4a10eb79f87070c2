/** The log for the replay, and what people take away: log, summary, code. */
import { type LogEntry, type LogResponse, runOutputsResponse } from '../../protocol/api.ts';
import { startedAt } from '../../protocol/clock.ts';
import { dispositionOf, namePart, takeawayName } from '../../protocol/fileName.ts';
import type { OutputItem } from '../../protocol/output.ts';
import type { Role } from '../../protocol/role.ts';
import { type InterviewState, visibleTo } from '../../protocol/state.ts';
import type { AppContext } from '../access/http.ts';
import type { Deps } from '../deps.ts';
import { shownLanguage, variantOf } from '../interview/interview.ts';
import { readEvent } from '../interview/rows.ts';
import { notFound } from '../refusal.ts';
import type { Entry, Interview } from '../store/port.ts';
import { archived } from './archiveNames.ts';
import { Exports } from './exports.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';
import { summaryMarkdown } from './summary.ts';

/** "Interview of Ada, bank-scam, 2026-11-30.md"; before anybody has joined, the title stands for the candidate. */
function fileName(what: 'Interview' | 'Code', interview: Interview, state: InterviewState, ending: string): string {
  const candidate = state.people.find((person) => person.role === 'candidate')?.name;
  const day = new Date(startedAt(state.clock) ?? interview.createdAt).toISOString().slice(0, 10);
  const who = candidate ? namePart(candidate) : '';
  return takeawayName([who ? `${what} of ${who}` : namePart(interview.title), namePart(interview.slug), day], ending);
}

const asFile = (
  c: AppContext,
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | string,
  type: string,
  name: string,
) => c.body(body, 200, { 'content-type': type, 'content-disposition': dispositionOf(name) });

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

/** The outputs of a run as JSON, an item at a time. */
function* outputsJson(items: readonly OutputItem[]): Generator<string> {
  yield '{"outputs":[';
  for (const [i, item] of items.entries()) yield `${i === 0 ? '' : ','}${JSON.stringify(item)}`;
  yield ']}';
}

/** Adds the routes of the log and of what people take away. */
export function replayRoutes(on: Register, deps: Deps): void {
  const exported = new Exports(deps);

  const stateOf = async (id: string): Promise<InterviewState> => {
    const state = await deps.rooms.with(id, (room) => room.state);
    if (!state) throw notFound();
    return state;
  };

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

  on(
    'GET /api/interviews/:id/runs/:runId/outputs',
    { summary: 'What a run showed; a room comes without the outputs of old runs', response: runOutputsResponse },
    async (c) => {
      const { id } = interviewOf(c);
      const body = await exported.stream(c, id, async () => {
        const { runs } = await stateOf(id);
        const run = runs.find(({ runId }) => runId === c.req.param('runId'));
        if (!run) throw notFound();
        return outputsJson(run.outputs);
      });
      return c.body(body, 200, { 'content-type': 'application/json' });
    },
  );

  on('GET /api/interviews/:id/export.json', { summary: 'The log as a file' }, async (c) => {
    const interview = interviewOf(c);
    const body = await logOf(c, 1);
    const name = fileName('Interview', interview, await stateOf(interview.id), 'json');
    return asFile(c, body, 'application/json', name);
  });

  on('GET /api/interviews/:id/export.md', { summary: 'A summary for people' }, async (c) => {
    exported.require(c);
    const interview = interviewOf(c);
    const state = await stateOf(interview.id);
    const { staff } = await variantOf(deps, interview, shownLanguage(interview, state.language));
    const body = summaryMarkdown(interview, state, staff);
    return asFile(c, body, 'text/markdown; charset=utf-8', fileName('Interview', interview, state, 'md'));
  });

  on('GET /api/interviews/:id/code.zip', { summary: 'The candidate’s files' }, async (c) => {
    const interview = interviewOf(c);
    const { role } = c.get('session');
    const zipped = await exported.zip(c, interview.id, async () =>
      archived((await deps.rooms.with(interview.id, (room) => room.filesFor(role))) ?? []),
    );
    const name = fileName('Code', interview, await stateOf(interview.id), 'zip');
    return asFile(c, zipped as Uint8Array<ArrayBuffer>, 'application/zip', name);
  });
}
