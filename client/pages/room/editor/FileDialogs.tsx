/** Dialogs on files: new, rename, delete, reset. */
import { type FormEvent, useRef, useState } from 'react';
import { trackOf } from '../../../../engine/tracks.ts';
import type { OpenFile } from '../../../state/files.ts';
import type { RoomActions } from '../../../state/room/actions.ts';
import type { Task } from '../../../state/room/task.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { Note } from '../../../ui/Status.tsx';
import { common } from '../../../words/common.ts';
import { fileWords } from '../../../words/files.ts';

export type FileTask = { kind: 'add' } | { kind: 'rename' | 'remove' | 'reset'; file: OpenFile };

function NameDialog({ task, file, onClose }: { task: Task; file: OpenFile | null; onClose: () => void }) {
  const ending = trackOf(task.bundle.language).extension;
  const [name, setName] = useState(file?.name ?? '');
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A name without an ending is meant as code of this language.
    const full = file || name.trim() === '' || name.includes('.') ? name : `${name.trim()}${ending}`;
    const found = task.projectFiles.fault(full, file?.id ?? null);
    if (found) {
      setFault(fileWords.faults[found]);
      return;
    }
    if (file) task.projectFiles.rename(file.id, full);
    else task.openFiles.open(task.projectFiles.add(full));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={file ? fileWords.renameTitle(file.name) : fileWords.addTitle}
      focus={field}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="primary" type="submit" form="file-name">
            {file ? fileWords.rename : fileWords.create}
          </Button>
        </>
      }
    >
      <form id="file-name" onSubmit={submit} noValidate>
        <TextField
          ref={field}
          label={fileWords.name}
          hint={fileWords.nameHint(ending)}
          error={fault}
          value={name}
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

/** The dialog for what was asked of a file. */
export function FileDialogs({
  task,
  actions,
  asked,
  onClose,
}: {
  task: Task;
  actions: RoomActions;
  asked: FileTask | null;
  onClose: () => void;
}) {
  if (!asked) return null;
  if (asked.kind === 'add') return <NameDialog task={task} file={null} onClose={onClose} />;
  if (asked.kind === 'rename') return <NameDialog task={task} file={asked.file} onClose={onClose} />;
  return <ConfirmDialog task={task} actions={actions} kind={asked.kind} file={asked.file} onClose={onClose} />;
}

/** Asks before a file goes, or goes back to what it was; where a pause has come meanwhile, says so and does neither. */
function ConfirmDialog({
  task,
  actions,
  kind,
  file,
  onClose,
}: {
  task: Task;
  actions: RoomActions;
  kind: 'remove' | 'reset';
  file: OpenFile;
  onClose: () => void;
}) {
  const [isClosed, setIsClosed] = useState(false);
  const act = () => {
    if (!task.projectFiles.mayChange()) {
      setIsClosed(true);
      return;
    }
    if (kind === 'remove') task.projectFiles.remove(file.id);
    else
      actions.editor.get()?.replace(file, (task.projectFiles.original(file.id)?.text ?? '').replaceAll('\r\n', '\n'));
    onClose();
  };
  const [title, text, verb] =
    kind === 'remove'
      ? [fileWords.removeTitle(file.name), fileWords.removeText, fileWords.remove]
      : [fileWords.resetTitle(file.name), fileWords.resetText, fileWords.reset];
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      foot={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button look="danger" onClick={act}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {isClosed ? (
        <Note tone="attention" live>
          {fileWords.faults.closed}
        </Note>
      ) : null}
    </Dialog>
  );
}
