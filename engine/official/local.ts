/** An interpreter of this process as one to predict with; one in a browser answers by messages (client/sandbox/officialRun.ts). */
import type { OfficialAnswer } from '../contract/official.ts';
import type { Predicting } from './answers.ts';

type Local = {
  [Call in keyof Predicting]: (...given: Parameters<Predicting[Call]>) => OfficialAnswer | Promise<OfficialAnswer>;
};

/** Answers without what they would transfer. */
export const predictingHere = (one: Local): Predicting => ({
  open: async () => (await one.open()).value,
  ask: async (rows, places) => (await one.ask(rows, places)).value,
  close: async () => (await one.close()).value,
});
