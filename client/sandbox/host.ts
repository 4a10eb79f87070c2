/**
 * The sandbox as the page uses it: one kernel that lives from run to run, Stop that always works, questions of the editor,
 * and the official path in fresh interpreters. README.md of this folder describes the way from here to the code that runs.
 */
import { trackOf } from '../../engine/tracks.ts';
import { Fleet } from './fleet.ts';
import { runOfficial } from './officialRun.ts';
import { Questions } from './questions.ts';
import { RunController } from './runController.ts';
import { type FleetState, IDLE, type SandboxState, withRun } from './state.ts';
import type { Sandbox, SandboxOptions } from './types.ts';
import { Warming } from './warming.ts';
import { refusals } from './words.ts';

export type * from './types.ts';

/** Starts nothing yet: `boot`, or the first run, does. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const track = trackOf(options.language ?? 'python');
  let state: SandboxState = IDLE;
  let fleetState: FleetState | null = null;
  let files = { ...options.files };
  let fleet: Fleet | null = null;
  let disposed = false;

  const theFleet = (): Fleet => {
    if (disposed) throw new Error(refusals.disposed);
    fleet ??= new Fleet({
      sandbox: options,
      track,
      packages: [...new Set([...(track.hasPackages ? options.packages : []), ...track.runtime.always])],
      settings: { matplotlib: options.packages.includes('matplotlib'), config: options.official },
      spare: options.spare ?? memoryGiB() >= track.runtime.spareFromGiB,
      report(next) {
        fleetState = next;
        if (next.phase === 'restarting') {
          questions.forgetNames();
          warming.reset();
        }
        show();
      },
    });
    return fleet;
  };
  const questions: Questions = new Questions({
    enabled: track.answersQuestions,
    kernel: () => fleet?.current ?? null,
    busy: () => runs.busy,
  });
  const runs: RunController = new RunController({
    sandbox: options,
    track,
    fleet: theFleet,
    questions,
    files: () => files,
    onChange: () => show(),
  });
  const warming = new Warming({
    enabled: options.warm !== false && track.answersQuestions,
    fleet: () => fleet,
    questions,
    busy: () => runs.busy,
  });

  const show = (): void => {
    if (disposed) state = { phase: 'disposed' };
    else if (fleetState) state = withRun(fleetState, runs.shown, fleet?.current?.heapBytes ?? 0);
    options.onState?.(state);
  };

  return {
    get state() {
      return state;
    },
    get isolated() {
      return fleet?.isolated ?? null;
    },
    async boot() {
      await theFleet().kernel();
      warming.soon();
    },
    setFiles(next) {
      files = { ...next };
    },
    async run(request) {
      if (disposed) throw new Error(refusals.disposed);
      const result = await runs.run(request);
      void questions.learnNames().then(() => warming.soon());
      return result;
    },
    stop: () => runs.stop(),
    giveTime: () => runs.giveTime(),
    get hasRun() {
      return fleet?.current?.hasRun ?? false;
    },
    async restart() {
      await runs.stop();
      await fleet?.current?.end();
      await theFleet().kernel();
      warming.soon();
    },
    ...editorQuestions(questions),
    packages: () => [...(fleet?.runtime?.versions ?? [])].map(([name, version]) => ({ name, version })),
    official: (request) => runOfficial(theFleet(), options, request).finally(() => warming.soon()),
    check: (request) => runOfficial(theFleet(), options, { ...request, mode: 'check' }).finally(() => warming.soon()),
    dispose() {
      disposed = true;
      warming.end();
      fleet?.dispose();
      show();
    },
  };
}

/** What the editor may ask. */
const editorQuestions = (
  questions: Questions,
): Pick<Sandbox, 'complete' | 'signature' | 'hover' | 'definition' | 'places' | 'lint'> => ({
  complete: (...at) => questions.complete(...at),
  signature: (...at) => questions.signature(...at),
  hover: (...at) => questions.hover(...at),
  definition: (at) => questions.definition(at),
  places: (at) => questions.places(at),
  lint: (_file, code) => questions.lint(code),
});

/** Memory of the machine as browsers report it, 8 at most; 0 where they do not. */
function memoryGiB(): number {
  return (navigator as { deviceMemory?: number }).deviceMemory ?? 0;
}
