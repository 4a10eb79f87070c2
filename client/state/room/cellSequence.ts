/** Cells of a file that run one after the other, each as a run of its own. */
import { cellsOf, linesOf } from '../cells.ts';
import type { OpenFile } from '../files.ts';
import type { RunEnd } from '../runs.ts';

type RunOne = (file: OpenFile, lines: [number, number], code: string) => Promise<RunEnd | null> | null;

export class CellSequence {
  readonly #run: RunOne;
  #active = false;

  constructor(run: RunOne) {
    this.#run = run;
  }

  /** True from the first cell's start to the last one's end. */
  get active(): boolean {
    return this.#active;
  }

  /** No further cell begins. */
  end(): void {
    this.#active = false;
  }

  /** Runs the first `count` cells; the first that does not end well is the last. */
  async run(file: OpenFile, count: number): Promise<void> {
    this.#active = true;
    try {
      for (let at = 0; at < count && this.#active; at++) {
        // Lines may move while cells run: each cell is looked up in the text as it is now.
        const text = file.text.toString();
        const cell = cellsOf(text)[at];
        if (!cell) return;
        const ended = await this.#run(file, [cell.start, cell.end], linesOf(text, cell.start, cell.end));
        if (ended?.status !== 'ok') return;
      }
    } finally {
      this.#active = false;
    }
  }
}
