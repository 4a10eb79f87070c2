/** Keys of the candidate's room. */
import type { RoomActions } from '../../state/room/actions.ts';
import type { Task } from '../../state/room/task.ts';
import { isApple, tabModeKeys } from '../../store/keys.ts';
import type { Shortcut } from '../../ui/shortcuts.tsx';
import { paneWords } from '../../words/room.ts';
import { roomShortcutWords } from '../../words/shortcuts.ts';
import type { PaneId } from './holders.tsx';
import type { PaneName } from './useFolding.ts';

/** What each of the panes that fold has first in it: shown where the window is too narrow for all. */
const FIRST_OF: Readonly<Record<PaneName, PaneId>> = { left: 'task', output: 'output', right: 'constraints' };

const focusRegion = (name: string): void =>
  document.querySelector<HTMLElement>(`section[aria-label="${name}"]`)?.focus();

/** One key for each pane that folds. */
export const PANE_KEYS: Readonly<Record<PaneName, string>> = { left: 'Mod+B', output: 'Mod+J', right: 'Mod+Shift+B' };

/** Every shortcut of the candidate's room: what works and what the sheet lists. */
export function roomShortcuts(
  parts: {
    actions: RoomActions;
    task: Task;
    annotate: () => void;
    toggle: (pane: PaneName) => void;
    /** Brings a pane into view. */
    show: (pane: PaneId) => void;
    showSheet: () => void;
  },
  apple = isApple(),
): Shortcut[] {
  const { actions, task, annotate, show, showSheet } = parts;
  const toggle = (pane: PaneName) => {
    show(FIRST_OF[pane]);
    parts.toggle(pane);
  };
  // Option and a digit type a character on a Mac.
  const [editorKeys, outputKeys] = apple ? ['Ctrl+Shift+1', 'Ctrl+Shift+2'] : ['Alt+1', 'Alt+2'];
  const command = (id: string) => () => actions.editor.get()?.command(id);
  return [
    { keys: 'Mod+Enter', label: roomShortcutWords.runCell, run: () => actions.runCell(), everywhere: true },
    { keys: 'Shift+Enter', label: roomShortcutWords.runAdvance, run: () => actions.runCell(true), listed: true },
    { keys: 'Mod+Shift+Enter', label: roomShortcutWords.runFile, run: () => actions.runFile(), everywhere: true },
    { keys: 'Alt+Shift+Enter', label: roomShortcutWords.runAbove, run: () => actions.runAbove(), everywhere: true },
    { keys: 'Mod+Alt+Enter', label: roomShortcutWords.runAll, run: () => actions.runAll(), everywhere: true },
    { keys: 'Mod+.', label: roomShortcutWords.stop, run: () => actions.stop(), everywhere: true },
    {
      keys: editorKeys,
      label: roomShortcutWords.focusEditor,
      run() {
        show('code');
        actions.editor.get()?.focus();
      },
      everywhere: true,
    },
    {
      keys: outputKeys,
      label: roomShortcutWords.focusOutput,
      run() {
        show('output');
        focusRegion(paneWords.output);
      },
      everywhere: true,
    },
    { keys: PANE_KEYS.left, label: roomShortcutWords.foldLeft, run: () => toggle('left'), everywhere: true },
    { keys: PANE_KEYS.output, label: roomShortcutWords.foldOutput, run: () => toggle('output'), everywhere: true },
    { keys: PANE_KEYS.right, label: roomShortcutWords.foldRight, run: () => toggle('right'), everywhere: true },
    { keys: 'Alt+PageDown', label: roomShortcutWords.nextFile, run: () => task.openFiles.step(1), everywhere: true },
    { keys: 'Alt+PageUp', label: roomShortcutWords.previousFile, run: () => task.openFiles.step(-1), everywhere: true },
    { keys: 'Delete', label: roomShortcutWords.closeFile, run: () => {}, listed: true },
    { keys: 'Mod+Alt+N', label: roomShortcutWords.annotate, run: annotate, everywhere: true },
    {
      keys: tabModeKeys(apple),
      label: roomShortcutWords.tabMode,
      run: command('holdout.tabMode'),
      everywhere: true,
    },
    { keys: 'F12', label: roomShortcutWords.definition, run: command('holdout.definition'), listed: true },
    { keys: 'F2', label: roomShortcutWords.rename, run: command('holdout.rename'), listed: true },
    { keys: 'Alt+Z', label: roomShortcutWords.wrap, run: command('holdout.wrap'), everywhere: true },
    { keys: 'F1', label: roomShortcutWords.palette, run: () => {}, listed: true },
    { keys: 'Arrows', label: roomShortcutWords.resize, run: () => {}, listed: true },
    { keys: '?', label: roomShortcutWords.sheet, run: showSheet },
  ];
}
