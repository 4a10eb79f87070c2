import { MessageSquarePlus } from 'lucide-react';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/Button.tsx';
import { NoteList } from '../../ui/NoteList.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { RoomActions } from './actions.ts';
import type { RoomSession, Task } from './session.ts';
import { noteWords, paneWords } from './words.ts';

/** Notes that everybody in the interview sees. */
export function NotesPane({
  session,
  task,
  actions,
  onAdd,
}: {
  session: RoomSession;
  task: Task;
  actions: RoomActions;
  onAdd: () => void;
}) {
  const { connection } = session;
  const state = useStore(connection.room.store, (view) => view.state);
  const me = useStore(connection.room.store, (view) => view.me?.participantId ?? null);
  return (
    <section className="pane" aria-label={paneWords.annotations}>
      <div className="pane-head">
        <h2>{paneWords.annotations}</h2>
        <Button look="quiet" className="pane-action" icon={<MessageSquarePlus />} onClick={onAdd}>
          {noteWords.add}
        </Button>
      </div>
      {state.annotations.length === 0 ? (
        <EmptyState title={noteWords.none}>{noteWords.noneText}</EmptyState>
      ) : (
        <NoteList
          notes={state.annotations}
          doc={connection.doc}
          work={task.work}
          state={state}
          me={me}
          goTo={(file, line) => actions.goTo(file, line)}
          onRemove={(annotationId) => void connection.say('annotation.remove', { annotationId }).catch(() => {})}
        />
      )}
    </section>
  );
}
