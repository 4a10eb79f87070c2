/** Predicts all rows of a file with one payload, batch after batch, and puts the answers together. */
import type { Predicted } from '../contract/official.ts';
import { batchAnswer, closedAnswer, openedAnswer, type Predicting } from './answers.ts';
import { planOf, seedOf } from './plan.ts';
import { fileOf, type Records, recordsOf } from './records.ts';
import { SecondAnswers } from './secondAnswers.ts';

/** Of the rows of a score, which are asked twice. */
const SCORE_SHARE = 0.1;
/** Of the rows of a Check, from a tenth to three: how many rows are asked tells nothing about what they are for. */
const CHECK_SHARES = [0.1, 0.3] as const;

/** A file of rows in its batches: made once, asked of every fit. */
export interface Questions {
  readonly records: Records;
  readonly batches: readonly Uint32Array[];
}

/** The questions of a score, the same for the same rows. */
export function questionsOf(rows: Uint8Array): Questions {
  const records = recordsOf(rows);
  return { records, batches: planOf(records.rows.length, seedOf(rows), SCORE_SHARE) };
}

/** The questions of a Check, others each time. @param draw from [0, 1) */
export function checkQuestionsOf(rows: Uint8Array, draw: () => number = Math.random): Questions {
  const records = recordsOf(rows);
  const [least, most] = CHECK_SHARES;
  const share = least + draw() * (most - least);
  return { records, batches: planOf(records.rows.length, Math.floor(draw() * 2 ** 32), share) };
}

/**
 * Opens, asks and closes. A failure of the candidate's code is the answer.
 * @param onAsked share of the batches that are answered, from 0 to 1
 * @throws Error where an answer does not fit its question, which only a forged one does not
 */
export async function predictAll(
  predicting: Predicting,
  { records, batches }: Questions,
  onAsked: (share: number) => void = () => {},
): Promise<Predicted> {
  const opened = openedAnswer.parse(await predicting.open());
  if (!opened.ok) return opened;
  const n = records.rows.length;
  const answers = new Answers(n);
  onAsked(0);
  for (const [number, places] of batches.entries()) {
    const own = new Uint32Array(places);
    const answer = batchAnswer.parse(await predicting.ask(fileOf(records, places), own));
    if (!answer.ok) return answer;
    answers.take(places, answer);
    onAsked((number + 1) / batches.length);
  }
  const closed = closedAnswer.parse(await predicting.close());
  if (!closed.ok) return closed;
  return { ...answers.whole(), notes: [...closed.notes, ...answers.notes()] };
}

interface BatchAnswer {
  shape: readonly number[];
  predictions: Uint8Array;
  decisions: Uint8Array | null;
}

/** The answers of all batches, in the order of the file. */
class Answers {
  readonly #rows: number;
  readonly #answered: Uint8Array;
  readonly #second = new SecondAnswers();
  #columns: number | null = null;
  #isFlat = true;
  #scores = new Float64Array(0);
  #decisions: Uint8Array | null = null;

  constructor(rows: number) {
    this.#rows = rows;
    this.#answered = new Uint8Array(rows);
  }

  take(places: Uint32Array, { shape, predictions, decisions }: BatchAnswer): void {
    const columns = shape[1] ?? 1;
    const isFlat = shape.length === 1;
    if (this.#columns === null) {
      this.#columns = columns;
      this.#isFlat = isFlat;
      this.#scores = new Float64Array(this.#rows * columns);
      this.#decisions = decisions && new Uint8Array(this.#rows);
    }
    const fits =
      shape[0] === places.length &&
      predictions.byteLength === places.length * columns * 8 &&
      columns === this.#columns &&
      isFlat === this.#isFlat &&
      (decisions?.length ?? places.length) === places.length &&
      (decisions === null) === (this.#decisions === null);
    if (!fits) throw new Error('an answer does not fit the batch that was asked');
    // A copy, for the alignment of its numbers.
    const scores = new Float64Array(new Uint8Array(predictions).buffer);
    for (const [i, place] of places.entries()) {
      const now = scores.subarray(i * columns, (i + 1) * columns);
      const kept = this.#scores.subarray(place * columns, (place + 1) * columns);
      const decided = decisions?.[i] ?? 0;
      if (this.#answered[place] === 1) {
        this.#second.compare(kept, now, decisions === null || this.#decisions?.[place] === decided);
        continue;
      }
      this.#answered[place] = 1;
      kept.set(now);
      if (this.#decisions) this.#decisions[place] = decided;
    }
  }

  whole() {
    const shape = this.#isFlat ? [this.#rows] : [this.#rows, this.#columns ?? 1];
    return { ok: true as const, shape, predictions: new Uint8Array(this.#scores.buffer), decisions: this.#decisions };
  }

  notes() {
    return this.#second.notes();
  }
}
