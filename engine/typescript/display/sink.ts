/**
 * Where a run's output goes: batched, capped, in order. The twin of engine/python/src/holdout_kernel/sink.py.
 *
 * The sink lives in the worker, so a program that prints without end is cut here and costs the page nothing. While code
 * computes no timer fires, so each write looks at the clock itself; what a pause in the program leaves pending goes out by
 * a timer.
 */

import { FoldedText, foldedPieces } from '../../../protocol/foldedText.ts';
import type { OutputItem } from '../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import { clean, cut, whole } from './text.ts';

const FLUSH_MS = 50;
/** After so many items messages are spaced further, so that a run of ten minutes keeps within its items. */
const MANY_ITEMS = 1_000;
const SLOW_FLUSH_MS = 500;
/** So many writes may leave at once before batching begins: a few prints before a long computation are seen before it. */
const CREDITS = 20;
/** Room among the items that only errors and notices may take. */
const RESERVED = 40;

/** The output of one run after another. */
export interface Sink {
  /** Starts a new run: nothing pending, all caps fresh. */
  begin(): void;
  /** Appends stream text; beyond the caps it is counted and dropped. */
  write(name: 'stdout' | 'stderr', text: string): void;
  /** Appends an item of any kind. `always`: errors and notices pass where the caps are reached. */
  item(item: OutputItem, always?: boolean): void;
  /** Sends what is pending. */
  flush(): void;
  /** The sentence on what was left out, or null. */
  truncation(): string | null;
}

const COUNTED = { table: OUTPUT_CAPS.tables, image: OUTPUT_CAPS.images } as const;
const isCounted = (type: string): type is keyof typeof COUNTED => type in COUNTED;

/** A sink that sends its items as the text of a JSON array. */
export function createSink(send: (itemsJson: string) => void): Sink {
  return new BatchedSink(send);
}

