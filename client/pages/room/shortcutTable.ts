import type { RoomActions } from '../../state/room/actions.ts';
import type { Task } from '../../state/room/roomSession.ts';
import type { Shortcut } from '../../ui/shortcuts.tsx';
import { paneWords, shortcutsWords } from '../../words/room.ts';

const focusRegion = (name: string): void =>
  document.querySelector<HTMLElement>(`section[aria-label="${name}"]`)?.focus();

/** Every shortcut of the candidate's room: what works and what the sheet lists. */
export function roomShortcuts(parts: {
  actions: RoomActions;
  task: Task;
  annotate: () => void;
  showSheet: () => void;
}): Shortcut[] {
  const { actions, task, annotate, showSheet } = parts;
  return [
    { keys: 'Mod+Enter', label: shortcutsWords.runCell, run: () => actions.runCell(), everywhere: true },
    { keys: 'Shift+Enter', label: shortcutsWords.runAdvance, run: () => actions.runCell(true), listed: true },
    { keys: 'Mod+Shift+Enter', label: shortcutsWords.runFile, run: () => actions.runFile(), everywhere: true },
    { keys: 'Mod+.', label: shortcutsWords.stop, run: () => actions.stop(), everywhere: true },
    { keys: 'Alt+1', label: shortcutsWords.focusEditor, run: () => actions.editor.get()?.focus(), everywhere: true },
    { keys: 'Alt+2', label: shortcutsWords.focusOutput, run: () => focusRegion(paneWords.output), everywhere: true },
    { keys: 'Alt+PageDown', label: shortcutsWords.nextFile, run: () => task.tabs.step(1), everywhere: true },
    { keys: 'Alt+PageUp', label: shortcutsWords.previousFile, run: () => task.tabs.step(-1), everywhere: true },
    { keys: 'Delete', label: shortcutsWords.closeFile, run: () => {}, listed: true },
    { keys: 'Mod+Alt+N', label: shortcutsWords.annotate, run: annotate, everywhere: true },
    { keys: 'Ctrl+M', label: shortcutsWords.tabMode, run: () => {}, listed: true },
    { keys: 'F1', label: shortcutsWords.palette, run: () => {}, listed: true },
    { keys: 'Arrows', label: shortcutsWords.resize, run: () => {}, listed: true },
    { keys: '?', label: shortcutsWords.sheet, run: showSheet },
  ];
}
