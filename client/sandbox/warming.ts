/**
 * Imports what the first run is likely to need while the candidate reads.
 *
 * An import cannot be cut short without harm: half-imported libraries do not load again. So imports go on only in a kernel that
 * has run nothing, and only while there is a spare interpreter: a run that comes meanwhile takes that one, and nothing is
 * lost with the other. A kernel that has run code imports the completion engine alone, which can be cut short.
 */
import type { Question } from '../../engine/contract/question.ts';
import type { Fleet } from './fleet.ts';
import type { Questions } from './questions.ts';

const PARTS: Readonly<Record<string, readonly string[]>> = {
  sklearn: ['linear_model', 'preprocessing', 'metrics', 'model_selection', 'pipeline', 'ensemble', 'neural_network'],
  matplotlib: ['pyplot'],
};
/** In the order of what the first run is likely to ask for. */
const FIRST = ['numpy', 'pandas', 'sklearn', 'torch', 'matplotlib'];
/** Milliseconds after the start, or after a run, before anything is imported: a run that follows at once finds the kernel free. */
const IDLE_MS = 300;

/** Modules to import, given the top-level modules of each package. */
export function warmModules(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const there = new Set([...imports.values()].flat());
  return FIRST.filter((name) => there.has(name)).flatMap((name) => [
    name,
    ...(PARTS[name] ?? []).map((part) => `${name}.${part}`),
  ]);
}

interface WarmingOptions {
  enabled: boolean;
  fleet: () => Fleet | null;
  questions: Questions;
  /** True while a run is under way. */
  busy: () => boolean;
}

export class Warming {
  readonly #options: WarmingOptions;
  /** What is still to be imported into the kernel; null: not yet known, or the kernel is a new one. */
  #left: Question[] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #active = false;

  constructor(options: WarmingOptions) {
    this.#options = options;
  }

  /** The kernel is a new one. */
  reset(): void {
    this.#left = null;
  }

  /** Begins, or goes on, after a moment in which nothing runs. */
  soon(): void {
    clearTimeout(this.#timer);
    if (this.#options.enabled) this.#timer = setTimeout(() => void this.#go(), IDLE_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async #go(): Promise<void> {
    const fleet = this.#options.fleet();
    const kernel = fleet?.current;
    if (this.#active || !fleet || !kernel?.interruptible) return;
    this.#active = true;
    const { questions, busy } = this.#options;
    try {
      while (!busy() && fleet.current === kernel) {
        if (!kernel.hasRun && !(await fleet.borrowSpare())) return;
        if (busy() || fleet.current !== kernel) return;
        this.#left ??= [
          ...warmModules(fleet.runtime?.imports ?? new Map()).map((module) => ({ ask: 'import', module }) as const),
          { ask: 'warm' },
        ];
        // Only now: a run may have come and gone while the spare one started.
        if (kernel.hasRun) this.#left = this.#left.filter(({ ask }) => ask !== 'import');
        const [next] = this.#left;
        if (!next) return;
        await questions.ask(next);
        // What a run has cut short is tried again after it.
        if (!busy() && fleet.current === kernel) this.#left = this.#left.slice(1);
      }
    } finally {
      this.#active = false;
      fleet.returnSpare();
    }
  }
}
