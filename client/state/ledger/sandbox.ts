/** The sandbox in which a ledger's questions are asked: made when it is first needed, and another one for another language. */
import type { StaffBundle } from '../../../protocol/bundle.ts';
import type { Api } from '../../api/client.ts';
import type { ProbingSandbox } from '../../sandbox/probing.ts';
import type { FleetState } from '../../sandbox/state.ts';

/** The room as it is now: its language may be chosen later. */
export interface Work {
  bundle: StaffBundle;
  interviewId: string;
  api: Api;
}

export class LedgerSandbox {
  readonly #onState: (state: FleetState) => void;
  #held: { bundle: StaffBundle; ready: Promise<ProbingSandbox> } | null = null;

  constructor(onState: (state: FleetState) => void) {
    this.#onState = onState;
  }

  /** True where the next {@link get} has something to load. */
  isNew({ bundle }: Work): boolean {
    return this.#held?.bundle !== bundle;
  }

  /** @throws AppError where script or data cannot be had; the next call tries again. */
  get(work: Work): Promise<ProbingSandbox> {
    const { bundle } = work;
    if (this.#held?.bundle === bundle) return this.#held.ready;
    this.drop();
    const held = { bundle, ready: this.#open(work) };
    this.#held = held;
    held.ready.catch(() => {
      if (this.#held === held) this.#held = null;
    });
    return held.ready;
  }

  /** Gives its memory back. */
  drop(): void {
    const held = this.#held;
    this.#held = null;
    held?.ready.then((sandbox) => sandbox.dispose()).catch(() => {});
  }

  async #open({ api, interviewId, bundle: { candidate } }: Work): Promise<ProbingSandbox> {
    const { language, packages } = candidate;
    const [workerScript, data, { ProbingSandbox: Sandbox }] = await Promise.all([
      api.probes(language),
      Promise.all(candidate.data.map(async ({ name }) => ({ path: name, from: await api.data(interviewId, name) }))),
      import('../../sandbox/probing.ts'),
    ]);
    return new Sandbox({ language, packages, data, workerScript, onState: this.#onState });
  }
}