class BatchedSink implements Sink {
  readonly #send: (itemsJson: string) => void;
  #items: OutputItem[] = [];
  #folded = new FoldedText();
  #name: 'stdout' | 'stderr' | null = null;
  /** Of values, and of stream text that nothing overwrites any more. */
  #chars = 0;
  #lines = 0;
  /** Characters of streams as they were sent. */
  #raw = 0;
  /** True while text may wait to be sent. */
  #waits = false;
  #count = { table: 0, image: 0 };
  #total = 0;
  #droppedText = false;
  #droppedLines = 0;
  #droppedItems = 0;
  #credits = CREDITS;
  #checked = 0;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(send: (itemsJson: string) => void) {
    this.#send = send;
    this.begin();
  }

  begin(): void {
    this.#items = [];
    this.#folded = new FoldedText();
    this.#name = null;
    this.#raw = this.#chars = this.#lines = this.#total = this.#droppedLines = this.#droppedItems = 0;
    this.#count = { table: 0, image: 0 };
    this.#droppedText = false;
    this.#credits = CREDITS;
    this.#last = this.#checked = performance.now();
  }

  write(name: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    const crowded = this.#total >= OUTPUT_CAPS.items - RESERVED;
    if (crowded && name !== this.#name) {
      this.#drop(text);
      return;
    }
    if (name !== this.#name) {
      this.#close();
      this.#name = name;
      this.#settle();
    }
    foldedPieces(clean(text)).forEach((piece, at) => {
      if (at % 2) this.#folded.control(piece);
      else if (this.#full()) this.#drop(piece);
      else this.#folded.write(this.#fit(piece));
    });
    this.#waits = true;
    const due = performance.now() - this.#last >= this.#spacing() && this.#raw < OUTPUT_CAPS.rawChars / 2;
    if (text.endsWith('\n') || due) this.#nudge();
    this.#later();
  }

  /** What was written so far counts and is not overwritten any more: another stream or an item follows it. */
  #settle(): void {
    this.#chars += this.#folded.chars;
    this.#lines += this.#folded.lines;
    this.#folded = new FoldedText();
  }

  item(given: OutputItem, always = false): void {
    let item = given;
    if (!always) {
      const crowded = this.#total >= OUTPUT_CAPS.items - RESERVED;
      const over = isCounted(item.type) && this.#count[item.type] >= COUNTED[item.type];
      if (crowded || over || (item.type === 'value' && this.#full())) {
        this.#droppedItems++;
        return;
      }
    }
    if (item.type === 'value') {
      const value = this.#fit(cut(item.text, OUTPUT_CAPS.itemChars));
      this.#chars += value.length;
      this.#lines += breaks(value) + 1;
      item = { type: 'value', text: value };
    }
    if (isCounted(item.type)) this.#count[item.type]++;
    this.#close();
    this.#name = null;
    this.#settle();
    this.#items.push(item);
    this.#total++;
    this.#nudge();
    this.#later();
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#close();
    this.#last = performance.now();
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.#items = [];
    this.#send(JSON.stringify(items));
  }

  truncation(): string | null {
    if (!this.#droppedText && this.#droppedItems === 0) return null;
    const parts: string[] = [];
    if (this.#droppedText) parts.push(this.#droppedLines > 0 ? `${count(this.#droppedLines)} more lines` : 'more text');
    if (this.#droppedItems > 0) parts.push(`${count(this.#droppedItems)} more tables, images or values`);
    return (
      `Output was cut: ${parts.join(' and ')} left out. A run shows ${count(OUTPUT_CAPS.lines)} lines, ` +
      `${count(OUTPUT_CAPS.chars)} characters, ${OUTPUT_CAPS.tables} tables and ${OUTPUT_CAPS.images} images.`
    );
  }

  #full(): boolean {
    return this.#seenChars() >= OUTPUT_CAPS.chars || this.#lines + this.#folded.lines >= OUTPUT_CAPS.lines;
  }

  #seenChars(): number {
    return this.#chars + this.#folded.chars;
  }

  #spacing(): number {
    return this.#total < MANY_ITEMS ? FLUSH_MS : SLOW_FLUSH_MS;
  }

  #drop(text: string): void {
    if (text === '') return;
    this.#droppedText = true;
    this.#droppedLines += breaks(text);
  }

  /** What of the text the caps of the run leave, counted. */
  #fit(text: string): string {
    let kept = text;
    const roomLines = Math.max(0, OUTPUT_CAPS.lines - this.#lines - this.#folded.lines);
    const lines = breaks(text);
    if (lines > roomLines) {
      let at = -1;
      for (let i = 0; i < roomLines; i++) at = text.indexOf('\n', at + 1);
      this.#droppedText = true;
      this.#droppedLines += lines - roomLines;
      kept = text.slice(0, at + 1);
    }
    const room = OUTPUT_CAPS.chars - this.#seenChars();
    if (kept.length > room) {
      this.#droppedText = true;
      kept = kept.slice(0, whole(kept, room));
      // The run is full from here on, also where half a pair was left out.
      this.#chars += room - kept.length;
    }
    return kept;
  }

  /** Turns the pending text into items of bounded size. */
  #close(): void {
    const text = this.#folded.take();
    if (text === '' || this.#name === null) return;
    this.#raw += text.length;
    this.#waits = false;
    for (let at = 0; at < text.length; ) {
      const end = whole(text, Math.min(text.length, at + OUTPUT_CAPS.itemChars));
      this.#items.push({ type: 'stream', name: this.#name, text: text.slice(at, end) });
      this.#total++;
      at = end;
    }
  }

  /** Sends what is pending if the rate allows: at once for the first few, then every 50 ms. */
  #nudge(): void {
    const now = performance.now();
    this.#credits = Math.min(CREDITS, this.#credits + (now - this.#checked) / this.#spacing());
    this.#checked = now;
    if (this.#credits < 1) return;
    this.#credits--;
    this.flush();
  }

  #later(): void {
    if (this.#timer !== null || (this.#items.length === 0 && !this.#waits)) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, this.#spacing());
  }
}

function breaks(text: string): number {
  let found = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found++;
  return found;
}

const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
