/** Names of a compiled program, each resolved to a slot of the frame before anything runs. */

/** The values of one call: parameters and declared variables by slot. */
export type Frame = unknown[];
/** A compiled piece of a program. */
export type Code = (frame: Frame) => unknown;

/** What a program sees from outside: `fn`, `$`, the unrolled lists. */
export type Outer = Readonly<Record<string, unknown>>;

/** Slots by name, with inner blocks shadowing outer ones. */
export class Scope {
  readonly #names = new Map<string, number>();
  readonly #outer: Scope | null;
  readonly #size: { slots: number };
  readonly given: Outer;

  constructor(given: Outer, outer: Scope | null = null) {
    this.given = given;
    this.#outer = outer;
    this.#size = outer === null ? { slots: 0 } : outer.#size;
  }

  /** A block inside this one. */
  inner(): Scope {
    return new Scope(this.given, this);
  }

  /** A new slot for a name of this block. */
  declare(name: string): number {
    const slot = this.#size.slots++;
    this.#names.set(name, slot);
    return slot;
  }

  /** The slot of a name, or -1 where no block declares it. */
  slot(name: string): number {
    return this.#names.get(name) ?? this.#outer?.slot(name) ?? -1;
  }
}
