/**
 * How much output a page draws in a second. Drawing is done in the page's one thread, where Stop and the keyboard wait for it: a run that
 * comes when the second's share is used up waits for its turn, and between two turns the browser handles what was pressed.
 */
import { useEffect, useState } from 'react';

/** Elements that may be drawn at once, and how many more each second. */
const AT_ONCE = 12_000;
const PER_SECOND = 40_000;
/** Ms between two turns: the browser comes first. */
const TURN_MS = 32;

/** Hands out shares of work in the order in which they were asked for. `now` in ms, `later` calls back after some. */
export class RenderBudget {
  readonly #now: () => number;
  readonly #later: (call: () => void, ms: number) => void;
  readonly #waiting = new Set<{ elements: number; start: () => void }>();
  #left = AT_ONCE;
  #at: number;
  #timed = false;

  constructor(now: () => number, later: (call: () => void, ms: number) => void) {
    this.#now = now;
    this.#later = later;
    this.#at = now();
  }

  /** True where so many elements may be drawn now; they count as drawn then. One who waits is never overtaken. */
  take(elements: number): boolean {
    const now = this.#now();
    this.#left = Math.min(AT_ONCE, this.#left + ((now - this.#at) * PER_SECOND) / 1000);
    this.#at = now;
    // A share above all that is ever there passes when nothing else was drawn.
    if (Math.min(elements, AT_ONCE) > this.#left) return false;
    this.#left -= elements;
    return true;
  }

  /** True where it may be drawn at once, with nobody waiting. */
  atOnce(elements: number): boolean {
    return this.#waiting.size === 0 && this.take(elements);
  }

  /** Calls `start` when it is its turn. @returns ends the waiting */
  wait(elements: number, start: () => void): () => void {
    const one = { elements, start };
    this.#waiting.add(one);
    this.#next();
    return () => this.#waiting.delete(one);
  }

  #next(): void {
    if (this.#timed || this.#waiting.size === 0) return;
    this.#timed = true;
    this.#later(() => {
      this.#timed = false;
      const [first] = this.#waiting;
      if (first && this.take(first.elements)) {
        this.#waiting.delete(first);
        first.start();
      }
      this.#next();
    }, TURN_MS);
  }
}

/** That of this page. */
const page = new RenderBudget(
  () => performance.now(),
  (call, ms) => void setTimeout(call, ms),
);

/** False until it is the turn of something that takes so many elements to be drawn for the first time. */
export function useTurn(elements: number): boolean {
  const [turn, setTurn] = useState(() => page.atOnce(elements));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once, for what was there at first
  useEffect(() => (turn ? undefined : page.wait(elements, () => setTurn(true))), [turn]);
  return turn;
}
