/** One table of shortcuts per page: it makes the keys work, and the `?` sheet lists it, so the two cannot differ. */
import { type ReactNode, useEffect, useRef } from 'react';
import { isApple, keyLabel } from '../store/keys.ts';
import { shortcutWords } from '../words/shortcuts.ts';
import { Dialog } from './Dialog.tsx';

export interface Shortcut {
  /** `Mod` is Ctrl, or Cmd on a Mac; `Ctrl` is Ctrl on both: "Mod+Enter", "Shift+N", "?", "]". */
  keys: string;
  label: string;
  run: () => void;
  /** Works while the focus is in a text field or the editor too; plain letters must not. */
  everywhere?: boolean;
  /** Only listed: the editor itself handles it. */
  listed?: boolean;
}

/**
 * Whether a key press is this shortcut. Modifiers must be exactly those. Behind Option and Shift a key types another character, so
 * letters and digits are also known by their place on the keyboard.
 */
export function matches(keys: string, event: KeyboardEvent, apple = isApple()): boolean {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const key = parts.at(-1) ?? '';
  const has = (name: string) => parts.includes(name);
  // AltGr types characters; browsers call it Ctrl and Alt.
  if (event.getModifierState('AltGraph')) return false;
  if ((has('Ctrl') || (has('Mod') && !apple)) !== event.ctrlKey) return false;
  if ((has('Mod') && apple) !== event.metaKey || has('Alt') !== event.altKey) return false;
  const letter = /^[a-z]$/i.test(key);
  if ((letter || key.length > 1 || has('Shift')) && has('Shift') !== event.shiftKey) return false;
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  if (letter) return event.altKey && event.code === `Key${key.toUpperCase()}`;
  return /^\d$/.test(key) && (event.altKey || event.shiftKey) && event.code === `Digit${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input:not([type=radio],[type=range]),textarea,select,[contenteditable],.monaco-editor') !== null
  );
}

export { keyLabel };

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
    // In the editor the table goes first: what it lists works there, whatever the editor would do with the key.
    const first = (event: KeyboardEvent) => {
      const inEditor = event.target instanceof HTMLElement && event.target.closest('.monaco-editor') !== null;
      if (!inEditor) return;
      onKey(event);
      if (event.defaultPrevented) event.stopPropagation();
    };
    document.addEventListener('keydown', first, true);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', first, true);
      document.removeEventListener('keydown', onKey);
    };
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
