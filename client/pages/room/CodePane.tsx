/** Tabs, buttons and editor of the files that are open. */
import { Suspense, useEffect } from 'react';
import type { RoomActions } from '../../state/room/actions.ts';
import type { RoomSession } from '../../state/room/roomSession.ts';
import type { Task } from '../../state/room/task.ts';
import { useStore } from '../../store/store.ts';
import { lazyPart } from '../../ui/lazyPart.ts';
import { EmptyState, Loading } from '../../ui/states.tsx';
import { fileWords } from '../../words/files.ts';
import { paneWords } from '../../words/room.ts';
import type { Comparison } from './editor/comparison.ts';
import { FileTabs } from './editor/FileTabs.tsx';
import { Toolbar } from './editor/Toolbar.tsx';

const EditorPane = lazyPart(() => import('./editor/EditorPane.tsx'));

/** What the link that skips the bars leads to. */
export const EDITOR_ID = 'room-editor';

/** The candidate's code: what is open, what can be done with it, and the text. */
export function CodePane({
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
  /** What is compared side by side, or null. */
  diff: Comparison | null;
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
