/** Moments of an interview that nobody looked at while they were: the code at runs and scores, and at the end, read from the log. */
import * as Y from 'yjs';
import type { LogResponse } from '../../../protocol/api.ts';
import type { EventType } from '../../../protocol/event.ts';
import { readWork } from '../../../protocol/work.ts';
import { fromBase64 } from '../../realtime/base64.ts';

/** The code at a position of the log. */
export interface PastMoment {
  position: number;
  at: number;
  files: Record<string, string>;
}

const LOOKED_AT: readonly EventType[] = ['run.started', 'score.requested', 'interview.ended'];
/** Most moments of an interview that are looked at afterwards, spread evenly where there are more. */
const MOST = 80;

/** Moments at which the files differ from those of the moment before, in their order; the last one is always among them. */
export function momentsOf(
  { entries }: LogResponse,
  filesOf: (files: Record<string, string>) => Record<string, string>,
): PastMoment[] {
  const doc = new Y.Doc();
  const moments: PastMoment[] = [];
  let before = '';
  for (const [i, entry] of entries.entries()) {
    if (entry.kind === 'edit') Y.applyUpdate(doc, fromBase64(entry.update));
    const isLooked = entry.kind === 'event' && LOOKED_AT.includes(entry.event.type);
    if (!isLooked && i < entries.length - 1) continue;
    const files = filesOf(Object.fromEntries(readWork(doc).files.map(({ name, text }) => [name, text.toString()])));
    const text = JSON.stringify(files);
    if (text === before) continue;
    before = text;
    moments.push({ position: i + 1, at: entry.at, files });
  }
  doc.destroy();
  const step = Math.max(1, moments.length / MOST);
  return moments.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step) || i === moments.length - 1);
}
