/** Notes in the interviewer's room. */
import type { RefObject } from 'react';
import { asAppError } from '../../api/error.ts';
import { newId } from '../../realtime/env.ts';
import { useStore } from '../../store/store.ts';
import { NoteComposer, type NoteComposerHandle, type NoteTarget } from '../../ui/notes/NoteComposer.tsx';
import { type NoteActions, NoteList, type NoteListProps } from '../../ui/notes/NoteList.tsx';
import { toast } from '../../ui/toast.tsx';
import { noteWords } from '../../words/notes.ts';
import type { RoomSource } from './source.ts';

const complain = (cause: unknown) => toast(noteWords.notSent(asAppError(cause).message), 'trouble');

/** Notes of this interview: the composer on top, then what there is. */
export function Notes({
  source,
  selection,
  composer,
  picked,
  onShow,
}: {
  source: RoomSource;
  selection: NoteTarget | null;
  composer: RefObject<NoteComposerHandle | null>;
  picked: string | null;
  onShow: NoteListProps['onShow'];
}) {
  const state = useStore(source.view, (view) => view.state);
  const me = useStore(source.view, (view) => view.me);
  const { live } = source;
  const run = state.runs.at(-1);
  const score = state.scores.at(-1);
  const targets: NoteTarget[] = [
    ...(selection ? [selection] : []),
    { id: 'moment', label: noteWords.moment, anchor: () => ({ kind: 'moment' }) },
    ...(run
      ? [{ id: 'run', label: noteWords.run(run.number), anchor: () => ({ kind: 'run' as const, runId: run.runId }) }]
      : []),
    ...(score
      ? [
          {
            id: 'score',
            label: noteWords.score(state.scores.length),
            anchor: () => ({ kind: 'score' as const, scoreId: score.scoreId }),
          },
        ]
      : []),
  ];
  const actions: NoteActions | null = live && {
    edit: (annotationId, text) => void live.say('annotation.edit', { annotationId, text }).catch(complain),
    remove: (annotationId) => void live.say('annotation.remove', { annotationId }).catch(complain),
    move: selection
      ? ({ annotationId, text }) =>
          void live.say('annotation.edit', { annotationId, text, anchor: selection.anchor() }).catch(complain)
      : undefined,
  };
  return (
    <section className="watch-notes" aria-label={noteWords.region}>
      {live ? (
        <NoteComposer
          handle={composer}
          targets={targets}
          onAdd={(text, audience, anchor) =>
            void live.say('annotation.add', { annotationId: newId(), audience, anchor, text }).catch(complain)
          }
        />
      ) : null}
      <div className="pane-scroll">
        <NoteList
          state={state}
          doc={source.doc}
          projectFiles={source.projectFiles}
          onShow={onShow}
          mine={actions && me ? { participantId: me.participantId, actions } : null}
          empty={noteWords.emptyStaff}
          audience
          picked={picked}
        />
      </div>
    </section>
  );
}
