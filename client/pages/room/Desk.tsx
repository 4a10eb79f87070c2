/** The candidate's room while the interview lasts: panes around the code. */
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Anchor } from '../../../protocol/anchor.ts';
import type { OpenFile } from '../../state/files.ts';
import { RoomActions } from '../../state/room/actions.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import type { Task } from '../../state/room/task.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { lazyPart } from '../../ui/lazyPart.ts';
import { Divider, MemoryGroup, Panel, type PanelImperativeHandle } from '../../ui/panels.tsx';
import { ShortcutSheet, useShortcuts } from '../../ui/shortcuts.tsx';
import { EmptyState, Loading } from '../../ui/states.tsx';
import { TypeScriptLink } from '../../ui/TypeScriptLink.tsx';
import { toast } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { fileWords } from '../../words/files.ts';
import { noteWords } from '../../words/notes.ts';
import { paneWords, roomWords } from '../../words/room.ts';
import { FileDialogs, type FileTask } from './editor/FileDialogs.tsx';
import { FileTabs } from './editor/FileTabs.tsx';
import { anchorOf, NoteDialog } from './editor/NoteDialog.tsx';
import { Toolbar } from './editor/Toolbar.tsx';
import { useRefusals } from './editor/useRefusals.ts';
import { FilesPane } from './left/FilesPane.tsx';
import { LeftPane } from './left/LeftPane.tsx';
import { NotesPane } from './output/NotesPane.tsx';
import { OutputPane } from './output/OutputPane.tsx';
import { ConstraintsPane } from './score/ConstraintsPane.tsx';
import { ScoreDialog } from './score/ScoreDialog.tsx';
import { roomShortcuts } from './shortcutTable.ts';
import { TopBar } from './TopBar.tsx';

const EditorPane = lazyPart(() => import('./editor/EditorPane.tsx'));
const EDITOR_ID = 'room-editor';

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

/** Tabs, buttons and editor of the files that are open. */
function CodePane({
  session,
  task,
  actions,
  onScore,
  diff,
  onCloseDiff,
  onAnnotate,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  onScore: () => void;
  /** File to compare with its original, or null. */
  diff: OpenFile | null;
  onCloseDiff: () => void;
  onAnnotate: () => void;
}) {
  const files = useStore(task.projectFiles.files);
  const open = useStore(task.openFiles.store);
  useEffect(() => {
    if (files.length > 0) task.openFiles.retain(new Set(files.map((f) => f.id)));
  }, [task, files]);

  const noFile = files.length > 0 && (open.active === null || !files.some((f) => f.id === open.active));

  return (
    <section className="pane editor-pane" aria-label={paneWords.editor}>
      <FileTabs task={task} panelId={EDITOR_ID} />
      <Toolbar session={session} actions={actions} onScore={onScore} />
      <div id={EDITOR_ID} className="editor-host" role="tabpanel" aria-label={fileWords.tabs} tabIndex={-1}>
        <Suspense fallback={<Loading what={paneWords.editor} />}>
          <div hidden={noFile} className="editor-host-inner">
            <EditorPane
              session={session}
              task={task}
              actions={actions}
              diff={diff}
              onCloseDiff={onCloseDiff}
              onAnnotate={onAnnotate}
            />
          </div>
        </Suspense>
        {noFile ? <EmptyState title={fileWords.none}>{fileWords.noneText}</EmptyState> : null}
      </div>
    </section>
  );
}

/** The room while the interview lasts: task and files left, code and output in the middle, constraints and notes right. */
export function Desk({ session }: { session: RoomSession }) {
  const { task, connection } = session;
  if (!task) throw new Error('The desk is shown before the task is open.');
  const actions = useMemo(() => new RoomActions(session, toast), [session]);
  const [sheet, setSheet] = useState(false);
  const [scoring, setScoring] = useState(false);
  const [asked, setAsked] = useState<FileTask | null>(null);
  const [diff, setDiff] = useState<OpenFile | null>(null);
  const left = useRef<PanelImperativeHandle | null>(null);
  const right = useRef<PanelImperativeHandle | null>(null);
  const output = useRef<PanelImperativeHandle | null>(null);

  const { note, annotate, closeNote } = useNote(actions);
  const toggle = useCallback((panel: 'left' | 'right' | 'output') => {
    const handle = { left, right, output }[panel].current;
    if (handle?.isCollapsed()) handle.expand();
    else handle?.collapse();
  }, []);

  const shortcuts = useMemo(
    () => roomShortcuts({ actions, task, annotate, showSheet: () => setSheet(true) }),
    [actions, task, annotate],
  );
  useShortcuts(shortcuts);
  useRefusals(task.projectFiles);

  return (
    <div className="room">
      <a className="skip-link" href={`#${EDITOR_ID}`}>
        {common.skipToMain}
      </a>
      <TopBar session={session} onHelp={() => setSheet(true)} toggle={toggle} />
      <ConnectionBanner connection={connection} />
      <OtherTab session={session} />
      <main className="room-main">
        <MemoryGroup id="room" panels={['left', 'middle', 'right']} orientation="horizontal">
          <Panel id="left" panelRef={left} defaultSize="23%" minSize={200} collapsible collapsedSize={0}>
            <MemoryGroup id="room-left" panels={['task', 'files']} orientation="vertical">
              <Panel id="task" defaultSize="66%" minSize={120}>
                <LeftPane session={session} task={task} />
              </Panel>
              <Divider id="files-border" label={roomWords.resizeFiles} />
              <Panel id="files" minSize={80} collapsible collapsedSize={0}>
                <FilesPane session={session} task={task} onAsk={setAsked} onDiff={setDiff} />
              </Panel>
            </MemoryGroup>
          </Panel>
          <Divider id="left-border" label={roomWords.resizeLeft} />
          <Panel id="middle" minSize={360}>
            <MemoryGroup id="room-middle" panels={['code', 'output']} orientation="vertical">
              <Panel id="code" defaultSize="62%" minSize={120}>
                <CodePane
                  session={session}
                  task={task}
                  actions={actions}
                  onScore={() => setScoring(true)}
                  diff={diff}
                  onCloseDiff={() => setDiff(null)}
                  onAnnotate={annotate}
                />
              </Panel>
              <Divider id="output-border" label={roomWords.resizeOutput} />
              <Panel id="output" panelRef={output} minSize={80} collapsible collapsedSize={0}>
                <OutputPane session={session} actions={actions} />
              </Panel>
            </MemoryGroup>
          </Panel>
          <Divider id="right-border" label={roomWords.resizeRight} />
          <Panel id="right" panelRef={right} defaultSize="20%" minSize={190} collapsible collapsedSize={0}>
            <MemoryGroup id="room-right" panels={['constraints', 'notes']} orientation="vertical">
              <Panel id="constraints" defaultSize="58%" minSize={80}>
                <ConstraintsPane session={session} task={task} />
              </Panel>
              <Divider id="notes-border" label={roomWords.resizeNotes} />
              <Panel id="notes" minSize={80} collapsible collapsedSize={0}>
                <NotesPane session={session} task={task} actions={actions} onAdd={annotate} />
              </Panel>
            </MemoryGroup>
          </Panel>
        </MemoryGroup>
      </main>
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
