/**
 * Where a run's output goes: batched, capped, in order. The twin of engine/python/src/holdout_kernel/sink.py.
 *
 * The sink lives in the worker, so a program that prints without end is cut here and costs the page nothing. While code
 * computes no timer fires, so each write looks at the clock itself; what a pause in the program leaves pending goes out by
 * a timer.
 */

import type { OutputItem } from '../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import { clean, cut, whole } from './text.ts';

const FLUSH_MS = 50;
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
  #text = '';
  #name: 'stdout' | 'stderr' | null = null;
  #chars = 0;
  #lines = 0;
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
    this.#text = '';
    this.#name = null;
    this.#chars = this.#lines = this.#total = this.#droppedLines = this.#droppedItems = 0;
    this.#count = { table: 0, image: 0 };
    this.#droppedText = false;
    this.#credits = CREDITS;
    this.#last = this.#checked = performance.now();
  }

  write(name: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    const crowded = this.#total >= OUTPUT_CAPS.items - RESERVED;
    if (this.#full() || (crowded && name !== this.#name)) {
      this.#drop(text);
      return;
    }
    const fitted = this.#fit(clean(text));
    if (fitted === '') return;
    if (name !== this.#name) {
      this.#close();
      this.#name = name;
    }
    this.#text += fitted;
    if (fitted.endsWith('\n')) this.#nudge();
    else if (performance.now() - this.#last >= FLUSH_MS) this.#nudge();
    this.#later();
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
      this.#lines++;
      item = { type: 'value', text: this.#fit(cut(item.text, OUTPUT_CAPS.itemChars)) };
    }
    if (isCounted(item.type)) this.#count[item.type]++;
    this.#close();
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
    return this.#chars >= OUTPUT_CAPS.chars || this.#lines >= OUTPUT_CAPS.lines;
  }

  #drop(text: string): void {
    this.#droppedText = true;
    this.#droppedLines += breaks(text);
  }

  /** What of the text the caps of the run leave, counted. */
  #fit(text: string): string {
    let kept = text;
    const roomLines = Math.max(0, OUTPUT_CAPS.lines - this.#lines);
    let lines = breaks(text);
    if (lines > roomLines) {
      let at = -1;
      for (let i = 0; i < roomLines; i++) at = text.indexOf('\n', at + 1);
      this.#droppedText = true;
      this.#droppedLines += lines - roomLines;
      kept = text.slice(0, at + 1);
      lines = roomLines;
    }
    const room = OUTPUT_CAPS.chars - this.#chars;
    if (kept.length > room) {
      this.#droppedText = true;
      kept = kept.slice(0, whole(kept, room));
      this.#chars = OUTPUT_CAPS.chars;
    } else {
      this.#chars += kept.length;
    }
    this.#lines += lines;
    return kept;
  }

  /** Turns the pending text into items of bounded size. */
  #close(): void {
    const text = this.#text;
    if (text === '' || this.#name === null) return;
    this.#text = '';
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
    this.#credits = Math.min(CREDITS, this.#credits + (now - this.#checked) / FLUSH_MS);
    this.#checked = now;
    if (this.#credits < 1) return;
    this.#credits--;
    this.flush();
  }

  #later(): void {
    if (this.#timer !== null || (this.#items.length === 0 && this.#text === '')) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, FLUSH_MS);
  }
}

function breaks(text: string): number {
  let found = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found++;
  return found;
}

const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
