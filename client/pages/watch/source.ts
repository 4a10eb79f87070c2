/** What the interviewer's room is drawn from: a live connection or a moment of the replay. The components know only this. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import type { Api } from '../../api/client.ts';
import type { Models } from '../../editor/models.ts';
import type { Work } from '../../editor/work.ts';
import type { Connection } from '../../realtime/connection.ts';
import type { RoomView } from '../../state/room.ts';
import type { Store } from '../../state/store.ts';

export interface RoomSource {
  interviewId: string;
  api: Api;
  bundle: StaffBundle;
  view: Pick<Store<RoomView>, 'get' | 'subscribe'>;
  doc: Y.Doc;
  work: Work;
  models: Models;
  awareness: Awareness | null;
  /** Server time of what is shown. */
  now(): number;
  /** Null in the replay: nothing can be said there. */
  live: Connection | null;
}
