/** The candidate's interpreter as the room sees it: made when the bundle is known, fed with data and files, its state in a store. */
import { trackOf } from '../../engine/tracks.ts';
import type { CandidateBundle } from '../../protocol/bundle.ts';
import type { OutputItem } from '../../protocol/output.ts';
import { IDLE, type SandboxState } from '../sandbox/state.ts';
import type { Emit, Sandbox } from '../sandbox/types.ts';
import { createStore } from '../store/store.ts';
import type { ProjectFiles } from './files.ts';

interface KernelOptions {
  bundle: CandidateBundle;
  projectFiles: ProjectFiles;
  data: ReadonlyMap<string, Uint8Array>;
  onOutput: (runId: string, items: OutputItem[]) => void;
  onLimit: (runId: string, seconds: number) => void;
}

/** The contract of the bundle as the official path takes it, in the candidate's sandbox and in a staff re-run. */
export function officialOf(bundle: CandidateBundle) {
  const explore = bundle.files.filter((file) => file.kind === 'explore').map((file) => file.name);
  const scaffold = Object.fromEntries(bundle.files.map(({ name, text }) => [name, text]));
  return { ...bundle.contract, explore, scaffold, seeds: [...bundle.constraints.fitSeeds] };
}

/** The editor's compiler, for TypeScript; it answers null until the editor has loaded it. */
async function emitOf({ language }: CandidateBundle): Promise<Emit | null> {
  return trackOf(language).needsEmit ? (await import('../compiler/emit.ts')).emit : null;
}

/** Holds at most one sandbox; `start` makes it, `end` gives its memory back. */
export class Kernel {
  readonly state = createStore<SandboxState>(IDLE);
  #sandbox: Sandbox | null = null;
  #starts = 0;

  /** The sandbox, or null before {@link start} and after {@link end}. */
  get sandbox(): Sandbox | null {
    return this.#sandbox;
  }

  filesOf(projectFiles: ProjectFiles): Record<string, string> {
    return Object.fromEntries(projectFiles.snapshot().map((file) => [file.name, file.text]));
  }

  async start(options: KernelOptions): Promise<void> {
    if (this.#sandbox) return;
    const mine = ++this.#starts;
    const { bundle, projectFiles, data, onOutput, onLimit } = options;
    const [{ createSandbox }, emit] = await Promise.all([import('../sandbox/host.ts'), emitOf(bundle)]);
    // Ended meanwhile, or asked to start for another language.
    if (this.#sandbox || mine !== this.#starts) return;
    this.#sandbox = createSandbox({
      language: bundle.language,
      ...(emit ? { emit } : {}),
      packages: bundle.packages,
      files: this.filesOf(projectFiles),
      data: [...data].map(([path, bytes]) => ({ path, from: bytes, bytes: bytes.byteLength })),
      official: officialOf(bundle),
      runSeconds: bundle.constraints.runSeconds,
      officialSeconds: bundle.constraints.officialSeconds,
      onState: (state) => this.state.set(state),
      onOutput,
      onLimit,
    });
    await this.#sandbox.boot().catch(() => {
      // The state is `failed`, with the reason; Restart tries again.
    });
  }

  end(): void {
    this.#starts++;
    this.#sandbox?.dispose();
    this.#sandbox = null;
    this.state.set(IDLE);
  }
}
