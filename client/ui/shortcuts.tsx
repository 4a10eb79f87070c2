/** One table of shortcuts per page: it makes the keys work, and the `?` sheet lists it, so the two cannot differ. */
import { type ReactNode, useEffect, useRef } from 'react';
import { shortcutWords } from '../words/shortcuts.ts';
import { Dialog } from './Dialog.tsx';

export interface Shortcut {
  /** `Mod` is Ctrl, or Cmd on a Mac: "Mod+Enter", "Shift+N", "?", "]". */
  keys: string;
  label: string;
  run: () => void;
  /** Works while the focus is in a text field or the editor too; plain letters must not. */
  everywhere?: boolean;
  /** Only listed: the editor itself handles it. */
  listed?: boolean;
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** "Mod+Enter" as this machine's keyboard calls it. */
export const keyLabel = (keys: string): string => keys.replace('Mod', isMac ? '⌘' : 'Ctrl');

function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const key = parts.at(-1) ?? '';
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const letter = /^[a-z]$/i.test(key);
  if (parts.includes('Mod') !== mod || parts.includes('Alt') !== event.altKey) return false;
  if ((letter || key.length > 1) && parts.includes('Shift') !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=radio],[type=range]),textarea,select,[contenteditable],.monaco-editor') !== null
  );
}

/** Listens on the document; while a dialog is open, single-key shortcuts do not fire behind it. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const busy = isTyping(event.target) || document.querySelector('[role=dialog]') !== null;
      const hit = latest.current.find((s) => !s.listed && (s.everywhere || !busy) && matches(s.keys, event));
      if (!hit) return;
      event.preventDefault();
      hit.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

export function ShortcutSheet({
  shortcuts,
  open,
  onClose,
  children,
}: {
  shortcuts: readonly Shortcut[];
  open: boolean;
  onClose: () => void;
  /** Stands above the keys. */
  children?: ReactNode;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={shortcutWords.title}>
      {children}
      <table className="shortcuts">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{shortcutWords.action}</th>
            <th scope="col">{shortcutWords.key}</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map((shortcut) => (
            <tr key={shortcut.keys + shortcut.label}>
              <th scope="row">{shortcut.label}</th>
              <td>
                <kbd>{keyLabel(shortcut.keys)}</kbd>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
