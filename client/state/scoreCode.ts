/** The code of an earlier score against the files as they are now. */

import type { OpenFile, ProjectFiles } from './files.ts';
import type { EditorHandle } from './room/editorHandle.ts';

/** One file of the score's code; `now` is null where there is no file of that name any more. */
export interface ThenNow {
  name: string;
  earlier: string;
  now: OpenFile | null;
  isSame: boolean;
}

/** Line ends count as one: the editor has line feeds only. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n');

/** The files of a score beside those of now, by name. */
export const thenAndNow = (files: Readonly<Record<string, string>>, project: Pick<ProjectFiles, 'byName'>): ThenNow[] =>
  Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, earlier]) => {
      const now = project.byName(name);
      return { name, earlier, now, isSame: now !== null && plain(now.text.toString()) === plain(earlier) };
    });

/** Puts the code of a score into the editor: in each file one change, which one undo takes back. Files that came later stay. */
export function takeBack(
  compared: readonly ThenNow[],
  editor: Pick<EditorHandle, 'replace'>,
  project: Pick<ProjectFiles, 'add' | 'fault'>,
): void {
  for (const { name, earlier, now, isSame } of compared) {
    if (isSame) continue;
    if (now) editor.replace(now, plain(earlier));
    else if (project.fault(name) === null) project.add(name, plain(earlier));
  }
}
