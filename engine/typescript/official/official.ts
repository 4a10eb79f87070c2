/** The official path inside one worker: train, or predict with what crossed. Host-neutral. */

import type { Emitted } from '../../contract/emitted.ts';
import type { OfficialAnswer, OfficialConfig } from '../../contract/official.ts';
import { PayloadError } from '../../crossing/error.ts';
import { runningTypescript } from '../../crossing/typescript/running.ts';
import { PredictingArtefact } from './predict.ts';
import type { OfficialHost, OfficialInput } from './run.ts';
import { train } from './train.ts';
import { validation } from './validation.ts';

const HOLDOUT = 'holdout.csv';

export interface TypescriptOfficial {
  /** Phase 1; the training file must be among the data files. */
  train(progress: (text: string) => void): Promise<OfficialAnswer>;
  /** After it, in the same worker: the validation rows with these ids, for a Check. */
  validation(validIds: readonly string[]): OfficialAnswer;
  /** Phase 2, with one payload. */
  predicting(payload: Uint8Array, progress: (text: string) => void): TypescriptPredicting;
}

/** One payload, opened, asked batch after batch, and closed; engine/official/answers.ts says what the answers are. */
export interface TypescriptPredicting {
  open(): Promise<OfficialAnswer>;
  ask(rows: Uint8Array, places: Uint32Array): Promise<OfficialAnswer>;
  close(): Promise<OfficialAnswer>;
}

/**
 * The files as they are counted: JavaScript without comments, compiled here alike on every page. What does not parse goes on as it is, for
 * the contract to refuse with its line.
 */
function whatRuns(
  files: Readonly<Record<string, string>>,
  entries: readonly string[],
  emitted: Readonly<Record<string, Emitted>> | undefined,
): Pick<OfficialInput, 'files' | 'emitted'> {
  try {
    return { files: runningTypescript(files, entries) };
  } catch (error) {
    if (error instanceof PayloadError) return { files, ...(emitted ? { emitted } : {}) };
    throw error;
  }
}

/** Gives access to the official functions over the text of the candidate's files that is counted. */
export function createTypescriptOfficial(
  host: OfficialHost,
  config: OfficialConfig,
  files: Readonly<Record<string, string>>,
  emitted?: Readonly<Record<string, Emitted>>,
): TypescriptOfficial {
  const input = { host, config, ...whatRuns(files, Object.values(config.functions), emitted) };
  const silent = () => {};
  return {
    async train(progress) {
      const value = await train({ ...input, progress });
      const transfer = value.ok ? value.fits.map(({ payload }) => payload.buffer as ArrayBuffer) : [];
      return { value, transfer };
    },
    validation(validIds) {
      const value = validation({ ...input, progress: silent }, validIds);
      return { value, transfer: value.ok ? [value.rows.buffer as ArrayBuffer] : [] };
    },
    predicting(payload, progress) {
      // A copy of the class of this realm, by which tfjs recognises a typed array.
      const one = new PredictingArtefact({ ...input, progress }, new Uint8Array(payload), HOLDOUT);
      return {
        async open() {
          return { value: await one.open(), transfer: [] };
        },
        async ask(rows, places) {
          const value = await one.ask(new Uint8Array(rows), new Uint32Array(places));
          const parts = value.ok ? [value.predictions, value.decisions] : [];
          return { value, transfer: parts.flatMap((part) => (part ? [part.buffer as ArrayBuffer] : [])) };
        },
        async close() {
          return { value: await one.close(), transfer: [] };
        },
      };
    },
  };
}
