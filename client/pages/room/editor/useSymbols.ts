/** Go to definition and rename, as commands of the editor. */
import { useCallback, useMemo, useState } from 'react';
import { monaco } from '../../../editor/monaco.ts';
import { placeAt, type Symbols } from '../../../editor/symbols.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { Task } from '../../../state/room/task.ts';
import { toast } from '../../../ui/toast.tsx';
import { editorWords, renameWords } from '../../../words/editor.ts';
import { fileWords } from '../../../words/files.ts';
import type { Renaming } from './RenameDialog.tsx';

/** Asks `symbols` about the name at the cursor. */
export function useSymbols(symbols: Symbols | null, actions: RoomActions, task: Task) {
  const [renaming, setRenaming] = useState<Renaming | null>(null);

  const definition = useCallback(async () => {
    const editor = actions.editor.get();
    const file = editor?.file();
    if (!editor || !file || !symbols) return;
    const found = await symbols.definition(file, editor.offset());
    if (found.kind === 'busy') toast(editorWords.busy);
    else if (found.kind === 'unknown') toast(editorWords.noDefinition);
    else if (found.kind === 'library') toast(editorWords.inLibrary(found.name));
    else {
      const { line, column } = placeAt(found.file.text.toString(), found.start);
      task.openFiles.open(found.file.id);
      // The editor swaps the file with the next render.
      requestAnimationFrame(() => requestAnimationFrame(() => actions.editor.get()?.reveal(line, column + 1)));
    }
  }, [symbols, actions, task]);

  const rename = useCallback(async () => {
    const editor = actions.editor.get();
    const file = editor?.file();
    if (!editor || !file || !symbols) return;
    if (!task.projectFiles.mayChange()) {
      toast(fileWords.faults.closed, 'attention');
      return;
    }
    const found = await symbols.uses(file, editor.offset());
    if (found.kind === 'uses') setRenaming({ name: found.name, uses: found.uses });
    else if (found.why === 'syntax') toast(renameWords.syntax(found.file), 'attention');
    else toast(renameWords.refused[found.why]);
  }, [symbols, actions, task]);

  const commands = useMemo(
    () => [
      { id: 'definition', label: editorWords.definition, keys: [monaco.KeyCode.F12], run: () => void definition() },
      { id: 'rename', label: editorWords.rename, keys: [monaco.KeyCode.F2], run: () => void rename() },
    ],
    [definition, rename],
  );
  return { commands, renaming, endRenaming: () => setRenaming(null) };
}
