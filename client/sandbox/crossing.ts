/** What crosses from training to predicting, as each language's payload is read. Heavy: loaded with the first official run. */
import type { CounterOf } from '../../engine/crossing/counter.ts';
import type { Language } from '../../protocol/language.ts';

export interface Crossing {
  /** The payload as predict gets it: nothing in it that weighs nothing. @throws PayloadError where it cannot be read */
  forPredicting(payload: Uint8Array, seed: number): Uint8Array;
  /** The server counts by the same function. */
  counterOf: CounterOf;
}

const CROSSINGS: Readonly<Record<Language, () => Promise<Crossing>>> = {
  async python() {
    const [{ forPredicting }, { pythonCounter }] = await Promise.all([
      import('../../engine/crossing/python/container.ts'),
      import('../../engine/crossing/python/weigh.ts'),
    ]);
    return { forPredicting, counterOf: pythonCounter };
  },
  async typescript() {
    const { typescriptCounter } = await import('../../engine/crossing/typescript/weigh.ts');
    return { forPredicting: (payload) => payload, counterOf: typescriptCounter };
  },
};

/** How payloads of a language are read. */
export const crossingOf = (language: Language): Promise<Crossing> => CROSSINGS[language]();
