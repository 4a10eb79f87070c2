/** Where staff write a note. */
import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { Anchor } from '../../../protocol/anchor.ts';
import type { Visibility } from '../../../protocol/event.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import { noteWords } from '../../words/notes.ts';
import { Button } from '../Button.tsx';
import { Choice, SelectField, TextArea } from '../Field.tsx';

/** Something a note can be about right now. */
export interface NoteTarget {
  id: string;
  label: string;
  /** Made when the note is given, so that a selection is the one of that moment. */
  anchor: () => Anchor;
}

export interface NoteComposerHandle {
  /** Puts the cursor into the note, for an audience. */
  begin(audience: Visibility): void;
}

const AUDIENCES: Visibility[] = ['staff', 'all'];

/** Writes a note of staff. The first target is the default. Ctrl/Cmd+Enter in the text adds it too, Escape leaves it. */
export function NoteComposer({
  targets,
  onAdd,
  handle,
}: {
  targets: readonly NoteTarget[];
  onAdd: (text: string, audience: Visibility, anchor: Anchor) => void;
  handle?: Ref<NoteComposerHandle>;
}) {
  const [text, setText] = useState('');
  const [audience, setAudience] = useState<Visibility>('staff');
  const [targetId, setTargetId] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(handle, () => ({
    begin(next) {
      setAudience(next);
      setTargetId(null);
      field.current?.focus();
    },
  }));
  const target = targets.find((t) => t.id === targetId) ?? targets[0];

  function add(event?: FormEvent) {
    event?.preventDefault();
    if (!target) return;
    if (!text.trim()) {
      setError(noteWords.emptyHint);
      field.current?.focus();
      return;
    }
    onAdd(text.trim(), audience, target.anchor());
    setText('');
    setError(null);
    setTargetId(null);
    // The next one is private again: nothing is shared by forgetting.
    setAudience('staff');
  }

  function onKey(event: KeyboardEvent) {
    // Back to the single keys of the room; the text stays.
    if (event.key === 'Escape') field.current?.blur();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      // In the room this key runs a cell; here it sends the note.
      event.stopPropagation();
      add();
    }
  }

  return (
    <form className="note-composer" onSubmit={add} noValidate>
      <TextArea
        ref={field}
        bare
        label={noteWords.text}
        rows={2}
        maxLength={LIMITS.noteChars}
        placeholder={noteWords.placeholder[audience]}
        value={text}
        error={error}
        onChange={(e) => {
          setText(e.target.value);
          setError(null);
        }}
        onKeyDown={onKey}
      />
      <div className="note-composer-row">
        <Choice
          bare
          label={noteWords.audience}
          options={AUDIENCES.map((value) => ({
            value,
            label: noteWords.badge[value],
            title: noteWords.audiences[value],
          }))}
          value={audience}
          onChange={setAudience}
        />
        <SelectField
          bare
          label={noteWords.about}
          options={targets.map((t) => ({ value: t.id, label: t.label }))}
          value={target?.id ?? ''}
          onChange={setTargetId}
        />
        <Button type="submit" look={audience === 'all' ? 'primary' : 'plain'}>
          {noteWords.add}
        </Button>
      </div>
    </form>
  );
}
