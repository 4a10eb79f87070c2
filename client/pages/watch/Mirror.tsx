/** The candidate's code, read-only, following them or not. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { CodeEditor, type EditorCommand } from '../../editor/CodeEditor.tsx';
import { type Editor, monaco } from '../../editor/monaco.ts';
import { type RemoteCursor, remoteCursors } from '../../editor/presence.ts';
import { useStore } from '../../store/store.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Typed } from '../../ui/Typed.tsx';
import { watchWords } from '../../words/watch.ts';
import type { RoomSource } from './source.ts';

interface MirrorProps {
  source: RoomSource;
  /** The file shown; null until one is chosen. */
  fileId: string | null;
  onFile: (fileId: string) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  onEditor: (editor: Editor | null) => void;
  /** The selection in the mirror changed. */
  onSelection: () => void;
  onPickNote: (annotationId: string) => void;
  commands: readonly EditorCommand[];
}

/** The candidate's files as they are, with cursor and selection. Looking somewhere else ends following; a press takes it up again. */
export function Mirror(props: MirrorProps) {
  const { source, fileId, onFile, follow, onFollow, onEditor, onSelection, onPickNote, commands } = props;
  const files = useStore(source.projectFiles.files);
  const annotations = useStore(source.view, (view) => view.state.annotations);
  const [editor, setEditor] = useState<Editor | null>(null);
  // Until somebody chooses or a cursor leads: the file that was run last, which is what the replay opens with.
  const ran = useStore(source.view, (view) => view.state.runs.findLast((run) => run.file !== '')?.file ?? null);
  const file = files.find((f) => f.id === fileId) ?? files.find((f) => f.name === ran) ?? files[0] ?? null;
  const following = useRef(follow);
  following.current = follow;

  const show = useCallback(
    (cursor: RemoteCursor) => {
      if (!following.current || cursor.fileId === null) return;
      if (source.projectFiles.file(cursor.fileId)) onFile(cursor.fileId);
      const model = editor?.getModel() ?? null;
      if (source.models.fileOf(model)?.id === cursor.fileId) {
        editor?.setScrollTop(editor.getTopForLineNumber(cursor.top), monaco.editor.ScrollType.Immediate);
      }
    },
    [editor, onFile, source],
  );

  useEffect(() => {
    if (!follow || !source.awareness) return;
    const cursor = remoteCursors(source.awareness)[0];
    if (cursor) show(cursor);
  }, [follow, show, source]);

  useEffect(() => {
    if (!editor) return;
    const subscriptions = [
      editor.onDidChangeCursorSelection(onSelection),
      editor.onDidChangeModel(onSelection),
      // Scrolling by wheel and mouse is done by this person; scrolling by code is not.
      editor.onMouseDown(() => onFollow(false)),
    ];
    return () => {
      for (const s of subscriptions) s.dispose();
    };
  }, [editor, onSelection, onFollow]);

  const take = useCallback(
    (next: Editor | null) => {
      setEditor(next);
      onEditor(next);
    },
    [onEditor],
  );

  return (
    <section className="mirror" aria-label={watchWords.editor}>
      <div className="mirror-bar">
        <nav aria-label={watchWords.files} className="mirror-files">
          {files.map((f) => (
            <button
              key={f.id}
              type="button"
              className="mirror-file"
              aria-current={f.id === file?.id ? 'true' : undefined}
              onClick={() => {
                onFollow(false);
                onFile(f.id);
              }}
            >
              <Typed text={f.name} />
            </button>
          ))}
        </nav>
        {source.awareness ? (
          <Button look="quiet" aria-pressed={follow} onClick={() => onFollow(!follow)}>
            {watchWords.follow}
          </Button>
        ) : null}
      </div>
      {file ? (
        <div className="mirror-code" onWheel={() => onFollow(false)}>
          <CodeEditor
            doc={source.doc}
            models={source.models}
            file={file}
            label={watchWords.code}
            readOnly
            awareness={source.awareness}
            annotations={annotations}
            onEditor={take}
            onRemoteCursor={show}
            onPickNote={onPickNote}
            commands={commands}
          />
        </div>
      ) : (
        <EmptyState title={watchWords.noFile} />
      )}
    </section>
  );
}
