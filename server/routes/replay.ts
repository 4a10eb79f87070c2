/** The log for the replay, and what people take away: log, summary, code. */
import { strToU8, zipSync } from 'fflate';
import type { LogEntry, LogResponse } from '../../protocol/api.ts';
import { applyEvent, type InterviewState, initialState, visibleTo } from '../../protocol/state.ts';
import type { AppContext } from '../access/http.ts';
import type { Deps } from '../deps.ts';
import { shownLanguage, variantOf } from '../interview/interview.ts';
import { readEvent } from '../interview/rows.ts';
import type { Interview } from '../store/port.ts';
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

const asFile = (c: AppContext, body: Uint8Array<ArrayBuffer> | string, type: string, name: string) =>
  c.body(body, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` });

/** Adds the routes of the log and of what people take away. */
export function replayRoutes(on: Register, deps: Deps): void {
  /** What is committed; the room, where one is open, has handed it over. */
  async function logOf(c: AppContext, interview: Interview): Promise<LogResponse> {
    const { role } = c.get('session');
    await deps.rooms.with(interview.id, (room) => room.history.settled());
    const { entries } = await deps.store.read(interview.id);
    const shown = entries.flatMap((entry): LogEntry[] => {
      if (entry.kind === 'edit')
        return [{ kind: 'edit', at: entry.at, update: Buffer.from(entry.body).toString('base64') }];
      const event = readEvent(entry);
      return visibleTo(event, role) ? [{ kind: 'event', at: entry.at, event }] : [];
    });
    return { interviewId: interview.id, title: interview.title, minutes: interview.minutes, entries: shown };
  }

  const fold = (log: LogResponse): InterviewState =>
    log.entries.reduce(
      (state, entry) => (entry.kind === 'event' ? applyEvent(state, entry.event) : state),
      initialState(log.title, log.minutes),
    );

  on('GET /api/interviews/:id/log', { summary: 'The log, for the replay' }, async (c) =>
    c.json(await logOf(c, interviewOf(c))),
  );

  on('GET /api/interviews/:id/export.json', { summary: 'The log as a file' }, async (c) => {
    const interview = interviewOf(c);
    const body = JSON.stringify(await logOf(c, interview), null, 1);
    return asFile(c, body, 'application/json', fileName(interview, 'json'));
  });

  on('GET /api/interviews/:id/export.md', { summary: 'A summary for people' }, async (c) => {
    const interview = interviewOf(c);
    const state = fold(await logOf(c, interview));
    const { staff } = await variantOf(deps, interview, shownLanguage(interview, state.language));
    const body = summaryMarkdown(interview, state, staff);
    return asFile(c, body, 'text/markdown; charset=utf-8', fileName(interview, 'md'));
  });

  on('GET /api/interviews/:id/code.zip', { summary: 'The candidate’s files' }, async (c) => {
    const interview = interviewOf(c);
    const files = (await deps.rooms.with(interview.id, (room) => room.filesFor(c.get('session').role))) ?? [];
    const zipped = zipSync(Object.fromEntries(files.map(({ name, text }) => [safeName(name) || '_', strToU8(text)])));
    return asFile(c, zipped as Uint8Array<ArrayBuffer>, 'application/zip', fileName(interview, 'zip'));
  });
}
