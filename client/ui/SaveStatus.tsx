/** The save state in words. */
import type { Connection } from '../realtime/connection.ts';
import type { SaveState } from '../realtime/saved.ts';
import { useStore } from '../store/store.ts';
import { saveWords } from '../words/connection.ts';
import { timeOfDay, utc } from '../words/format.ts';
import { Status, type Tone } from './Status.tsx';
import { useSeconds } from './useSeconds.ts';

/** Ms that a change may be on its way before the page calls it unsaved. */
const GRACE_MS = 3_000;

/** The words and the tone for a save state at this machine's time `now`; `durable`: whether this browser keeps a copy. */
export function saveText(save: SaveState, now: number, durable: boolean): { tone: Tone; text: string } {
  if (save.kind === 'loading') return { tone: 'idle', text: saveWords.loading };
  if (save.kind === 'saved') {
    return { tone: 'ok', text: save.at === null ? saveWords.savedBefore : saveWords.saved(timeOfDay(save.at)) };
  }
  if (save.refused !== null) return { tone: 'trouble', text: saveWords.refused(save.refused, durable) };
  const seconds = Math.max(0, Math.floor((now - save.since) / 1000));
  if (!save.online) return { tone: 'attention', text: saveWords.unsaved(seconds) };
  if (now - save.since < GRACE_MS) return { tone: 'busy', text: saveWords.saving };
  return { tone: 'attention', text: saveWords.slow(seconds) };
}

/**
 * The save state in full, always visible. What is read aloud by itself is only that something is not saved, not each second of it.
 */
export function SaveStatus({ connection }: { connection: Connection }) {
  const save = useStore(connection.link, (link) => link.save);
  const durable = useStore(connection.link, (link) => link.durable);
  const now = useSeconds(save.kind === 'unsaved');
  const { tone, text } = saveText(save, now, durable);
  return (
    <>
      <span role="status" aria-live="off" aria-label={saveWords.label} className="save-state" data-state={save.kind}>
        <Status tone={tone} title={save.kind === 'saved' && save.at !== null ? utc(save.at) : undefined}>
          {text}
        </Status>
      </span>
      <span className="visually-hidden" aria-live="polite">
        {tone === 'attention' || tone === 'trouble' ? saveWords.spoken : ''}
      </span>
    </>
  );
}
