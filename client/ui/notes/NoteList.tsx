import { useEffect, useRef, useState } from 'react';
import type { Annotation, InterviewState } from '../../../protocol/state.ts';
import { Button } from '../Button.tsx';
import { TextArea } from '../Field.tsx';
import { timeOfDay, utc } from '../format.ts';
import { EmptyState } from '../states.tsx';
import { noteWords } from './words.ts';
import './notes.css';

export interface NoteActions {
  edit(annotationId: string, text: string): void;
  remove(annotationId: string): void;
}

export interface NoteListProps {
  state: Pick<InterviewState, 'annotations' | 'runs' | 'scores'>;
  /** Words for where a text note points now: "model.py, line 12", and whether the text changed. */
  place: (note: Annotation) => { label: string; hint: string | null };
  onShow: (note: Annotation) => void;
  /** Own notes can be changed; null where nothing can (the replay). */
  mine: { participantId: string; actions: NoteActions } | null;
  empty: string;
  /** Scrolled to and marked. */
  picked: string | null;
}

/** What a note is about, in words; numbers come from the state, so that a run has one number everywhere. */
function aboutOf(note: Annotation, { state, place }: NoteListProps): { label: string; hint: string | null } {
  const { anchor } = note;
  if (anchor.kind === 'text') return place(note);
  if (anchor.kind === 'run') {
    return { label: noteWords.run(state.runs.find((r) => r.runId === anchor.runId)?.number ?? 0), hint: null };
  }
  if (anchor.kind === 'score') {
    return { label: noteWords.score(state.scores.findIndex((s) => s.scoreId === anchor.scoreId) + 1), hint: null };
  }
  return { label: noteWords.moment, hint: null };
}

function Note({ note, list }: { note: Annotation; list: NoteListProps }) {
  const [draft, setDraft] = useState<string | null>(null);
  const item = useRef<HTMLLIElement>(null);
  const picked = list.picked === note.annotationId;
  useEffect(() => {
    if (picked) item.current?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  const about = aboutOf(note, list);
  const own = list.mine !== null && list.mine.participantId === note.author.participantId;
  return (
    <li ref={item} className={`note-item note-${note.audience}`} aria-current={picked ? true : undefined}>
      <header className="row">
        <span className="note-badge">{noteWords.badge[note.audience]}</span>
        <strong>{note.author.name}</strong>
        <span className="quiet numeric small" title={utc(note.at)}>
          {timeOfDay(note.at)}
          {note.editedAt === null ? '' : `, ${noteWords.edited}`}
        </span>
      </header>
      {draft === null ? (
        <p className="note-text">{note.text}</p>
      ) : (
        <TextArea label={noteWords.text} value={draft} onChange={(e) => setDraft(e.target.value)} />
      )}
      <footer className="row">
        {note.anchor.kind === 'moment' ? (
          <span className="quiet small">{about.label}</span>
        ) : (
          <button type="button" className="link-button small" onClick={() => list.onShow(note)}>
            {about.label}
          </button>
        )}
        {about.hint ? <span className="quiet small">{about.hint}</span> : null}
        {own && draft === null ? (
          <>
            <Button look="quiet" onClick={() => setDraft(note.text)}>
              {noteWords.edit}
            </Button>
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

/** Notes, newest first. */
export function NoteList(props: NoteListProps) {
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
