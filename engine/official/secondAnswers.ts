/** Rows that were asked twice, in other batches: whether the answer is the same. */

/**
 * Above this share of the answer (or of 1, where that is more) two answers differ: networks of 32-bit floats round differently in
 * batches of other sizes.
 */
const TOLERANCE = 1e-5;

export class SecondAnswers {
  #asked = 0;
  #differing = 0;
  #largest = 0;

  /** @param sameDecision whether both answers lead to the same decision */
  compare(first: Float64Array, second: Float64Array, sameDecision: boolean): void {
    this.#asked++;
    let differs = !sameDecision;
    for (const [i, value] of first.entries()) {
      const apart = Math.abs(value - (second[i] as number));
      if (apart <= TOLERANCE * Math.max(1, Math.abs(value))) continue;
      differs = true;
      this.#largest = Math.max(this.#largest, apart);
    }
    if (differs) this.#differing++;
  }

  /** One note where any differed: a fact for staff, since a planted bug may cause it. */
  notes(): { kind: 'neighbours'; file: null; name: string; message: string }[] {
    if (this.#differing === 0) return [];
    const largest = this.#largest > 0 ? `; scores by up to ${Number(this.#largest.toPrecision(2))}` : '';
    const message =
      `predict depends on its neighbours, or on chance: of ${this.#asked.toLocaleString('en')} rows that were asked twice, ` +
      `beside other rows, ${this.#differing.toLocaleString('en')} got another answer${largest}`;
    return [{ kind: 'neighbours', file: null, name: 'predict', message }];
  }
}
