/** What lasts from batch to batch outside the model and the candidate's modules: tensors, and what hangs on built-in names. */
import { Kept, keptNote } from '../../official/kept.ts';
import type { Tf } from '../libraries/tensorflow/tf.ts';
import { Globals } from './globals.ts';

/** A number, a text's address or the like. */
const BYTES_PER_VALUE = 8;

export class Outside {
  readonly #tf: Tf;
  readonly #globals: Globals;
  readonly #tensors = new Kept();
  readonly #values = new Kept();
  readonly #bytesOfTensors = (): number => this.#tf.memory().numBytes;
  readonly #bytesOfValues = (): number =>
    this.#globals.added().reduce((sum, added) => sum + added.values, 0) * BYTES_PER_VALUE;

  constructor(tf: Tf) {
    this.#tf = tf;
    this.#globals = new Globals({ tf });
  }

  /** After each batch. @param rows of it */
  look(rows: number): void {
    this.#tensors.add(rows, this.#bytesOfTensors);
    this.#values.add(rows, this.#bytesOfValues);
  }

  /** After the last batch. */
  notes() {
    this.#tensors.end(this.#bytesOfTensors);
    this.#values.end(this.#bytesOfValues);
    const { grown: tensors } = this.#tensors;
    const { grown: values } = this.#values;
    const most = this.#globals.added().sort((one, other) => other.values - one.values)[0];
    return [
      ...(tensors > 0 ? [keptNote(tensors, 'tensors that were kept, or never disposed of')] : []),
      ...(values > 0 ? [keptNote(values, most?.name ?? null)] : []),
    ];
  }
}
