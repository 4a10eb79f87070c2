/** Words of the editor. */
export const editorWords = {
  undo: 'Undo',
  redo: 'Redo',
  definition: 'Go to definition',
  rename: 'Rename symbol',
  wrap: 'Wrap long lines, or not',
  tabMode: 'Tab key leaves the editor, or indents again',
  syntaxError: (message: string) => `This cannot be read: ${message}`,
  /** In a corner of the editor when it gets the focus by keyboard, and read by screen readers. */
  tabIndents: (keys: string) => `Tab indents. ${keys}: Tab leaves the editor.`,
  tabLeaves: (keys: string) => `Tab leaves the editor. ${keys}: Tab indents again.`,
  inLibrary: (name: string) => `${name} is of a library, not of your files.`,
  noDefinition: 'Where this is defined is not known.',
  busy: 'The interpreter is at work; ask again when it is idle.',
  undefinedName: (name: string) => `${name} is not defined (yet)`,
} as const;

/** Words of the box that renames. */
export const renameWords = {
  title: (name: string) => `Rename ${name}`,
  name: 'New name',
  rename: 'Rename',
  counted: (places: number, files: number) =>
    `${places} ${places === 1 ? 'place' : 'places'} in ${files} ${files === 1 ? 'file' : 'files'}. One undo takes all back.`,
  places: 'What changes',
  more: (n: number) => `and ${n} more`,
  line: (file: string, line: number) => `${file}, line ${line}`,
  taken: (name: string, file: string) => `${name} is used in ${file} already; choose another name.`,
  unchanged: 'Write another name.',
  invalid: 'A name has letters, digits and underscores, and does not begin with a digit.',
  keyword: (name: string) => `${name} is a word of the language.`,
  moved: 'The files have changed meanwhile. Nothing was renamed.',
  refused: {
    none: 'There is no name here that can be renamed.',
    library: 'This name is of a library or a module; only names of your files can be renamed.',
    unsure: 'Not all uses of this name can be found, so it is not renamed.',
    busy: 'The interpreter is at work; rename when it is idle.',
  },
  syntax: (file: string) => `${file} has an error of syntax. Correct it first, so that all uses are found.`,
  done: (name: string, places: number) => `Renamed to ${name} in ${places} ${places === 1 ? 'place' : 'places'}.`,
} as const;
