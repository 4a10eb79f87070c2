/** One look at the candidate's code: its probes are asked, and what they answer is sent in a few messages. */
import type { ProbeResult } from '../../../engine/contract/probes/result.ts';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import type { LedgerAnswers, LedgerFacts, LedgerSnapshot, ProbeAnswer } from '../../../protocol/ledger.ts';
import type { ProbingSandbox } from '../../sandbox/probing.ts';
import { officialOf } from '../kernel.ts';
import { type Order, orderOf } from './order.ts';

/** Seconds that all probes of a look may take together: 20 for those of planted bugs, 30 for the others. */
const SECONDS = 50;
/** Ms for which answers are gathered before they are sent. */
const GATHER_MS = 500;

interface LookParts {
  sandbox: ProbingSandbox;
  bundle: StaffBundle;
  facts: LedgerFacts;
  files: Readonly<Record<string, string>>;
  snapshot: Pick<LedgerSnapshot, 'key' | 'lines'>;
  /** Probes that this key has answers of. */
  answered: ReadonlySet<string>;
  send: (answers: LedgerAnswers) => void;
}

/** How a look ended: `late`: planted bugs were not all answered in time; `failed`: there was no interpreter, and nothing was sent of it. */
export type LookEnd = { kind: 'done' } | { kind: 'cancelled' } | { kind: 'late' } | { kind: 'failed'; why: string };

const asAnswer = ({ id, verdict, message }: ProbeResult): ProbeAnswer => ({
  id,
  verdict,
  message: message.slice(0, 500),
});

export class Look {
  readonly #parts: LookParts;
  readonly #controller = new AbortController();
  readonly #probes: Order['probes'];
  readonly #open: Set<string>;
  #gathered: ProbeAnswer[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #began = performance.now();
  #unwanted = false;

  constructor(parts: LookParts) {
    this.#parts = parts;
    const { planted, probes } = orderOf(parts.facts, parts.snapshot.lines, parts.answered);
    this.#probes = probes;
    this.#open = new Set([...planted].filter((id) => !parts.answered.has(id)));
  }

  /** A newer look waits: what is asked of planted bugs runs to its end, the rest does not. */
  yieldSoon(): void {
    this.#unwanted = true;
    if (this.#open.size === 0) this.#controller.abort();
  }

  /** Ends at once; nothing more is sent. */
  cancel(): void {
    this.#unwanted = true;
    this.#controller.abort();
  }

  /** Asks, and resolves when all that is to be sent is sent. */
  async run(): Promise<LookEnd> {
    const { sandbox, bundle, facts, files } = this.#parts;
    const probes = this.#probes;
    if (probes.length === 0) return { kind: 'done' };
    this.#began = performance.now();
    const config = { ...officialOf(bundle.candidate), seeds: [1] };
    const onResult = (result: ProbeResult): void => this.#take(result);
    const question = { config, files, probes, own: facts.own, seconds: SECONDS, onResult };
    const end = await sandbox.ask({ ...question, signal: this.#controller.signal });
    const isOpen = this.#open.size > 0;
    if (end.kind === 'lost' && !end.began) {
      clearTimeout(this.#timer);
      return { kind: 'failed', why: end.why };
    }
    if (end.kind === 'late') this.#giveUp('late: it was not done in time');
    if (end.kind === 'lost') this.#giveUp(`the interpreter ended under it: ${end.why}`.slice(0, 500));
    this.#flush();
    if (end.kind === 'cancelled') return isOpen ? { kind: 'cancelled' } : { kind: 'done' };
    return isOpen && end.kind !== 'done' ? { kind: 'late' } : { kind: 'done' };
  }

  #take(result: ProbeResult): void {
    this.#gathered.push(asAnswer(result));
    const wasOpen = this.#open.delete(result.id);
    if (wasOpen && this.#open.size === 0) {
      this.#flush();
      if (this.#unwanted) this.#controller.abort();
    }
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** What planted bugs wait for is not told by this code. */
  #giveUp(message: string): void {
    for (const id of this.#open) this.#gathered.push({ id, verdict: 'cannot-tell', message });
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const answers = this.#gathered.splice(0);
    if (answers.length === 0) return;
    const seconds = Math.round(performance.now() - this.#began) / 1_000;
    this.#parts.send({ key: this.#parts.snapshot.key, answers, seconds });
  }
}
