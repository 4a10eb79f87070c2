/** Words of the interpreter; `name` is that of the language. */
export const kernelWords = {
  data: 'data',
  phase: {
    idle: (name: string) => `Loading ${name}`,
    loading: (name: string) => `Loading ${name}`,
    starting: (name: string) => `Starting ${name}`,
    ready: (name: string) => `${name} is ready`,
    finishing: () => 'Finishing a look-up',
    running: () => 'Running',
    stopping: () => 'Stopping',
    restarting: (name: string) => `Restarting ${name}`,
    failed: (name: string) => `${name} failed`,
    disposed: (name: string) => `${name} has ended`,
  },
  busy: (seconds: number, limit: number | null) =>
    limit === null ? `Running ${seconds} s` : `Running ${seconds} of ${limit} s`,
  checking: (seconds: number) => `Check, ${seconds} s`,
  scoring: (seconds: number) => `Official run, ${seconds} s`,
  notLoaded: (what: string, why: string, again: boolean) => `Loading ${what}: ${why}${again ? ' Trying again.' : ''}`,
  failed: (name: string, why: string) => `${name} failed: ${why}`,
  restarted: (name: string) => `${name} was restarted; variables were lost`,
  restartTitle: (name: string) => `Restart ${name}?`,
  restartText: 'What ran so far goes: variables, imports, fitted models. Files and outputs stay.',
  restartYes: 'Restart',
  checkStarted: 'Check runs the official path on validation rows. It costs no try.',
} as const;
