/** Words of the candidate's room and its panes. */
export const roomWords = {
  loading: 'the room',
  failedTitle: 'The room could not be opened',
  notJoined: 'This browser has not joined the interview. Open the link that you were given.',
  watchers: (n: number) => (n === 0 ? 'Nobody is watching' : n === 1 ? '1 watching' : `${n} watching`),
  watcherNames: (names: readonly string[]) =>
    names.length === 0 ? 'Nobody is watching now' : `Watching: ${names.join(', ')}`,
  smaller: 'Smaller code',
  larger: 'Larger code',
  help: 'Keyboard shortcuts',
  tabMode: 'Tab leaves the editor',
  otherTabTitle: (name: string) => `${name} runs in another tab of this browser.`,
  otherTab: 'You can read and edit here; to run code here, take over (variables in the other tab are lost).',
  takeOver: 'Take over here',
  resizeLeft: 'Width of the left side',
  resizeRight: 'Width of the right side',
  resizeOutput: 'Height of the output',
  resizeFiles: 'Height of the files',
  resizeNotes: 'Height of the notes',
  unfold: (what: string) => `Open: ${what}`,
  leftTabs: 'Task and data',
  toggleLeft: 'Show or hide the left side',
  toggleRight: 'Show or hide the right side',
  toggleOutput: 'Show or hide the output',
} as const;

/** Words of the room in a narrow window. */
export const narrowWords = {
  tabs: 'Parts of the room',
  names: { task: 'Task', files: 'Files', code: 'Code', output: 'Output', constraints: 'Scores', notes: 'Notes' },
  running: ', a run is under way',
} as const;

export const paneWords = {
  brief: 'Brief',
  dictionary: 'Dictionary',
  data: 'Data',
  packages: 'Packages',
  files: 'Files',
  editor: 'Editor',
  work: 'your work',
  output: 'Output',
  constraints: 'Constraints',
  annotations: 'Annotations',
  leftFacts: ['Brief', 'Dictionary', 'Data', 'Files'],
  rightFacts: ['Constraints', 'Annotations'],
  column: 'Column',
  type: 'Type',
  unit: 'Unit',
  meaning: 'Meaning',
  known: 'Known',
  noDictionary: 'There is no data dictionary.',
  package: 'Package',
  version: 'Version',
  packagesLater: (name: string) => `Versions are known once ${name} is loaded.`,
} as const;
