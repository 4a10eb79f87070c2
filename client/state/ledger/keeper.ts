/**
 * Keeps the ledger of an interview in this staff browser while it has the turn: looks at the code when typing rests and at once after runs
 * and scores, and at moments that nobody looked at while there is nothing newer. What it finds are events; this holds nothing that counts.
 */
import type { InterviewEvent } from '../../../protocol/event.ts';
import type { LedgerFacts, LedgerSnapshot } from '../../../protocol/ledger.ts';
import { asAppError } from '../../api/error.ts';
import type { Connection } from '../../realtime/connection.ts';
import type { MessageData } from '../../realtime/queue.ts';
import type { FleetState } from '../../sandbox/state.ts';
import { createStore, type Store } from '../../store/store.ts';
import { Look } from './look.ts';
import { Offers, type Turn } from './offer.ts';
import { orderOf } from './order.ts';
import { momentsOf, type PastMoment } from './past.ts';
import { LedgerSandbox, type Work } from './sandbox.ts';
import { contractFiles, keyOf, linesOf } from './snapshot.ts';

/** Ms without a key after which typing rests. */
const REST_MS = 2_000;
/** Ms before it is tried again where the interpreter or the server was not there. */
const AGAIN_MS = 10_000;
/** After so many looks in a row that were late, only runs, Checks and scores are looked at. */
const LATE_LOOKS = 2;

/** What this browser does for the ledger. */
export type Keeping =
  | { kind: 'resting' }
  | { kind: 'loading'; state: FleetState | null }
  | { kind: 'looking' }
  /** At moments of before; `done` of `of`. */
  | { kind: 'past'; done: number; of: number }
  | { kind: 'failed'; why: string };

interface Waiting {
  position: number;
  at: number;
  files: Readonly<Record<string, string>>;
}

export class LedgerKeeper {
  readonly doing: Store<Keeping> = createStore<Keeping>({ kind: 'resting' });
  readonly #connection: Connection;
  readonly #work: () => Work;
  readonly #offers: Offers;
  readonly #ends: (() => void)[];
  readonly #sandbox: LedgerSandbox;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #isWanted = false;
  #isBusy = false;
  #isPaused = false;
  #current: Look | null = null;
  #past: PastMoment[] | null = null;
  #pastDone = 0;
  #lateLooks = 0;
  #ended = false;

