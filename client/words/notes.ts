/** Words of annotations, in every room. */
import type { Visibility } from '../../protocol/event.ts';

export const sharedNoteWords = {
  add: 'Add annotation',
  title: 'New note, shared with everybody here',
  text: 'Note',
  hint: 'About the selected lines; it follows them when the text moves.',
  save: 'Save note',
  none: 'No shared notes yet',
  noneText: 'Notes by you and the interviewers stand here and beside the lines they are about.',
} as const;

export const noteWords = {
  region: 'Annotations',
  add: 'Add annotation',
  text: 'Note',
  placeholder: {
    staff: 'What do you see? Only staff reads it.',
    all: 'The candidate reads this too.',
  } satisfies Record<Visibility, string>,
  emptyHint: 'Write the note first.',
  about: 'About',
  moment: 'this moment',
  run: (n: number) => `run ${n}`,
  score: (n: number) => `score ${n}`,
  lines: (file: string, from: number, to: number) =>
    from === to ? `${file}, line ${from}` : `${file}, lines ${from} to ${to}`,
  audience: 'Who sees it',
  audiences: { staff: 'Private to staff', all: 'Shared with the candidate' } satisfies Record<Visibility, string>,
  badge: { staff: 'Private', all: 'Shared' } satisfies Record<Visibility, string>,
  edit: 'Edit',
  remove: 'Remove',
  save: 'Save',
  cancel: 'Cancel',
  edited: 'edited',
  changed: 'the text has changed since',
  foundAgain: 'the text was replaced; found again by its words',
  move: 'Move to the cursor',
  moveHint: 'Puts the note where the cursor or the selection is',
  gone: 'the text is gone',
  emptyTitle: 'No notes yet',
  emptyStaff: 'Select text and press N for a private note, Shift+N for a shared one.',
  notSent: (why: string) => `The note was not taken: ${why}`,
} as const;
