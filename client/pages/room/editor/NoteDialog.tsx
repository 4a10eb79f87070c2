/** The dialog that writes a shared note. */
import { type FormEvent, useRef, useState } from 'react';
import type { Anchor } from '../../../../protocol/anchor.ts';
import type { Connection } from '../../../realtime/connection.ts';
import { newId } from '../../../realtime/env.ts';
import { makeTextAnchor } from '../../../state/anchors.ts';
import type { EditorHandle } from '../../../state/room/editorHandle.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextArea } from '../../../ui/Field.tsx';
import { toast } from '../../../ui/toast.tsx';
import { common } from '../../../words/common.ts';
import { sharedNoteWords } from '../../../words/notes.ts';

/** What a new note is about: the selection, else the line of the cursor, else the moment. */
export function anchorOf(editor: EditorHandle | null): Anchor {
  const file = editor?.file();
  if (!editor || !file) return { kind: 'moment' };
  const selection = editor.selection();
  const from = Math.min(selection?.from ?? editor.offset(), file.text.length);
  return makeTextAnchor(file, from, Math.min(selection?.to ?? from, file.text.length));
}

/** Writes a shared note about `anchor`, which was taken when the dialog was asked for. */
export function NoteDialog({
  connection,
  anchor,
  about,
  editor,
  onClose,
}: {
  connection: Connection;
  anchor: Anchor;
  about: string;
  /** Gets the focus when a note about the code was saved. */
  editor: EditorHandle | null;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') {
      field.current?.focus();
      return;
    }
    connection.flush();
    const note = { annotationId: newId(), audience: 'all' as const, anchor, text: text.trim() };
    connection.say('annotation.add', note).catch((cause: Error) => toast(cause.message, 'trouble'));
    onClose();
    // Back to the code, wherever the note was begun; once the dialog is gone, which gives the focus back itself.
    if (anchor.kind === 'text') setTimeout(() => requestAnimationFrame(() => editor?.focus()));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={sharedNoteWords.title}
      focus={field}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" form="note">
            {sharedNoteWords.save}
          </Button>
        </>
      }
    >
      <form id="note" onSubmit={save}>
        <TextArea
          ref={field}
          label={sharedNoteWords.text}
          hint={`${about} ${sharedNoteWords.hint}`}
          rows={4}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
          }}
        />
      </form>
    </Dialog>
  );
}
