/** The task as the room works on it: what was handed out, the candidate's files, which of them are open, and the data as they come. */
import type * as Y from 'yjs';
import type { CandidateBundle } from '../../../protocol/bundle.ts';
import { belongsTo, type Language } from '../../../protocol/language.ts';
import type { Api } from '../../api/client.ts';
import { asAppError } from '../../api/error.ts';
import { retrying } from '../../api/retry.ts';
import { createStore, type Store } from '../../store/store.ts';
import { ProjectFiles } from '../files.ts';
import { OpenFiles } from '../openFiles.ts';

/** Bytes of the data files on their way. */
interface DataProgress {
  done: number;
  total: number;
  /** Why they do not come, and whether that is tried again by itself; null while they come. */
  trouble: { why: string; again: boolean } | null;
}

export interface Task {
  bundle: CandidateBundle;
  projectFiles: ProjectFiles;
  openFiles: OpenFiles;
  /** Data files by name; empty until all are there. */
  data: Store<ReadonlyMap<string, Uint8Array>>;
  dataProgress: Store<DataProgress>;
}

interface TaskOptions {
  doc: Y.Doc;
  bundle: CandidateBundle;
  interviewId: string;
  /** Those that the interview offers. */
  languages: readonly Language[];
  /** False while nothing of the files may be changed. */
  mayChange: () => boolean;
  /** The task in the other language: its data are the same and stay. */
  before: Task | null;
}

/** Makes the task of a bundle. Which files were open is remembered per interview, and per language where there are several. */
export function taskOf({ doc, bundle, interviewId, languages, mayChange, before }: TaskOptions): Task {
  const first = bundle.files.find((file) => file.kind === 'explore') ?? bundle.files[0];
  const key = languages.length > 1 ? `${interviewId}.${bundle.language}` : interviewId;
  const total = bundle.data.reduce((sum, file) => sum + file.bytes, 0);
  return {
    bundle,
    projectFiles: new ProjectFiles(doc, bundle.files, (name) => belongsTo(name, bundle.language, languages), mayChange),
    openFiles: new OpenFiles(key, first ? [first.id] : []),
    data: before?.data ?? createStore<ReadonlyMap<string, Uint8Array>>(new Map()),
    dataProgress: before?.dataProgress ?? createStore<DataProgress>({ done: 0, total, trouble: null }),
  };
}

/**
 * Loads the data files of a task, as often as it takes; what stops them is shown by `dataProgress.trouble`. Never rejects. Where they
 * were refused for good it may be called again.
 */
export async function loadData({ bundle, data, dataProgress }: Task, api: Api, interviewId: string): Promise<void> {
  const done = new Map<string, number>();
  dataProgress.update((state) => ({ ...state, trouble: null }));
  try {
    const files = await Promise.all(
      bundle.data.map(async ({ name }) => {
        const onProgress = (part: number) => {
          done.set(name, part);
          const sum = [...done.values()].reduce((a, b) => a + b, 0);
          dataProgress.update((state) => ({ ...state, done: sum, trouble: null }));
        };
        const bytes = await retrying(() => api.data(interviewId, name, onProgress), {
          onWait: ({ message }) =>
            dataProgress.update((state) => ({ ...state, trouble: { why: message, again: true } })),
        });
        return [name, bytes] as const;
      }),
    );
    data.set(new Map(files));
  } catch (cause) {
    const why = asAppError(cause).message;
    dataProgress.update((state) => ({ ...state, trouble: { why, again: false } }));
  }
}
