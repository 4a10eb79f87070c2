/** What the interviewer's room is drawn from: a live connection or a moment of the replay. The components know only this. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import type { Language } from '../../../protocol/language.ts';
import { belongsTo, offeredBy } from '../../../protocol/language.ts';
import type { Api } from '../../api/client.ts';
import { Models } from '../../editor/models.ts';
import type { Connection } from '../../realtime/connection.ts';
import type { RoomView } from '../../realtime/roomModel.ts';
import { ProjectFiles } from '../../state/files.ts';
import type { LedgerKeeper } from '../../state/ledger/keeper.ts';
import type { Store } from '../../store/store.ts';
import type { Reruns } from './reruns.ts';

export interface RoomSource {
  interviewId: string;
  api: Api;
  /** Languages that the interview offers. */
  languages: readonly Language[];
  /** Of the chosen language; before a choice of the first. */
  bundle: StaffBundle;
  view: Pick<Store<RoomView>, 'get' | 'subscribe'>;
  doc: Y.Doc;
  projectFiles: ProjectFiles;
  models: Models;
  awareness: Awareness | null;
  /** Server time of what is shown. */
  now(): number;
  /** Null in the replay: nothing can be sent there. */
  live: Connection | null;
  /** Null in the replay. */
  reruns: Reruns | null;
  /** Null in the replay. */
  keeper: LedgerKeeper | null;
}

/** The languages that an interview offers; a staff link is of no interview, so it asks. */
export async function languagesOf(api: Api, interviewId: string): Promise<readonly Language[]> {
  const { interviewId: invitedTo, languages } = await api.me();
  return invitedTo === null ? offeredBy((await api.interview(interviewId)).language) : languages;
}

/** The part of a source that goes with its bundle: the files of that language, and their models. */
export function workOf(
  doc: Y.Doc,
  bundle: StaffBundle,
  languages: readonly Language[],
): Pick<RoomSource, 'bundle' | 'projectFiles' | 'models'> {
  const { language, files } = bundle.candidate;
  const projectFiles = new ProjectFiles(doc, files, (name) => belongsTo(name, language, languages));
  return { bundle, projectFiles, models: new Models(projectFiles, false) };
}
