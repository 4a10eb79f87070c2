/** The official path inside one worker: train, or predict with what crossed. Host-neutral. */

import type { Emitted } from '../../contract/emitted.ts';
import type { OfficialAnswer, OfficialConfig } from '../../contract/official.ts';
import { type PredictAnswer, predict } from './predict.ts';
import type { OfficialHost } from './run.ts';
import { train } from './train.ts';

const HOLDOUT = 'holdout.csv';

export interface TypescriptOfficial {
  /** Phase 1; the training file must be among the data files. */
  train(progress: (text: string) => void): Promise<OfficialAnswer>;
  /** Phase 2, one answer a payload, in order; stops at the first that is not ok. */
  predict(rows: Uint8Array, payloads: readonly Uint8Array[], progress: (text: string) => void): Promise<OfficialAnswer>;
}

/** Gives access to the official functions over the candidate's files. */
export function createTypescriptOfficial(
  host: OfficialHost,
  config: OfficialConfig,
  files: Readonly<Record<string, string>>,
  emitted?: Readonly<Record<string, Emitted>>,
): TypescriptOfficial {
  const input = { host, config, files, ...(emitted ? { emitted } : {}) };
  return {
    async train(progress) {
      const value = await train({ ...input, progress });
      const transfer = value.ok ? value.fits.map(({ payload }) => payload.buffer as ArrayBuffer) : [];
      return { value, transfer };
    },
    async predict(rows, payloads, progress) {
      host.reader.set(HOLDOUT, rows);
      const answers: PredictAnswer[] = [];
      for (const payload of payloads) {
        // A copy of the class of this realm, by which tfjs recognises a typed array.
        const answer = await predict({ ...input, progress }, new Uint8Array(payload), HOLDOUT);
        answers.push(answer);
        if (!answer.ok) break;
      }
      const transfer = answers.flatMap((answer) =>
        answer.ok
          ? [answer.predictions, answer.decisions].flatMap((part) => (part ? [part.buffer as ArrayBuffer] : []))
          : [],
      );
      return { value: answers, transfer };
    },
  };
}
