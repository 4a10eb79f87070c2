/** The list of the candidate's files. */

import { Download, Ellipsis, FileCode, FilePlus, Table } from 'lucide-react';
import { namePart } from '../../../../protocol/fileName.ts';
import type { OpenFile } from '../../../state/files.ts';
import type { RoomSession } from '../../../state/room/roomSession.ts';
import type { Task } from '../../../state/room/task.ts';
import { saveAll, saveFile } from '../../../state/takeaway.ts';
import { useStore } from '../../../store/store.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx';
import { Typed } from '../../../ui/Typed.tsx';
import { toast } from '../../../ui/toast.tsx';
import { dataWords } from '../../../words/data.ts';
import { fileWords } from '../../../words/files.ts';
import { paneWords } from '../../../words/room.ts';
import type { FileTask } from '../editor/FileDialogs.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';

/** The file tree: code that opens in the editor, data with its size. */
export function FilesPane({
  session,
  task,
  onAsk,
  onDiff,
  onOpen,
}: {
  session: RoomSession;
  task: Task;
  onAsk: (asked: FileTask) => void;
  onDiff: (file: OpenFile) => void;
  /** A file was put in front of the others. */
  onOpen: () => void;
}) {
  const files = useStore(task.projectFiles.files);
  const active = useStore(task.openFiles.store, (tabs) => tabs.active);
  const closed = useStore(session.connection.room.store, () => !session.mayWork());
  const all = () =>
    saveAll(task.projectFiles.snapshot(), `${namePart(session.me.title ?? '') || 'interview'}.zip`).catch(
      (cause: unknown) => toast(fileWords.saveFailed(String(cause)), 'trouble'),
    );
  const entries = (file: OpenFile): MenuEntry[] => {
    const original = task.projectFiles.original(file.id);
    const fixed = task.projectFiles.isFixed(file.id);
    const why = closed ? fileWords.closed : undefined;
    return [
      { id: 'save', label: fileWords.save, onSelect: () => saveFile({ name: file.name, text: file.text.toString() }) },
      { id: 'diff', label: fileWords.diff, disabled: !original, onSelect: () => onDiff(file) },
      { id: 'reset', label: fileWords.reset, disabled: !original, why, onSelect: () => onAsk({ kind: 'reset', file }) },
      { id: 'rename', label: fileWords.rename, disabled: fixed, why, onSelect: () => onAsk({ kind: 'rename', file }) },
      { id: 'remove', label: fileWords.remove, disabled: fixed, why, onSelect: () => onAsk({ kind: 'remove', file }) },
    ];
  };
  return (
    <section className="pane" aria-label={paneWords.files}>
      <div className="pane-head">
        <h2>{paneWords.files}</h2>
        <LanguageSwitch session={session} />
        <IconButton label={fileWords.saveAll} className="pane-action" onClick={() => void all()}>
          <Download />
        </IconButton>
        <IconButton
          label={fileWords.add}
          aria-disabled={closed}
          title={closed ? fileWords.faults.closed : fileWords.add}
          onClick={() => onAsk({ kind: 'add' })}
        >
          <FilePlus />
        </IconButton>
      </div>
      <ul className="file-list">
        {files.map((file) => {
          const kind = task.projectFiles.original(file.id)?.kind ?? 'other';
          return (
            <li key={file.id} data-active={file.id === active ? '' : undefined}>
              <button
                type="button"
                className="file-name"
                title={fileWords.kind[kind] || undefined}
                aria-current={file.id === active ? 'true' : undefined}
                onClick={() => {
                  task.openFiles.open(file.id);
                  onOpen();
                }}
              >
                <FileCode aria-hidden="true" />
                <Typed text={file.name} />
              </button>
              <Menu
                label={fileWords.actions}
                entries={entries(file)}
                trigger={
                  <IconButton label={`${fileWords.actions}: ${file.name}`} className="file-menu">
                    <Ellipsis />
                  </IconButton>
                }
              />
            </li>
          );
        })}
        {task.bundle.data.map((file) => (
          <li key={file.name} className="file-data">
            <Table aria-hidden="true" />
            <Typed text={file.name} />
            <span className="quiet numeric small" title={dataWords.long(file.rows, file.columns.length)}>
              {dataWords.shape(file.rows, file.columns.length)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
