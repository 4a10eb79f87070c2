/**
 * Lines of the log that somebody could multiply: of each kind one a minute is written as it happens, the others are counted and
 * summed up when the minute is over. A kind is made of the server's own words and ids, never of what was sent.
 */
import type { Logger } from 'pino';

const MINUTE_MS = 60_000;
/** Kinds of one minute; further ones are counted together. */
const MOST_KINDS = 200;

/** How loud a line is. */
type Level = 'info' | 'warn' | 'error';

interface Counted {
  level: Level;
  fields: Readonly<Record<string, unknown>>;
  message: string;
  more: number;
}

/** Counts and writes. */
export class Tally {
  readonly #log: Logger;
  #kinds = new Map<string, Counted>();
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Something has happened. What has the same fields and message is of the same kind. */
  note(fields: Readonly<Record<string, unknown>>, message: string, level: Level = 'info'): void {
    const kind = `${message} ${JSON.stringify(fields)}`;
    const known = this.#kinds.get(kind);
    if (known) {
      known.more += 1;
      return;
    }
    if (this.#kinds.size >= MOST_KINDS) {
      this.#together(message, level);
      return;
    }
    this.#kinds.set(kind, { level, fields, message, more: 0 });
    this.#log[level](fields, message);
    this.#timer ??= setTimeout(() => this.flush(), MINUTE_MS).unref();
  }

  #together(message: string, level: Level): void {
    const others = this.#kinds.get(message) ?? { level, fields: { kinds: 'others' }, message, more: 0 };
    others.more += 1;
    this.#kinds.set(message, others);
  }

  /** Writes the sums; a new minute begins. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const kinds = this.#kinds;
    this.#kinds = new Map();
    for (const { level, fields, message, more } of kinds.values())
      if (more > 0) this.#log[level]({ ...fields, more }, `${message}: ${more.toLocaleString('en')} more`);
  }
}
