/** What official runs give back, made of what the interpreters answered. */
import type { OfficialFailure, Predicted, TrainAnswer, ValidationAnswer } from '../../engine/contract/official.ts';
import { HOME } from '../../engine/python/host/home.ts';
import type { OutputItem } from '../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../protocol/outputCaps.ts';
import type { WeightInventory } from '../../protocol/score.ts';
import type { OfficialFit, OfficialNote, OnValidation } from './types.ts';

/** What training says of one fit. */
type TrainedFit = Extract<TrainAnswer, { ok: true }>['fits'][number];
type Answered = Extract<Predicted, { ok: true }>;

/** One fit with its predictions. */
export function finished(fit: TrainedFit, answer: Answered, weights: WeightInventory): OfficialFit {
  return {
    seed: fit.seed,
    payload: fit.payload,
    predictions: floatsOf(answer),
    shape: answer.shape,
    decisions: answer.decisions,
    weights,
    reported: fit.reported,
    rows: fit.rows,
  };
}

/** The validation rows with what was predicted for them. */
export const onValidation = (
  { labels, rows }: Extract<ValidationAnswer, { ok: true }>,
  answer: Answered,
): OnValidation => ({ labels, rows, predictions: floatsOf(answer), decisions: answer.decisions });

/** A copy in a separate buffer, for the alignment of its numbers. */
const floatsOf = ({ predictions }: Answered): Float64Array => new Float64Array(new Uint8Array(predictions).buffer);

export const noteOf = (note: OfficialFailure['notes'][number]): OfficialNote => ({
  kind: note.kind,
  file: note.file ?? null,
  name: note.name ?? null,
  message: note.message,
});

/** The error of the candidate's code as a run shows it, with the lines of their files. */
export function errorItem({ error }: OfficialFailure): OutputItem {
  const text = (error.traceback || error.message).replaceAll(`${HOME}/`, '');
  const name = error.name ?? /^(\w+)(?::|$)/.exec(text.trim().split('\n').at(-1) ?? '')?.[1] ?? 'Refused';
  return {
    type: 'error',
    name: name.slice(0, OUTPUT_CAPS.cellChars),
    message: error.message.slice(0, OUTPUT_CAPS.messageChars),
    frames: (error.frames ?? []).slice(-OUTPUT_CAPS.frames).map((frame) => ({
      file: frame.file,
      line: frame.line ?? 0,
      name: (frame.function ?? '<module>').slice(0, OUTPUT_CAPS.cellChars),
      own: true,
    })),
    text: text.slice(0, OUTPUT_CAPS.errorChars),
  };
}