  constructor(connection: Connection, work: () => Work) {
    this.#connection = connection;
    this.#work = work;
    this.#sandbox = new LedgerSandbox((state) => {
      if (this.doing.get().kind === 'loading') this.doing.set({ kind: 'loading', state });
    });
    this.#offers = new Offers(connection, () => this.#isAble);
    const onUpdate = (): void => {
      if (this.#lateLooks < LATE_LOOKS) this.#want(REST_MS);
    };
    connection.doc.on('update', onUpdate);
    this.#ends = [
      () => connection.doc.off('update', onUpdate),
      connection.room.onEvent((event) => this.#heard(event)),
      this.#offers.turn.subscribe(() => this.#turned()),
    ];
  }

  /** Whose turn it is; null until the server has said so. */
  get turn(): Store<Turn | null> {
    return this.#offers.turn;
  }

  /** What the ledger is kept by; null where this interview has none, or its language is not chosen. */
  get facts(): LedgerFacts | null {
    return this.#work().bundle.ledger;
  }

  /** Offers this browser, from when the room can be asked for on. */
  begin(): void {
    this.#offers.offer();
  }

  /** Looks now, whatever was late before. */
  lookNow(): void {
    this.#lateLooks = 0;
    this.#want(0);
  }

  /** Gives memory and turn away while this page re-runs a score, and offers itself again after it. */
  pause(isPaused: boolean): void {
    if (this.#isPaused === isPaused) return;
    this.#isPaused = isPaused;
    if (isPaused) this.#stop();
    this.#offers.offer();
  }

  end(): void {
    this.#ended = true;
    this.#stop();
    this.#offers.end();
    for (const end of this.#ends) end();
  }

  get #isAble(): boolean {
    // Without a secure page there is no hash to name code by.
    return !this.#isPaused && this.facts !== null && globalThis.crypto?.subtle !== undefined;
  }

  #turned(): void {
    if (this.#offers.turn.get()?.yours) this.#want(0);
    else this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#rest);
    this.#current?.cancel();
    this.#current = null;
    this.#isWanted = false;
    this.#sandbox.drop();
    this.doing.set({ kind: 'resting' });
  }

  #heard(event: InterviewEvent): void {
    if (event.type === 'run.started' || event.type === 'score.requested' || event.type === 'interview.ended')
      this.#want(0);
  }

  #want(ms: number): void {
    if (this.#ended || !this.#offers.turn.get()?.yours || this.#isPaused) return;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#isWanted = true;
      this.#current?.yieldSoon();
      void this.#go();
    }, ms);
  }

  /** One thing at a time: the newest code, then moments of before. */
  async #go(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.doing.set({ kind: 'resting' });
    try {
      while (this.#offers.turn.get()?.yours && !this.#ended && !this.#isPaused && this.facts) {
        if (this.#isWanted) {
          this.#isWanted = false;
          const { api, interviewId } = this.#work();
          await this.#lookAt(await api.ledgerSnapshot(interviewId), true);
        } else if (!(await this.#lookBack())) break;
        // It is tried again after a while.
        if (this.doing.get().kind === 'failed') break;
      }
      if (this.doing.get().kind !== 'failed') this.doing.set({ kind: 'resting' });
    } catch (cause) {
      this.doing.set({ kind: 'failed', why: asAppError(cause).message });
      this.#want(AGAIN_MS);
    } finally {
      this.#isBusy = false;
    }
  }

  /** @returns false where there is nothing left */
  async #lookBack(): Promise<boolean> {
    const { api, interviewId, bundle } = this.#work();
    this.#past ??= momentsOf(await api.log(interviewId), (files) => ({ ...contractFiles(bundle, files) }));
    const of = this.#past.length;
    const moment = this.#past[this.#pastDone];
    if (!moment) return false;
    this.doing.set({ kind: 'past', done: this.#pastDone, of });
    await this.#lookAt(moment, false);
    // What something newer came into, or what failed, is looked at again.
    if (!this.#isWanted && this.doing.get().kind !== 'failed') this.#pastDone++;
    return true;
  }

  async #lookAt({ position, at, files: all }: Waiting, isNewest: boolean): Promise<void> {
    const { bundle } = this.#work();
    const facts = bundle.ledger;
    if (!facts) return;
    const files = contractFiles(bundle, all);
    if (Object.keys(files).length === 0) return;
    const snapshot: LedgerSnapshot = {
      position,
      at: Math.round(at),
      key: await keyOf(bundle, facts, files),
      lines: linesOf(facts, files),
    };
    const { ledger } = this.#connection.room.store.get().state;
    const before = ledger.snapshots.findLast((one) => one.position <= position);
    if (before?.key !== snapshot.key) this.#say('ledger.snapshot', snapshot);
    const answered = new Set((ledger.answers[snapshot.key] ?? []).map(({ id }) => id));
    if (orderOf(facts, snapshot.lines, answered).probes.length === 0) return;
    if (isNewest && this.#sandbox.isNew(this.#work())) this.doing.set({ kind: 'loading', state: null });
    const sandbox = await this.#sandbox.get(this.#work());
    if (isNewest) this.doing.set({ kind: 'looking' });
    const look = new Look({
      ...{ sandbox, bundle, facts, files, snapshot, answered },
      send: (answers) => this.#say('ledger.answer', answers),
    });
    this.#current = look;
    if (this.#isWanted) look.yieldSoon();
    const end = await look.run();
    if (this.#current === look) this.#current = null;
    if (end.kind === 'failed') {
      this.doing.set({ kind: 'failed', why: end.why });
      this.#sandbox.drop();
      this.#want(AGAIN_MS);
    } else if (isNewest && end.kind !== 'cancelled') this.#lateLooks = end.kind === 'late' ? this.#lateLooks + 1 : 0;
  }

  #say<T extends 'ledger.snapshot' | 'ledger.answer'>(type: T, data: MessageData<T>): void {
    // What is refused or lost is looked at again by whoever has the turn then.
    this.#connection.say(type, data, false).catch(() => {});
  }
}
