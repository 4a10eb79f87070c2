/** Words of keyboard shortcuts: the sheet that lists them, and what each does in the candidate's room. */
export const shortcutWords = {
  title: 'Keyboard',
  hint: 'Keyboard shortcuts',
  key: 'Keys',
  action: 'What it does',
} as const;

export const roomShortcutWords = {
  runCell: 'Run the cell (or the file where it has no cells)',
  runAdvance: 'Run the cell and go to the next one',
  runFile: 'Run the file',
  runAbove: 'Run all cells above this one',
  runAll: 'Run all cells, one after the other',
  stop: 'Stop the run',
  focusEditor: 'Go to the editor',
  focusOutput: 'Go to the output',
  nextFile: 'Next open file',
  previousFile: 'Previous open file',
  foldLeft: 'Fold or open the task and files',
  foldOutput: 'Fold or open the output',
  foldRight: 'Fold or open constraints and notes',
  closeFile: 'Close the file (on its tab)',
  annotate: 'Add a note to the selected lines',
  tabMode: 'Tab key leaves the editor, or indents again',
  definition: 'Go to where the name at the cursor is defined',
  rename: 'Rename the name at the cursor in all files',
  wrap: 'Wrap long lines, or not',
  palette: 'All commands of the editor',
  resize: 'Resize a panel (on its border); Enter hides it',
  sheet: 'This sheet',
} as const;
