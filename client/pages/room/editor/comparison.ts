/** What is compared side by side: a file as it is now and another text of it. */
import type { OpenFile } from '../../../state/files.ts';
import type { Task } from '../../../state/room/task.ts';
import { fileWords } from '../../../words/files.ts';

export interface Comparison {
  file: OpenFile;
  /** The other text. */
  original: string;
  labels: { original: string; modified: string };
  title: string;
}

/** A file beside what was handed out. */
export const withOriginal = (task: Task, file: OpenFile): Comparison => ({
  file,
  original: task.projectFiles.original(file.id)?.text ?? '',
  labels: { original: fileWords.diffOriginal, modified: fileWords.diffYours },
  title: fileWords.diffTitle(file.name),
});
