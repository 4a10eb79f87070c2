/** The pane of the code: Monaco on the file in front, with what completes and checks it. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { trackOf } from '../../../../engine/tracks.ts';
import type { CandidateBundle } from '../../../../protocol/bundle.ts';
import { CodeEditor, type EditorCommand } from '../../../editor/CodeEditor.tsx';
import { DiffView } from '../../../editor/DiffView.tsx';
import { handleOf } from '../../../editor/handle.ts';
import { Models } from '../../../editor/models.ts';
import { type Editor, monaco } from '../../../editor/monaco.ts';
import { pythonHelp } from '../../../editor/python.ts';
import { pythonSymbols } from '../../../editor/pythonSymbols.ts';
import { typescriptSymbols } from '../../../editor/typescript/symbols.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Loading } from '../../../ui/states.tsx';
import { fileWords } from '../../../words/files.ts';
import { sharedNoteWords } from '../../../words/notes.ts';
import { paneWords } from '../../../words/room.ts';
import { toolWords } from '../../../words/runs.ts';
import { roomShortcutWords } from '../../../words/shortcuts.ts';
import type { Comparison } from './comparison.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { useOnce } from './useRefusals.ts';
import { useSymbols } from './useSymbols.ts';

/** The compiler is many times the weight of the editor: only an interview in TypeScript loads it, and the editor does not wait for it. */
function lazyTypeScriptHelp(bundle: CandidateBundle): monaco.IDisposable {
  let help: monaco.IDisposable | null = null;
  let isGone = false;
  const load = async () => {
    const { typescriptHelp } = await import('../../../editor/typescript/help.ts');
    if (!isGone) help = typescriptHelp(monaco, bundle);
  };
  // Without it code is edited and run all the same.
  load().catch(() => {});
  return {
    dispose() {
      isGone = true;
      help?.dispose();
    },
  };
}

/** What the editor's keys and its list of commands do, besides what Monaco brings. */
function useCommands(actions: RoomActions, onAnnotate: () => void): EditorCommand[] {
  return useMemo<EditorCommand[]>(() => {
    const { KeyMod, KeyCode } = monaco;
    return [
      { id: 'runCell', label: toolWords.runCell, keys: [KeyMod.CtrlCmd | KeyCode.Enter], run: () => actions.runCell() },
      {
        id: 'runAdvance',
        label: roomShortcutWords.runAdvance,
        keys: [KeyMod.Shift | KeyCode.Enter],
        run: () => actions.runCell(true),
      },
      {
        id: 'runFile',
        label: toolWords.runFile,
        keys: [KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter],
        run: () => actions.runFile(),
      },
      {
        id: 'runAbove',
        label: toolWords.runAbove,
        keys: [KeyMod.Alt | KeyMod.Shift | KeyCode.Enter],
        run: () => actions.runAbove(),
      },
      {
        id: 'runAll',
        label: toolWords.runAll,
        keys: [KeyMod.CtrlCmd | KeyMod.Alt | KeyCode.Enter],
        run: () => actions.runAll(),
      },
      { id: 'runSelection', label: toolWords.runSelection, keys: [], run: () => actions.runSelection() },
      {
        id: 'annotate',
        label: sharedNoteWords.add,
        keys: [KeyMod.CtrlCmd | KeyMod.Alt | KeyCode.KeyN],
        run: onAnnotate,
      },
    ];
  }, [actions, onAnnotate]);
}

/** The code of the file in front. Loaded lazily: it brings Monaco. */
export default function EditorPane({
  session,
  task,
  actions,
  diff,
  onCloseDiff,
  onAnnotate,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  /** What is compared side by side, or null. */
  diff: Comparison | null;
  onCloseDiff: () => void;
  onAnnotate: () => void;
}) {
  const { connection } = session;
  const [models, setModels] = useState<Models | null>(null);
  const files = useStore(task.projectFiles.files);
  const active = useStore(task.openFiles.store, (tabs) => tabs.active);
  const annotations = useStore(connection.room.store, (view) => view.state.annotations);
  const synced = useStore(connection.link, (link) => link.synced);
  const coming = useStore(connection.link, (link) => link.coming);
  const errorLine = useStore(actions.errorLine);
  const frozen = useStore(connection.room.store, () => !session.mayWork());
  const file = files.find((f) => f.id === active) ?? null;
  const current = useRef(file);
  current.current = file;

  useEffect(() => {
    const { needsEmit, answersQuestions } = trackOf(task.bundle.language);
    const made = new Models(task.projectFiles, true, !answersQuestions);
    setModels(made);
    const help = needsEmit
      ? lazyTypeScriptHelp(task.bundle)
      : pythonHelp(
          () => session.kernel.sandbox,
          (model) => made.fileOf(model)?.name ?? null,
        );
    return () => {
      help.dispose();
      made.dispose();
    };
  }, [session, task]);

  const sayFrozen = useOnce(fileWords.faults.closed);
  const { projectFiles, bundle } = task;
  const symbols = useMemo(
    () =>
      trackOf(bundle.language).needsEmit
        ? typescriptSymbols(projectFiles)
        : pythonSymbols(() => session.kernel.sandbox, projectFiles),
    [bundle, projectFiles, session],
  );
  const { commands: symbolCommands, renaming, endRenaming } = useSymbols(symbols, actions, task);
  const roomCommands = useCommands(actions, onAnnotate);
  const commands = useMemo(() => [...roomCommands, ...symbolCommands], [roomCommands, symbolCommands]);

  const onEditor = useCallback(
    (editor: Editor | null) => {
      actions.editor.set(editor && models ? handleOf(editor, models, () => current.current) : null);
    },
    [actions, models],
  );

  // Half a document is no text to read or to change.
  if (!models || !synced) return <Loading what={coming ? paneWords.work : paneWords.editor} {...coming} />;
  return (
    <>
      <CodeEditor
        doc={connection.doc}
        models={models}
        file={file}
        label={file ? fileWords.label(file.name) : paneWords.editor}
        readOnly={false}
        frozen={frozen}
        onFrozen={sayFrozen}
        awareness={connection.awareness}
        annotations={annotations}
        errorLine={errorLine}
        commands={commands}
        onEditor={onEditor}
      />
      {renaming ? <RenameDialog models={models} renaming={renaming} onClose={endRenaming} /> : null}
      <Dialog open={diff !== null} onClose={onCloseDiff} title={diff?.title ?? ''} wide>
        {diff ? <DiffView models={models} file={diff.file} original={diff.original} labels={diff.labels} /> : null}
      </Dialog>
    </>
  );
}
