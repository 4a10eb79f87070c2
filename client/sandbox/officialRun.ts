/** The official path: trains in one fresh interpreter, ends it, predicts in another one that has seen no training data. */

import type { OfficialFailure } from '../../engine/contract/official.ts';
import { type Counter, codeBaseOf } from '../../engine/crossing/counter.ts';
import { PayloadError } from '../../engine/crossing/error.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { WeightInventory } from '../../protocol/score.ts';
import { failureSentence } from '../../protocol/sentences.ts';
import { crossingOf } from './crossing.ts';
import { emittedFiles } from './emitted.ts';
import type { Fleet } from './fleet.ts';
import { Lease } from './lease.ts';
import { withLostState } from './lostState.ts';
import { errorItem, finished, noteOf, onValidation } from './officialAnswers.ts';
import { askedOf, predictFits, train } from './officialCalls.ts';
import { Printed } from './printed.ts';
import type { OfficialFit, OfficialOutput, OfficialRequest, OfficialResult, SandboxOptions } from './types.ts';
import { officialWords, refusals } from './words.ts';

/** What one more interpreter may take to start on a slow machine. */
const START_SECONDS = 30;

/**
 * Runs train and predict. Never throws for what the candidate's code does.
 * @throws where the sandbox has no official configuration or one is already under way.
 */
export async function runOfficial(
  fleet: Fleet,
  options: SandboxOptions,
  request: OfficialRequest,
): Promise<OfficialResult> {
  if (!options.official) throw new Error(refusals.noContract);
  if (request.mode === 'score' && !request.rows) throw new Error(refusals.noRows);
  // A check fits once: its noise is not asked for, and the candidate waits.
  const seeds = request.mode === 'check' ? options.official.seeds.slice(0, 1) : options.official.seeds;
  const config = { ...options.official, seeds };
  const files = { ...request.files };
  const starts = request.apart ? seeds.length - 1 : 0;
  const seconds = (options.officialSeconds ?? LIMITS.officialSeconds) + starts * START_SECONDS;
  const started = performance.now();
  let stage: 'train' | 'predict' = 'train';
  const onStart = (): void =>
    request.onProgress?.({ phase: 'start', step: 'start', fit: 0, fits: seeds.length, done: 0 });
  const lease = new Lease({ fleet, seconds, signal: request.signal, onStart });
  const printed = new Printed();
  const said = (): OfficialOutput => {
    printed.close();
    // In a score what is printed may be rows of the hold-out.
    return { items: request.mode === 'check' ? printed.items() : [], batches: printed.batches };
  };
  const failed = (
    code: Extract<OfficialResult, { ok: false }>['code'],
    message: string,
    { failure = null, weights = null }: { failure?: OfficialFailure | null; weights?: WeightInventory | null } = {},
  ): OfficialResult => ({
    ok: false,
    seconds: (performance.now() - started) / 1_000,
    code,
    stage,
    message: message.slice(0, 8_000),
    item: failure ? errorItem(failure) : null,
    notes: (failure?.notes ?? []).map(noteOf),
    weights,
    printed: said(),
  });

  try {
    const emitted = await emittedFiles(options.emit, files);
    const code = { config, files, ...(emitted ? { emitted } : {}) };
    const crossing = await crossingOf(options.language ?? 'python');
    const budget = request.mode === 'score' ? (request.budget ?? Infinity) : Infinity;
    const weigh = weighing(() => crossing.counterOf(files, codeBaseOf(config)));
    let over = null as WeightInventory | null;
    const { trained, validation } = await lease.inFresh((ask) =>
      train(ask, code, request, ({ payload }) => {
        // To train the others would change nothing.
        if (budget < Infinity && weigh(payload).total > budget) over = weigh(payload);
        return over === null;
      }),
    );
    if (!trained.ok) return failed('code-error', trained.error.message, { failure: trained });
    if (over) return failed('over-budget', failureSentence.overBudget(over, budget), { weights: over });
    if (validation && !validation.ok && request.mode === 'check')
      return failed('code-error', validation.error.message, { failure: validation });
    stage = 'predict';
    const toValidate = validation?.ok ? validation : null;
    const { fits } = trained;
    const payloads = fits.map((fit, i) => crossing.forPredicting(fit.payload, seeds[i] ?? fit.seed));
    // Before anything is predicted: code that cannot be counted is refused while nothing has been spent.
    const weights = fits.map(({ payload }) => weigh(payload));
    const asked = askedOf(request, toValidate, printed);
    const { answers, also } = await predictFits(lease.inFresh, code, payloads, asked, request);
    if (lease.ending === 'cancelled') return failed('cancelled', officialWords.cancelled);
    const notes = [...trained.notes];
    const done: OfficialFit[] = [];
    for (const [i, answer] of answers.entries()) {
      if (!answer.ok) {
        const told = withLostState(answer, trained.notes);
        return failed('code-error', told.error.message, { failure: told });
      }
      const fit = fits[i];
      if (!fit) break;
      notes.push(...answer.notes);
      done.push(finished(fit, answer, weights[i] as WeightInventory));
    }
    if (done.length !== fits.length) throw new Error('prediction answered for fewer fits than were trained');
    const predicted = request.mode === 'check' ? answers[0] : also;
    return {
      ok: true,
      seconds: (performance.now() - started) / 1_000,
      fits: done,
      notes: notes.map(noteOf),
      validation: toValidate && predicted?.ok ? onValidation(toValidate, predicted) : null,
      printed: said(),
    };
  } catch (error) {
    if (lease.ending === 'timeout') return failed('timeout', officialWords.timeout(seconds));
    if (lease.ending === 'cancelled') return failed('cancelled', officialWords.cancelled);
    if (error instanceof PayloadError) return failed('code-error', officialWords.cannotCross(error.message));
    return failed('lost', officialWords.lost(error instanceof Error ? error.message : String(error)));
  } finally {
    lease.release();
  }
}

/** The weights of one payload after the other; code that cannot be read is refused with the first of them. */
function weighing(make: () => Counter): (payload: Uint8Array) => WeightInventory {
  let counter: Counter | null = null;
  return (payload) => {
    counter ??= make();
    return counter(payload).weights;
  };
}
