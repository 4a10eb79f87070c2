import { Trash2 } from 'lucide-react';
import type * as Y from 'yjs';
import type { Annotation, InterviewState } from '../../protocol/state.ts';
import { findAnchor } from '../editor/anchors.ts';
import type { Work } from '../editor/work.ts';
import { IconButton } from './Button.tsx';
import { timeOfDay, utc } from './format.ts';
import './notes.css';
import { noteListWords as words } from './messages.ts';

interface Place {
  label: string;
  file: string | null;
  line: number | null;
  remark: string | null;
}

/** Where a note is about, as it stands now. */
function placeOf(note: Annotation, doc: Y.Doc, work: Work, state: InterviewState): Place {
  const { anchor } = note;
  const none = { file: null, line: null, remark: null };
  if (anchor.kind === 'moment') return { label: words.moment, ...none };
  if (anchor.kind === 'run') {
    const run = state.runs.find((r) => r.runId === anchor.runId);
    return { label: words.run(run?.number ?? 0), ...none };
  }
  if (anchor.kind === 'score') {
    const score = state.scores.find((s) => s.scoreId === anchor.scoreId);
    return { label: words.score(score?.public?.number ?? null), ...none };
  }
  const file = work.file(anchor.fileId);
  const found = file ? findAnchor(doc, file, anchor) : null;
  if (!file || !found) return { label: words.text(anchor.startLine), ...none, remark: words.gone };
  return {
    label: words.lines(file.name, found.startLine, found.endLine),
    file: file.name,
    line: found.startLine,
    remark: found.unchanged ? null : words.changed,
  };
}

/** Notes, newest first, each with a link to what it is about. The own ones can be taken back. */
export function NoteList({
  notes,
  doc,
  work,
  state,
  me,
  goTo,
  onRemove,
}: {
  notes: readonly Annotation[];
  doc: Y.Doc;
  work: Work;
  state: InterviewState;
  /** Participant whose notes may be removed here; null: none. */
  me: string | null;
  goTo: ((file: string, line: number) => void) | null;
  onRemove?: (annotationId: string) => void;
}) {
  return (
    <ul className="note-list">
      {[...notes].reverse().map((note) => {
        const place = placeOf(note, doc, work, state);
        const { file, line } = place;
        return (
          <li key={note.annotationId} id={`note-${note.annotationId}`} data-audience={note.audience}>
            <div className="note-head small">
              <strong>{note.author.name}</strong>
              {goTo && file !== null && line !== null ? (
                <button type="button" className="link" onClick={() => goTo(file, line)}>
                  {place.label}
                </button>
              ) : (
                <span className="quiet">{place.label}</span>
              )}
              <span className="quiet numeric" title={utc(note.at)}>
                {timeOfDay(note.at)}
              </span>
              {note.audience === 'staff' ? <span className="badge">{words.staff}</span> : null}
              {me !== null && note.author.participantId === me && onRemove ? (
                <IconButton label={words.remove} className="note-remove" onClick={() => onRemove(note.annotationId)}>
                  <Trash2 />
                </IconButton>
              ) : null}
            </div>
            <p className="preline">{note.text}</p>
            {place.remark ? <p className="quiet small">{place.remark}</p> : null}
          </li>
        );
      })}
    </ul>
  );
}
