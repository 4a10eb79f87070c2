/** Calls that have no answer yet, by number, each with what belongs to it. */

interface Entry<Extra> {
  extra: Extra;
  answer: Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The other side is not trusted: answers to unknown numbers and second answers change nothing. */
export class Waiting<Extra> {
  #last = 0;
  readonly #open = new Map<number, Entry<Extra>>();

  get size(): number {
    return this.#open.size;
  }

  /** A new call and the promise of its answer. */
  add(extra: Extra): { id: number; answer: Promise<unknown> } {
    const id = ++this.#last;
    let resolve: (value: unknown) => void = () => {};
    let reject: (error: Error) => void = () => {};
    const answer = new Promise<unknown>((yes, no) => {
      resolve = yes;
      reject = no;
    });
    this.#open.set(id, { extra, answer, resolve, reject });
    return { id, answer };
  }

  /** What was given with a call that still waits. */
  extra(id: number): Extra | undefined {
    return this.#open.get(id)?.extra;
  }

  resolve(id: number, value: unknown): void {
    this.#take(id)?.resolve(value);
  }

  reject(id: number, error: Error): void {
    this.#take(id)?.reject(error);
  }

  rejectAll(error: Error): void {
    for (const id of [...this.#open.keys()]) this.reject(id, error);
  }

  /** Resolves when every call that waits now has ended, either way. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(({ answer }) => answer));
  }

  #take(id: number): Entry<Extra> | undefined {
    const entry = this.#open.get(id);
    this.#open.delete(id);
    return entry;
  }
}
