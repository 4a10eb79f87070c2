/** The calls of an official run, in their order: fits, validation rows, and each payload with all its batches. */
import { type Predicted, type TrainAnswer, validationAnswer } from '../../engine/contract/official.ts';
import type { Predicting } from '../../engine/official/answers.ts';
import { checkQuestionsOf, predictAll, type Questions, questionsOf } from '../../engine/official/predict.ts';
import { trainAll } from '../../engine/official/train.ts';
import type { WorkerCall } from './messages.ts';
import { Printed } from './printed.ts';
import type { OfficialRequest } from './types.ts';

/** Asks one interpreter; the answer is the candidate's word. */
export type Ask = (
  call: WorkerCall,
  more?: { transfer?: Transferable[]; onProgress?: (text: string) => void; onOutput?: (text: string) => void },
) => Promise<unknown>;
/** What every call of an official run is given. */
export type Code = Pick<Extract<WorkerCall, { call: 'train' }>, 'config' | 'files' | 'emitted'>;

/**
 * All fits in one interpreter, and the validation rows of the first for whoever predicts them.
 * @param goesOn whether the next fit follows this one
 */
export async function train(
  ask: Ask,
  code: Code,
  request: OfficialRequest,
  goesOn: (fit: Extract<TrainAnswer, { ok: true }>['fits'][number]) => boolean,
) {
  const fits = code.config.seeds.length;
  const trained = await trainAll(
    (config, fit) =>
      ask(
        { call: 'train', ...code, config },
        { onProgress: (text) => reportTraining(request, text, { fit: fit + 1, fits }) },
      ),
    code.config,
    goesOn,
  );
  const isWanted = request.mode === 'check' || request.alsoValidation === true;
  const first = trained.ok && isWanted && trained.fits.length === fits ? trained.fits[0] : undefined;
  if (!first) return { trained, validation: null };
  const validation = ask({ call: 'validation', ...code, validIds: first.validIds }).then(validationAnswer.parse);
  // A score comes to its end without them.
  return { trained, validation: await (request.mode === 'check' ? validation : validation.catch(() => null)) };
}

function predictingBy(ask: Ask, code: Code, payload: Uint8Array, printed: Printed): Predicting {
  return {
    open() {
      const own = ownBuffer(payload);
      // How many fits there are would tell a Check from a score.
      const config = { ...code.config, seeds: [] };
      return ask({ call: 'openPayload', ...code, config, payload: own }, { transfer: [own] });
    },
    async ask({ buffer: rows }, { buffer: places }) {
      const more = { transfer: [rows, places], onOutput: (text: string) => printed.take(text) };
      const answer = await ask({ call: 'predict', rows, places }, more);
      printed.close();
      return answer;
    },
    close: () => ask({ call: 'closePayload' }),
  };
}

/** What is asked of the payloads, and where their output goes. */
export interface Asked {
  questions: Questions;
  printed: Printed;
  /** Rows for the first payload alone, after everything else; null where there are none. */
  also: Questions | null;
}

/** A Check asks its validation rows; a score the hold-out, and after it the validation rows where they are there. */
export function askedOf(
  { mode, rows = new Uint8Array() }: OfficialRequest,
  validation: { rows: Uint8Array } | null,
  printed: Printed,
): Asked {
  const ofCheck = validation && checkQuestionsOf(validation.rows);
  if (mode === 'check' && ofCheck) return { questions: ofCheck, printed, also: null };
  return { questions: questionsOf(rows), printed, also: ofCheck };
}

/** Answers by payload, in order, up to the first that failed; `also` is null where it was not asked or gave nothing. */
export async function predictFits(
  inFresh: <T>(use: (ask: Ask) => Promise<T>) => Promise<T>,
  code: Code,
  payloads: readonly Uint8Array[],
  { questions, printed, also }: Asked,
  request: OfficialRequest,
): Promise<{ answers: Predicted[]; also: Predicted | null }> {
  const answers: Predicted[] = [];
  let second: Predicted | null = null;
  const fits = payloads.length;
  const groups = request.apart ? payloads.map((payload) => [payload]) : [payloads];
  for (const group of groups) {
    await inFresh(async (ask) => {
      for (const payload of group) {
        const fit = answers.length + 1;
        const answer = await predictAll(predictingBy(ask, code, payload, printed), questions, (done) =>
          request.onProgress?.({ phase: 'predict', step: 'predict', fit, fits, done }),
        );
        answers.push(answer);
        if (!answer.ok) return;
      }
      const [first] = group;
      if (!also || !first || answers.length < fits) return;
      // The hold-out is predicted: whatever happens here changes nothing of the score.
      second = await predictAll(predictingBy(ask, code, first, new Printed()), also).catch(() => null);
    });
    if (!answers.at(-1)?.ok) break;
  }
  return { answers, also: second };
}

/** A copy in a separate buffer, to be transferred. */
const ownBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Progress of one fit as that of all of them. */
function reportTraining(request: OfficialRequest, text: string, { fit, fits }: { fit: number; fits: number }): void {
  try {
    const { step, done } = JSON.parse(text) as { step?: unknown; done?: unknown };
    const share = typeof done === 'number' && Number.isFinite(done) ? Math.min(1, Math.max(0, done)) : 0;
    request.onProgress?.({
      phase: 'train',
      step: String(step ?? '').slice(0, 80),
      fit,
      fits,
      done: (fit - 1 + share) / fits,
    });
  } catch {
    // Progress that does not parse was sent by the candidate's program and changes nothing.
  }
}
