/** What the page may show about saving: `saved` only when the server has confirmed all of it. */
export type SaveState =
  | { kind: 'loading' }
  /** `at`: server ms of the last confirmation; null where nothing was changed since the page opened. */
  | { kind: 'saved'; at: number | null }
  /** `since`: this machine's ms of the oldest change that is not confirmed. `online`: whether it is on its way. */
  | { kind: 'unsaved'; since: number; online: boolean; refused: string | null };

interface SaveFacts {
  /** The document was received at least once. */
  synced: boolean;
  connected: boolean;
  editsSaved: boolean;
  editsSince: number | null;
  /** Messages without an answer. */
  messages: number;
  messagesSince: number | null;
  refused: string | null;
  savedAt: number | null;
  now: number;
}

/** The one place where the word is decided. */
export function saveStateOf(facts: SaveFacts): SaveState {
  const { editsSaved, editsSince, messages, messagesSince, refused } = facts;
  if (editsSaved && messages === 0 && refused === null) {
    return facts.synced ? { kind: 'saved', at: facts.savedAt } : { kind: 'loading' };
  }
  const since = Math.min(editsSince ?? Number.POSITIVE_INFINITY, messagesSince ?? Number.POSITIVE_INFINITY);
  return {
    kind: 'unsaved',
    since: Number.isFinite(since) ? since : facts.now,
    online: facts.connected,
    refused,
  };
}
