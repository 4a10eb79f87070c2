/** The candidate's room while the interview lasts: panes around the code. */
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import type { Anchor } from '../../../protocol/anchor.ts';
import type { OpenFile } from '../../state/files.ts';
import { RoomActions } from '../../state/room/actions.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import type { Task } from '../../state/room/task.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { ConnectionBanner } from '../../ui/ConnectionBanner.tsx';
import { lazyPart } from '../../ui/lazyPart.ts';
import { Divider, MemoryGroup, Panel } from '../../ui/panels.tsx';
import { ShortcutSheet, useShortcuts } from '../../ui/shortcuts.tsx';
import { EmptyState, Loading } from '../../ui/states.tsx';
import { TypeScriptLink } from '../../ui/TypeScriptLink.tsx';
import { toast } from '../../ui/toast.tsx';
import { common } from '../../words/common.ts';
import { fileWords } from '../../words/files.ts';
import { noteWords } from '../../words/notes.ts';
import { paneWords, roomWords } from '../../words/room.ts';
import { runWords, toolWords } from '../../words/runs.ts';
import { FileDialogs, type FileTask } from './editor/FileDialogs.tsx';
import { FileTabs } from './editor/FileTabs.tsx';
import { anchorOf, NoteDialog } from './editor/NoteDialog.tsx';
import { Toolbar } from './editor/Toolbar.tsx';
import { useRefusals } from './editor/useRefusals.ts';
import { FoldedPane } from './FoldedPane.tsx';
import { FoldingPanel } from './FoldingPanel.tsx';
import { FilesPane } from './left/FilesPane.tsx';
import { LeftPane } from './left/LeftPane.tsx';
import { NotesPane } from './output/NotesPane.tsx';
import { OutputPane } from './output/OutputPane.tsx';
import { PhaseBanner } from './PhaseBanner.tsx';
import { ConstraintsPane } from './score/ConstraintsPane.tsx';
import { ScoreDialog } from './score/ScoreDialog.tsx';
import { PANE_KEYS, roomShortcuts } from './shortcutTable.ts';
import { TopBar } from './TopBar.tsx';
import { type Folding, useFolding } from './useFolding.ts';

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

/** The line that is left of the output: how many runs there are, and how the last one stands. */
function FoldedOutput({ session, onOpen }: { session: RoomSession; onOpen: () => void }) {
  const runs = useStore(session.connection.room.store, (view) => view.state.runs);
  const last = runs.at(-1);
  const state = last && (last.status === 'running' ? runWords.spokenRunning : runWords.status[last.status]);
  const facts = [
    paneWords.output,
    toolWords.runs(runs.length),
    last && state ? runWords.spoken(last.number, state) : '',
  ];
  return (
    <>
      <FoldedPane facts={facts} keys={PANE_KEYS.output} onOpen={onOpen} />
      <span className="visually-hidden" role="status">
        {facts.at(-1)}
      </span>
    </>
  );
}

/** What counts and what was noted, beside the code. */
function RightSide({
  session,
  task,
  actions,
  folding,
  annotate,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  folding: Folding;
  annotate: () => void;
}) {
  return (
    <FoldingPanel
      name="right"
      folding={folding}
      defaultSize="19%"
      minSize={190}
      strip={<FoldedPane facts={paneWords.rightFacts} keys={PANE_KEYS.right} upright onOpen={folding.open.right} />}
    >
      <MemoryGroup id="room-right" panels={['constraints', 'notes']} orientation="vertical">
        <Panel id="constraints" defaultSize="58%" minSize={80}>
          <ConstraintsPane session={session} task={task} />
        </Panel>
        <Divider id="notes-border" label={roomWords.resizeNotes} />
        <Panel id="notes" minSize={80} collapsible collapsedSize={0}>
          <NotesPane session={session} task={task} actions={actions} onAdd={annotate} />
        </Panel>
      </MemoryGroup>
    </FoldingPanel>
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
  const folding = useFolding();
  const { toggle, open } = folding;

  const { note, annotate, closeNote } = useNote(actions);
  const shortcuts = useMemo(
    () => roomShortcuts({ actions, task, annotate, toggle, showSheet: () => setSheet(true) }),
    [actions, task, annotate, toggle],
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
      <PhaseBanner session={session} />
      <main className="room-main">
        <MemoryGroup id="room" panels={['left', 'middle', 'right']} orientation="horizontal">
          <FoldingPanel
            name="left"
            folding={folding}
            defaultSize="22%"
            minSize={200}
            strip={<FoldedPane facts={paneWords.leftFacts} keys={PANE_KEYS.left} upright onOpen={open.left} />}
          >
            <MemoryGroup id="room-left" panels={['task', 'files']} orientation="vertical">
              <Panel id="task" defaultSize="66%" minSize={120}>
                <LeftPane session={session} task={task} />
              </Panel>
              <Divider id="files-border" label={roomWords.resizeFiles} />
              <Panel id="files" minSize={80} collapsible collapsedSize={0}>
                <FilesPane session={session} task={task} onAsk={setAsked} onDiff={setDiff} />
              </Panel>
            </MemoryGroup>
          </FoldingPanel>
          <Divider id="left-border" label={roomWords.resizeLeft} />
          <Panel id="middle" minSize={360}>
            <MemoryGroup id="room-middle" panels={['code', 'output']} orientation="vertical">
              <Panel id="code" defaultSize="70%" minSize={120}>
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
              <FoldingPanel
                name="output"
                folding={folding}
                minSize={80}
                strip={<FoldedOutput session={session} onOpen={open.output} />}
              >
                <OutputPane session={session} actions={actions} />
              </FoldingPanel>
            </MemoryGroup>
          </Panel>
          <Divider id="right-border" label={roomWords.resizeRight} />
          <RightSide session={session} task={task} actions={actions} folding={folding} annotate={annotate} />
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
