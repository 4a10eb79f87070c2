/** Keys of the interviewer's room, and the same notes as commands of the editor, which takes the keys while it has the focus. */
import type { Visibility } from '../../../protocol/event.ts';
import type { EditorCommand } from '../../editor/CodeEditor.tsx';
import { monaco } from '../../editor/monaco.ts';
import type { Shortcut } from '../../ui/shortcuts.tsx';
import { noteWords } from '../../words/notes.ts';
import { shortcutWords } from '../../words/shortcuts.ts';
import { watchWords } from '../../words/watch.ts';

interface RoomKeys {
  /** False in the replay: no notes are written there. */
  live: boolean;
  /** Begins a note. */
  begin: (audience: Visibility) => void;
  /** Turns the guide's pages, forwards (1) or back (-1). */
  turn: (by: 1 | -1) => void;
  /** Follows the candidate, or stops to. */
  follow: () => void;
  /** Shows the list of keys. */
  help: () => void;
}

export function roomKeys({ live, begin, turn, follow, help }: RoomKeys): Shortcut[] {
  return [
    ...(live
      ? [
          { keys: 'N', label: `${noteWords.add}: ${noteWords.audiences.staff}`, run: () => begin('staff') },
          { keys: 'Shift+N', label: `${noteWords.add}: ${noteWords.audiences.all}`, run: () => begin('all') },
          { keys: 'F', label: watchWords.follow, run: follow },
        ]
      : []),
    { keys: ']', label: watchWords.nextPage, run: () => turn(1) },
    { keys: '[', label: watchWords.previousPage, run: () => turn(-1) },
    { keys: '?', label: shortcutWords.title, run: help },
  ];
}

export const noteCommands = (begin: RoomKeys['begin']): EditorCommand[] => [
  { id: 'note', label: noteWords.audiences.staff, keys: [monaco.KeyCode.KeyN], run: () => begin('staff') },
  {
    id: 'note-shared',
    label: noteWords.audiences.all,
    keys: [monaco.KeyMod.Shift | monaco.KeyCode.KeyN],
    run: () => begin('all'),
  },
];
