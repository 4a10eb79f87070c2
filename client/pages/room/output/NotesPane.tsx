/** Shared notes in the candidate's room. */
import { MessageSquarePlus } from 'lucide-react';
import { asAppError } from '../../../api/error.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { useStore } from '../../../store/store.ts';
import { Button } from '../../../ui/Button.tsx';
import { type NoteActions, NoteList } from '../../../ui/notes/NoteList.tsx';
import { toast } from '../../../ui/toast.tsx';
import { sharedNoteWords } from '../../../words/notes.ts';
import { paneWords } from '../../../words/room.ts';
import { anchorOf } from '../editor/NoteDialog.tsx';

const complain = (cause: unknown) => toast(asAppError(cause).message, 'trouble');

/** Notes that everybody in the interview sees. */
export function NotesPane({
  session,
  task,
  actions,
  onAdd,
  onOutput,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  onAdd: () => void;
  /** A run is about to be shown in the output. */
  onOutput: () => void;
}) {
  const { connection } = session;
  const state = useStore(connection.room.store, (view) => view.state);
  const me = useStore(connection.room.store, (view) => view.me);
  const changes: NoteActions = {
    edit: (annotationId, text) => void connection.say('annotation.edit', { annotationId, text }).catch(complain),
    remove: (annotationId) => void connection.say('annotation.remove', { annotationId }).catch(complain),
    move({ annotationId, text }) {
      const editor = actions.editor.get();
      const anchor = anchorOf(editor);
      connection.flush();
      connection.say('annotation.edit', { annotationId, text, anchor }).catch(complain);
      editor?.focus();
    },
  };
  return (
    <section className="pane" aria-label={paneWords.annotations}>
      <div className="pane-head">
        <h2>{paneWords.annotations}</h2>
        <Button look="quiet" className="pane-action" icon={<MessageSquarePlus />} onClick={onAdd}>
          {sharedNoteWords.add}
        </Button>
      </div>
      <NoteList
        state={state}
        doc={connection.doc}
        projectFiles={task.projectFiles}
        mine={me ? { participantId: me.participantId, actions: changes } : null}
        onShow={(note, place) => {
          if (place?.at) actions.goTo(place.at.file, place.at.line);
          if (note.anchor.kind === 'run') {
            onOutput();
            document.getElementById(`run-${note.anchor.runId}`)?.scrollIntoView({ block: 'start' });
          }
        }}
        empty={sharedNoteWords.noneText}
        audience={false}
        picked={null}
      />
    </section>
  );
}
