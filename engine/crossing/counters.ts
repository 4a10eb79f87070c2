/** The counter of each language, for whoever needs both; pages load one of them when it is needed. */
import type { Language } from '../../protocol/language.ts';
import type { CounterOf } from './counter.ts';
import { pythonCounter } from './python/weigh.ts';
import { typescriptCounter } from './typescript/weigh.ts';

export const COUNTERS: Readonly<Record<Language, CounterOf>> = {
  python: pythonCounter,
  typescript: typescriptCounter,
};
