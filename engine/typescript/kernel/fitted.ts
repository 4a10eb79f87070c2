/** What `fit` returned last in a run, for the weight meter. */

export class Fitted {
  /** Null where `fit` has not returned in this run. */
  last: { value: unknown } | null = null;
  readonly #watching = new WeakMap<object, unknown>();

  /** A `fit` whose answers are noted; anything but a function as it is. */
  watched(value: unknown): unknown {
    if (typeof value !== 'function') return value;
    const known = this.#watching.get(value);
    if (known) return known;
    const note = (model: unknown): void => {
      this.last = { value: model };
    };
    const watched = function (this: unknown, ...given: unknown[]): unknown {
      const answer = value.apply(this, given);
      if (answer instanceof Promise) answer.then(note, () => {});
      else note(answer);
      return answer;
    };
    Object.defineProperty(watched, 'name', { value: 'fit', configurable: true });
    this.#watching.set(value, watched);
    return watched;
  }
}
