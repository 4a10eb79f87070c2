/** Words of the editor. */
export const editorWords = {
  undo: 'Undo',
  redo: 'Redo',
  undefinedName: (name: string) => `${name} is not defined (yet)`,
} as const;
