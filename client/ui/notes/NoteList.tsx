/** A list of notes. */

import { useEffect, useRef, useState } from 'react';
import type * as Y from 'yjs';
import type { Annotation, InterviewState } from '../../../protocol/state.ts';
import type { ProjectFiles } from '../../state/files.ts';
import { timeOfDay, utc } from '../../words/format.ts';
import { noteWords } from '../../words/notes.ts';
import { Button } from '../Button.tsx';
import { TextArea } from '../Field.tsx';
import { EmptyState } from '../states.tsx';
import { Typed } from '../Typed.tsx';
import { type NotePlace, placeOf } from './place.ts';
import './notes.css';

/** Ms after the last change of the texts. */
const REDRAW_MS = 300;

export interface NoteActions {
  edit(annotationId: string, text: string): void;
  remove(annotationId: string): void;
  /** Puts the note where the cursor or selection of the code is; absent where there is none. */
  move?: ((note: Annotation) => void) | undefined;
}

export interface NoteListProps {
  state: Pick<InterviewState, 'annotations' | 'runs' | 'scores'>;
  /** What the anchors of text notes are resolved against. */
  doc: Y.Doc;
  projectFiles: ProjectFiles;
  onShow: (note: Annotation, place: NotePlace | null) => void;
  /** Own notes can be changed; null where nothing can (the replay). */
  mine: { participantId: string; actions: NoteActions } | null;
  empty: string;
  /** Whether to say who sees a note: not where all are shared. */
  audience: boolean;
  /** Scrolled to and marked. */
  picked: string | null;
}

/** What a note is about, in words; numbers come from the state, so that a run has one number everywhere. */
function labelOf(note: Annotation, place: NotePlace | null, state: NoteListProps['state']): string {
  const { anchor } = note;
  if (place) return place.label;
  if (anchor.kind === 'run') return noteWords.run(state.runs.find((r) => r.runId === anchor.runId)?.number ?? 0);
  if (anchor.kind === 'score') return noteWords.score(state.scores.findIndex((s) => s.scoreId === anchor.scoreId) + 1);
  return noteWords.moment;
}

function Note({ note, list }: { note: Annotation; list: NoteListProps }) {
  const [draft, setDraft] = useState<string | null>(null);
  const item = useRef<HTMLLIElement>(null);
  const picked = list.picked === note.annotationId;
  useEffect(() => {
    if (picked) item.current?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  const place = placeOf(note, list.doc, list.projectFiles);
  const label = labelOf(note, place, list.state);
  const isMine = list.mine !== null && list.mine.participantId === note.author.participantId;
  return (
    <li ref={item} className={`note-item note-${note.audience}`} aria-current={picked ? true : undefined}>
      <header className="row">
        {list.audience ? <span className="note-badge">{noteWords.badge[note.audience]}</span> : null}
        <strong>
          <Typed text={note.author.name} />
        </strong>
        <span className="quiet numeric small" title={utc(note.at)}>
          {timeOfDay(note.at)}
          {note.editedAt === null ? '' : `, ${noteWords.edited}`}
        </span>
      </header>
      {draft === null ? (
        <p className="note-text">
          <Typed text={note.text} block />
        </p>
      ) : (
        <TextArea label={noteWords.text} value={draft} onChange={(e) => setDraft(e.target.value)} />
      )}
      <footer className="row">
        {note.anchor.kind === 'moment' ? (
          <span className="quiet small">{label}</span>
        ) : (
          <button type="button" className="link-button small" onClick={() => list.onShow(note, place)}>
            <Typed text={label} />
          </button>
        )}
        {place?.hint ? <span className="quiet small">{place.hint}</span> : null}
        {isMine && draft === null ? (
          <>
            <Button look="quiet" onClick={() => setDraft(note.text)}>
              {noteWords.edit}
            </Button>
            {list.mine?.actions.move ? (
              <Button look="quiet" title={noteWords.moveHint} onClick={() => list.mine?.actions.move?.(note)}>
                {noteWords.move}
              </Button>
            ) : null}
            <Button look="quiet" onClick={() => list.mine?.actions.remove(note.annotationId)}>
              {noteWords.remove}
            </Button>
          </>
        ) : null}
        {draft === null ? null : (
          <>
            <Button
              disabled={!draft.trim()}
              onClick={() => {
                list.mine?.actions.edit(note.annotationId, draft.trim());
                setDraft(null);
              }}
            >
              {noteWords.save}
            </Button>
            <Button look="quiet" onClick={() => setDraft(null)}>
              {noteWords.cancel}
            </Button>
          </>
        )}
      </footer>
    </li>
  );
}

/** Draws again some time after the texts have changed: notes follow them. */
function useTexts(doc: Y.Doc): void {
  const [, redraw] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => redraw((n) => n + 1), REDRAW_MS);
    };
    doc.on('update', soon);
    return () => {
      clearTimeout(timer);
      doc.off('update', soon);
    };
  }, [doc]);
}

/** Notes, newest first. */
export function NoteList(props: NoteListProps) {
  useTexts(props.doc);
  const { annotations } = props.state;
  if (annotations.length === 0) {
    return (
      <EmptyState title={noteWords.emptyTitle}>
        <p>{props.empty}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="note-list">
      {annotations.toReversed().map((note) => (
        <Note key={note.annotationId} note={note} list={props} />
      ))}
    </ul>
  );
}
