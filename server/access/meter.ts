/** How much of something is in use by all together, e.g. bytes of bodies that are being received. */
export class Meter {
  readonly #most: number;
  #used = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get used(): number {
    return this.#used;
  }

  /** Takes so much where it is there, else nothing; false then. */
  take(count: number): boolean {
    if (this.#used + count > this.#most) return false;
    this.#used += count;
    return true;
  }

  /** Gives back what was taken. */
  give(count: number): void {
    this.#used -= count;
  }
}
