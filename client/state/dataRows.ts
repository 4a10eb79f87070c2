/** The rows of a data file: read, filtered and sorted in slices, so that 100,000 rows never hold up the page. */
import { createStore } from '../store/store.ts';
import { CsvReader } from './csv.ts';
import { isMissing, numberOf } from './filter/cell.ts';
import type { Row, RowTest } from './filter/conditions.ts';

/** Rows that are worked on at once, some ms of work. */
const SLICE = 4_000;

export interface Sorting {
  column: number;
  down: boolean;
}

export interface RowsView {
  header: readonly string[];
  /** Rows of the file that are read so far. */
  all: number;
  /** The rows to show, in order. */
  shown: readonly Row[];
  /** True while rows are read, filtered or sorted. */
  busy: boolean;
}

interface Key {
  row: Row;
  number: number;
  text: string;
  missing: boolean;
}

/** Numbers by value, before text; missing cells last whichever way the column is sorted. */
function compareKeys(a: Key, b: Key, down: boolean): number {
  if (a.missing !== b.missing) return a.missing ? 1 : -1;
  const [x, y] = [Number.isNaN(a.number), Number.isNaN(b.number)];
  if (x !== y) return x ? 1 : -1;
  const order = x ? (a.text < b.text ? -1 : a.text > b.text ? 1 : 0) : a.number - b.number;
  return down ? -order : order;
}

/** One file's rows. `pause` lets the page do what waits; tests count the calls. */
export class DataRows {
  readonly view = createStore<RowsView>({ header: [], all: 0, shown: [], busy: true });
  readonly #reader: CsvReader;
  readonly #pause: () => Promise<void>;
  readonly #rows: Row[] = [];
  readonly #read: Promise<void>;
  #test: RowTest = () => true;
  #sorting: Sorting | null = null;
  /** Counts what was asked for: work on an older wish ends. */
  #wish = 0;

  constructor(text: string, pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve))) {
    this.#reader = new CsvReader(text);
    this.#pause = pause;
    const [header = []] = this.#reader.next(1);
    this.view.set({ header, all: 0, shown: [], busy: true });
    this.#read = this.#readAll();
    void this.look(this.#test, null);
  }

  async #readAll(): Promise<void> {
    while (!this.#reader.done && this.#wish !== -1) {
      for (const row of this.#reader.next(SLICE)) this.#rows.push(row);
      const all = this.#rows.length;
      this.view.update((view) => ({ ...view, all, shown: view.shown.length === 0 ? this.#rows.slice() : view.shown }));
      await this.#pause();
    }
  }

  /** Shows the rows that pass, in this order; resolves when they are shown or something else was asked for. */
  async look(test: RowTest, sorting: Sorting | null): Promise<void> {
    if (this.#wish === -1) return;
    this.#test = test;
    this.#sorting = sorting;
    this.#wish += 1;
    const wish = this.#wish;
    this.view.update((view) => ({ ...view, busy: true }));
    await this.#read;
    const passed = await this.#filtered(wish);
    const shown = passed && this.#sorting ? await this.#sorted(passed, this.#sorting, wish) : passed;
    if (shown && wish === this.#wish) this.view.update((view) => ({ ...view, shown, busy: false }));
  }

  /** Ends all work. */
  close(): void {
    this.#wish = -1;
  }

  async #filtered(wish: number): Promise<Row[] | null> {
    const passed: Row[] = [];
    for (let at = 0; at < this.#rows.length; at += SLICE) {
      if (wish !== this.#wish) return null;
      for (const row of this.#rows.slice(at, at + SLICE)) if (this.#test(row)) passed.push(row);
      await this.#pause();
    }
    return passed;
  }

  /** Sorts slices by themselves and merges them pair by pair. */
  async #sorted(rows: readonly Row[], { column, down }: Sorting, wish: number): Promise<Row[] | null> {
    let runs: Key[][] = [];
    for (let at = 0; at < rows.length; at += SLICE) {
      if (wish !== this.#wish) return null;
      const keys = rows.slice(at, at + SLICE).map((row): Key => {
        const text = row[column] ?? '';
        return { row, text, number: numberOf(text), missing: isMissing(text) };
      });
      runs.push(keys.sort((a, b) => compareKeys(a, b, down)));
      await this.#pause();
    }
    while (runs.length > 1) {
      const merged: Key[][] = [];
      for (let at = 0; at < runs.length; at += 2) {
        const [a = [], b = []] = runs.slice(at, at + 2);
        const both = await this.#merge(a, b, down, wish);
        if (!both) return null;
        merged.push(both);
      }
      runs = merged;
    }
    return (runs[0] ?? []).map((key) => key.row);
  }

  async #merge(a: readonly Key[], b: readonly Key[], down: boolean, wish: number): Promise<Key[] | null> {
    const result: Key[] = [];
    let [i, j] = [0, 0];
    while (i < a.length || j < b.length) {
      const [x, y] = [a[i], b[j]];
      if (x && (!y || compareKeys(x, y, down) <= 0)) {
        result.push(x);
        i += 1;
      } else if (y) {
        result.push(y);
        j += 1;
      }
      if (result.length % SLICE === 0) {
        await this.#pause();
        if (wish !== this.#wish) return null;
      }
    }
    return result;
  }
}
