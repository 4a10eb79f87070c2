/** What predict and decide print, batch by batch: shown once, and again where a batch printed something else. */
import type { OutputItem } from '../../protocol/output.ts';
import { createOutputMeter } from '../../protocol/outputMeter.ts';
import { listed } from './listed.ts';
import { officialWords } from './words.ts';

/** Batches whose output is shown; of the others it is said how many they are. */
const MOST_BATCHES = 3;

/** Output of one payload's batches, which came as the candidate's word. */
export class Printed {
  readonly #meter = createOutputMeter();
  readonly #known = new Set<string>();
  #shown: OutputItem[] = [];
  #batch: OutputItem[] = [];
  #asked = 0;
  #printing = 0;
  #left = 0;

  /** Items of the batch under way, as the text of a JSON array. */
  take(text: string): void {
    for (const item of listed(text)) {
      const good = this.#meter.take(item);
      if (good) this.#batch.push(good);
    }
  }

  /** The batch under way has ended, with an answer or without. */
  close(): void {
    this.#asked++;
    const items = this.#batch;
    this.#batch = [];
    if (items.length === 0) return;
    this.#printing++;
    const text = JSON.stringify(items);
    if (this.#known.has(text)) return;
    if (this.#known.size === MOST_BATCHES) {
      this.#left++;
      return;
    }
    this.#known.add(text);
    this.#shown.push(notice(officialWords.printed(this.#asked)), ...items);
  }

  /** Batches that printed anything. */
  get batches(): number {
    return this.#printing;
  }

  /** Output of the first batch that printed, and of others that differ. */
  items(): OutputItem[] {
    return this.#left === 0 ? this.#shown : [...this.#shown, notice(officialWords.printedMore(this.#left))];
  }
}

const notice = (text: string): OutputItem => ({ type: 'notice', kind: 'info', text });
