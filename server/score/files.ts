/** The candidate's files as they were when a score was asked for, read from the log. */
import * as Y from 'yjs';
import { belongsTo, type Language, offeredBy } from '../../protocol/language.ts';
import { filesOf } from '../interview/document.ts';
import { readEvent } from '../interview/rows.ts';
import type { Interview, Store } from '../store/port.ts';
import { inSlices } from '../threads/slices.ts';

/** Texts by name, of the language that the interview is done in. */
export async function filesAt(
  store: Store,
  interview: Interview,
  scoreId: string,
  language: Language,
): Promise<Record<string, string>> {
  const { entries } = await store.read(interview.id);
  const doc = new Y.Doc();
  let reached = false;
  await inSlices(entries, (entry) => {
    if (reached) return;
    if (entry.kind === 'edit') Y.applyUpdate(doc, entry.body);
    else {
      const event = readEvent(entry);
      reached = event.type === 'score.requested' && event.data.scoreId === scoreId;
    }
  });
  const offered = offeredBy(interview.language);
  const files = filesOf(doc).filter(({ name }) => belongsTo(name, language, offered));
  doc.destroy();
  return Object.fromEntries(files.map(({ name, text }) => [name, text]));
}
