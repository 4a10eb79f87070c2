/** The official path: trains in one fresh interpreter, ends it, predicts in another one that has seen no training data. */

import {
  type OfficialFailure,
  type Predicted,
  predictAnswers,
  shortInventory,
  type TrainAnswer,
  trainAnswer,
} from '../../engine/contract/official.ts';
import { PayloadError } from '../../engine/crossing/error.ts';
import { HOME } from '../../engine/python/host/kernel.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { OutputItem } from '../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../protocol/outputCaps.ts';
import type { WeightInventory } from '../../protocol/score.ts';
import { crossingOf } from './crossing.ts';
import { emittedFiles } from './emitted.ts';
import type { Fleet } from './fleet.ts';
import { type Interpreter, InterpreterLostError } from './interpreter.ts';
import type { WorkerCall } from './messages.ts';
import type {
  OfficialFit,
  OfficialNote,
  OfficialProgress,
  OfficialRequest,
  OfficialResult,
  SandboxOptions,
} from './types.ts';
import { officialWords, refusals } from './words.ts';

type Ending = 'timeout' | 'cancelled';
/** What training says of one fit. */
type TrainedFit = Extract<TrainAnswer, { ok: true }>['fits'][number];

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
  const config = { ...options.official, seeds, mode: request.mode };
  const files = { ...request.files };
  const starts = request.apart ? seeds.length - 1 : 0;
  const seconds = (options.officialSeconds ?? LIMITS.officialSeconds) + starts * START_SECONDS;
  const started = performance.now();
  let ending = null as Ending | null;
  let stage: 'train' | 'predict' = 'train';
  let live = null as Interpreter | null;
  const end = (why: Ending): void => {
    ending ??= why;
    void live?.end();
  };
  const limit = setTimeout(() => end('timeout'), seconds * 1_000);
  const abort = (): void => end('cancelled');
  request.signal?.addEventListener('abort', abort, { once: true });
  if (request.signal?.aborted) ending = 'cancelled';

  const inFresh = async (call: WorkerCall, transfer: Transferable[] = []): Promise<unknown> => {
    if (ending) throw new InterpreterLostError({ code: 'ended' });
    request.onProgress?.({ phase: 'start', step: 'start', fit: 0, fits: config.seeds.length, done: 0 });
    live = await fleet.fresh((member) => {
      live = member;
      if (ending) void member.end();
    });
    try {
      return await live.call(call, { transfer, onProgress: (text) => reportProgress(request, text) });
    } finally {
      await live.end();
      live = null;
    }
  };
  const failed = (
    code: 'code-error' | 'lost' | Ending,
    message: string,
    failure?: OfficialFailure,
  ): OfficialResult => ({
    ok: false,
    seconds: (performance.now() - started) / 1_000,
    code,
    stage,
    message: message.slice(0, 8_000),
    item: failure ? errorItem(failure) : null,
    notes: (failure?.notes ?? []).map(noteOf),
  });

  try {
    const emitted = await emittedFiles(options.emit, files);
    const code = { config, files, ...(emitted ? { emitted } : {}) };
    const trained = trainAnswer.parse(await inFresh({ call: 'train', ...code }));
    if (!trained.ok) return failed('code-error', trained.error.message, trained);
    stage = 'predict';
    const rows = request.mode === 'check' ? trained.check?.rows : request.rows;
    if (!rows) throw new Error('training gave no validation rows back');
    const { fits } = trained;
    const crossing = await crossingOf(options.language ?? 'python');
    const payloads = fits.map((fit, i) => ownBuffer(crossing.forPredicting(fit.payload, seeds[i] ?? fit.seed)));
    const answers: Predicted[] = [];
    for (const group of request.apart ? payloads.map((payload) => [payload]) : [payloads]) {
      const buffer = ownBuffer(rows);
      const value = await inFresh({ call: 'predict', ...code, rows: buffer, payloads: group }, [buffer, ...group]);
      answers.push(...predictAnswers.parse(value));
    }
    const notes = [...trained.notes];
    const done: OfficialFit[] = [];
    for (const [i, answer] of answers.entries()) {
      if (!answer.ok) return failed('code-error', answer.error.message, answer);
      const fit = fits[i];
      if (!fit) break;
      notes.push(...answer.notes);
      const weights = crossing.weigh(shortInventory(answer.weights), fit.payload, Object.keys(files));
      done.push(finished(fit, answer, weights));
    }
    if (done.length !== fits.length) throw new Error('prediction answered for fewer fits than were trained');
    const check = trained.check && { labels: trained.check.labels, ids: trained.check.ids, rows: trained.check.rows };
    const took = (performance.now() - started) / 1_000;
    return { ok: true, seconds: took, fits: done, notes: notes.map(noteOf), check };
  } catch (error) {
    if (ending === 'timeout') return failed('timeout', officialWords.timeout(seconds));
    if (ending === 'cancelled') return failed('cancelled', officialWords.cancelled);
    if (error instanceof PayloadError) return failed('code-error', officialWords.cannotCross(error.message));
    return failed('lost', officialWords.lost(error instanceof Error ? error.message : String(error)));
  } finally {
    clearTimeout(limit);
    request.signal?.removeEventListener('abort', abort);
  }
}

/** One fit with its predictions. */
function finished(fit: TrainedFit, answer: Extract<Predicted, { ok: true }>, weights: WeightInventory): OfficialFit {
  return {
    seed: fit.seed,
    payload: fit.payload,
    predictions: new Float64Array(ownBuffer(answer.predictions)),
    shape: answer.shape,
    decisions: answer.decisions,
    weights,
    reported: fit.reported,
    rows: fit.rows,
  };
}

function reportProgress(request: OfficialRequest, text: string): void {
  try {
    const progress = JSON.parse(text) as Partial<Record<keyof OfficialProgress, unknown>>;
    const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
    request.onProgress?.({
      phase: progress.phase === 'predict' ? 'predict' : 'train',
      step: String(progress.step ?? '').slice(0, 80),
      fit: number(progress.fit),
      fits: number(progress.fits),
      done: Math.min(1, Math.max(0, number(progress.done))),
    });
  } catch {
    // Progress that does not parse was sent by the candidate's program and changes nothing.
  }
}

const noteOf = (note: { kind: string; file?: string | null; name?: string | null; message: string }): OfficialNote => ({
  kind: note.kind,
  file: note.file ?? null,
  name: note.name ?? null,
  message: note.message,
});

/** A copy in a separate buffer, to be transferred or read with alignment. */
const ownBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function errorItem({ error }: OfficialFailure): OutputItem {
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
