/** The candidate's room while the interview lasts: its panes, in the form that the window has room for, and its dialogs. */
import { useCallback, useMemo, useState } from 'react';
import type { Anchor } from '../../../protocol/anchor.ts';
import { RoomActions } from '../../state/room/actions.ts';
import { askScore } from '../../state/room/askScore.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { ShortcutSheet, useShortcuts } from '../../ui/shortcuts.tsx';
import { TypeScriptLink } from '../../ui/TypeScriptLink.tsx';
import { toast } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { noteWords } from '../../words/notes.ts';
import { roomWords } from '../../words/room.ts';
import { CodePane, EDITOR_ID } from './CodePane.tsx';
import { type Comparison, withOriginal } from './editor/comparison.ts';
import { FileDialogs, type FileTask } from './editor/FileDialogs.tsx';
import { anchorOf, NoteDialog } from './editor/NoteDialog.tsx';
import { useRefusals } from './editor/useRefusals.ts';
import { held, useHolders } from './holders.tsx';
import { FilesPane } from './left/FilesPane.tsx';
import { LeftPane } from './left/LeftPane.tsx';
import { NarrowBar, NarrowHead } from './NarrowBar.tsx';
import { NarrowRoom } from './NarrowRoom.tsx';
import { NotesPane } from './output/NotesPane.tsx';
import { OutputPane } from './output/OutputPane.tsx';
import { PhaseBanner } from './PhaseBanner.tsx';
import { ConstraintsPane } from './score/ConstraintsPane.tsx';
import { ScoreDialog } from './score/ScoreDialog.tsx';
import { roomShortcuts } from './shortcutTable.ts';
import { TopBar } from './TopBar.tsx';
import { useFolding } from './useFolding.ts';
import { useForm } from './useForm.ts';
import { WideRoom } from './WideRoom.tsx';

function OtherTab({ session }: { session: RoomSession }) {
  const active = useStore(session.tabLock.active);
  if (active) return null;
  return (
    <div className="banner">
      <span>
        <strong>{roomWords.otherTabTitle(session.runtimeName)}</strong> {roomWords.otherTab}
      </span>
      <Button onClick={() => session.tabLock.takeOver()}>{roomWords.takeOver}</Button>
    </div>
  );
}

/** The note that is being written, or null; `annotate` begins one about what is selected. */
function useNote(actions: RoomActions) {
  const [note, setNote] = useState<{ anchor: Anchor; about: string } | null>(null);
  const annotate = useCallback(() => {
    const editor = actions.editor.get();
    const anchor = anchorOf(editor);
    const file = editor?.file();
    const about =
      anchor.kind === 'text' && file ? `${noteWords.lines(file.name, anchor.startLine, anchor.endLine)}.` : '';
    setNote({ anchor, about });
  }, [actions]);
  return { note, annotate, closeNote: () => setNote(null) };
}

/** The room while the interview lasts, in the form that the window has room for. */
export function Desk({ session }: { session: RoomSession }) {
  const { task, connection } = session;
  if (!task) throw new Error('The desk is shown before the task is open.');
  const { isNarrow, shown, show } = useForm();
  const actions = useMemo(() => new RoomActions(session, toast, () => show('code')), [session, show]);
  const [sheet, setSheet] = useState(false);
  const [scoring, setScoring] = useState(false);
  const [asked, setAsked] = useState<FileTask | null>(null);
  const [diff, setDiff] = useState<Comparison | null>(null);
  const folding = useFolding();
  const holders = useHolders();
  const { toggle } = folding;

  const { note, annotate, closeNote } = useNote(actions);
  const shortcuts = useMemo(
    () => roomShortcuts({ actions, task, annotate, toggle, show, showSheet: () => setSheet(true) }),
    [actions, task, annotate, toggle, show],
  );
  useShortcuts(shortcuts);
  useRefusals(task.projectFiles);

  return (
    <div className={isNarrow ? 'room-narrow' : 'room'}>
      <a className="skip-link" href={`#${EDITOR_ID}`} onClick={() => show('code')}>
        {common.skipToMain}
      </a>
      {isNarrow ? (
        <NarrowHead session={session} onHelp={() => setSheet(true)} />
      ) : (
        <TopBar session={session} onHelp={() => setSheet(true)} toggle={toggle} />
      )}
      <ConnectionBanner connection={connection} />
      <OtherTab session={session} />
      <PhaseBanner session={session} />
      {isNarrow ? (
        <NarrowRoom
          session={session}
          holders={holders}
          shown={shown}
          onShow={show}
          bar={<NarrowBar session={session} actions={actions} />}
        />
      ) : (
        <WideRoom session={session} holders={holders} folding={folding} />
      )}
      {held(holders, 'task', <LeftPane session={session} task={task} />)}
      {held(
        holders,
        'files',
        <FilesPane
          session={session}
          task={task}
          onAsk={setAsked}
          onDiff={(file) => setDiff(withOriginal(task, file))}
          onOpen={() => show('code')}
        />,
      )}
      {held(
        holders,
        'code',
        <CodePane
          session={session}
          task={task}
          actions={actions}
          onScore={() => void askScore(session, actions, toast, () => setScoring(true))}
          diff={diff}
          onCloseDiff={() => setDiff(null)}
          onAnnotate={annotate}
        />,
      )}
      {held(holders, 'output', <OutputPane session={session} actions={actions} />)}
      {held(
        holders,
        'constraints',
        <ConstraintsPane session={session} task={task} actions={actions} onCompare={setDiff} />,
      )}
      {held(
        holders,
        'notes',
        <NotesPane session={session} task={task} actions={actions} onAdd={annotate} onOutput={() => show('output')} />,
      )}
      {scoring ? <ScoreDialog session={session} task={task} onClose={() => setScoring(false)} /> : null}
      {note ? (
        <NoteDialog
          connection={connection}
          anchor={note.anchor}
          about={note.about}
          editor={actions.editor.get()}
          onClose={closeNote}
        />
      ) : null}
      <FileDialogs task={task} actions={actions} asked={asked} onClose={() => setAsked(null)} />
      <ShortcutSheet shortcuts={shortcuts} open={sheet} onClose={() => setSheet(false)}>
        <TypeScriptLink language={task.bundle.language} />
      </ShortcutSheet>
    </div>
  );
}
