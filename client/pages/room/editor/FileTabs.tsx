/** Tabs of the files that are open. */

import { X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { Task } from '../../../state/room/task.ts';
import { isApple } from '../../../store/keys.ts';
import { useStore } from '../../../store/store.ts';
import { Typed } from '../../../ui/Typed.tsx';
import { fileWords } from '../../../words/files.ts';

/** Open files as tabs: arrows go between them, Delete closes one; the cross is for the mouse. */
export function FileTabs({ task, panelId }: { task: Task; panelId: string }) {
  const files = useStore(task.projectFiles.files);
  const { ids, active } = useStore(task.openFiles.store);
  const list = useRef<HTMLDivElement>(null);
  const open = ids.flatMap((id) => files.find((f) => f.id === id) ?? []);

  const onKey = (event: KeyboardEvent) => {
    const at = open.findIndex((f) => f.id === active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: open.length - 1 }[event.key];
    // The key that an Apple keyboard calls delete is Backspace.
    const deletes = event.key === 'Delete' || (event.key === 'Backspace' && isApple());
    if (deletes && active) task.openFiles.close(active);
    else if (to === undefined) return;
    else {
      const next = open[(to + open.length) % open.length];
      if (next) task.openFiles.open(next.id);
    }
    event.preventDefault();
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  };

  return (
    <div className="tab-list file-tabs" role="tablist" aria-label={fileWords.tabs} ref={list} onKeyDown={onKey}>
      {open.map((file) => (
        <button
          key={file.id}
          type="button"
          role="tab"
          className="tab"
          aria-selected={file.id === active}
          aria-controls={panelId}
          data-active={file.id === active ? '' : undefined}
          tabIndex={file.id === active ? 0 : -1}
          onClick={() => task.openFiles.open(file.id)}
          onAuxClick={(event) => event.button === 1 && task.openFiles.close(file.id)}
        >
          <Typed text={file.name} />
          <span
            aria-hidden="true"
            className="tab-close"
            title={fileWords.close(file.name)}
            onClick={(event) => {
              event.stopPropagation();
              task.openFiles.close(file.id);
            }}
          >
            <X />
          </span>
        </button>
      ))}
    </div>
  );
}
