/** What crosses from training to predicting, as each language's payload is read. Heavy: loaded with the first official run. */
import type { Language } from '../../protocol/language.ts';
import type { WeightInventory } from '../../protocol/score.ts';

export interface Crossing {
  /** The payload as predict gets it: nothing in it that weighs nothing. @throws PayloadError where it cannot be read */
  forPredicting(payload: Uint8Array, seed: number): Uint8Array;
  /**
   * The count with what the payload's bytes show besides; the server counts the same.
   * @param files names of the candidate's files
   * @throws PayloadError where it cannot be read
   */
  weigh(counted: WeightInventory, payload: Uint8Array, files: readonly string[]): WeightInventory;
}

const CROSSINGS: Readonly<Record<Language, () => Promise<Crossing>>> = {
  async python() {
    const [{ forPredicting }, { moduleOf, readPayload, withBytes }] = await Promise.all([
      import('../../engine/crossing/python/container.ts'),
      import('../../engine/crossing/python/inventory.ts'),
    ]);
    return {
      forPredicting,
      weigh: (counted, payload, files) => withBytes(counted, readPayload(payload, files.map(moduleOf)).bytes()),
    };
  },
  // The worker counts by the server's functions, from the bytes that cross.
  typescript: async () => ({ forPredicting: (payload) => payload, weigh: (counted) => counted }),
};

/** How payloads of a language are read. */
export const crossingOf = (language: Language): Promise<Crossing> => CROSSINGS[language]();
