/** Scores: from the hypothesis to the upload of predictions. */

import { factsOf } from '../../engine/official/facts.ts';
import type { CandidateBundle } from '../../protocol/bundle.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Hypothesis, MetricValue, ScoreFailure } from '../../protocol/score.ts';
import { failureSentence, SCORE_ANSWER_SECONDS } from '../../protocol/sentences.ts';
import { encodeScoreUpload } from '../../protocol/upload.ts';
import type { Api } from '../api/client.ts';
import { asAppError } from '../api/error.ts';
import { retrying } from '../api/retry.ts';
import type { Connection, Grant } from '../realtime/connection.ts';
import { newId } from '../realtime/env.ts';
import type { OfficialProgress, OfficialResult, OnValidation, Sandbox } from '../sandbox/types.ts';
import { createStore } from '../store/store.ts';
import { validated } from './onValidation.ts';

type ScoreStep =
  /** The server was asked for the score. */
  | { stage: 'asking' }
  /** The rows of the hold-out come; `total` null where it is unknown. */
  | { stage: 'rows'; bytes: { done: number; total: number | null } }
  /** `since`: ms by this machine's clock when the official run began, from when its limit counts. `progress`: null before its first report. */
  | { stage: 'train' | 'predict'; since: number; progress: OfficialProgress | null }
  | { stage: 'upload' }
  | { stage: 'judging' };

/** `startedAt`: ms by this machine's clock. */
type ScoreProgress = ScoreStep & { scoreId: string; startedAt: number };

const MIME = 'application/octet-stream';
/** Attempts to send a result, some twenty seconds in all; more where the server asks for longer waits. */
const UPLOADS = 8;
/** Ms that the server may take to answer a request for a score, or to judge one. */
const ANSWER_MS = SCORE_ANSWER_SECONDS * 1000;

interface Parts {
  connection: Connection;
  api: Api;
  sandbox: () => Sandbox | null;
  files: () => Record<string, string>;
  bundle: () => CandidateBundle | null;
}

/**
 * The official path on the hold-out: hypothesis, grant, rows, train and predict in fresh interpreters, upload; the result comes as an
 * event. Whatever goes wrong on this side is reported by `score.fail`, which costs no try.
 */
export class ScoreRunner {
  /** The score that this page performs, or null. */
  readonly current = createStore<ScoreProgress | null>(null);
  /** The last score in which predict printed, and how many batches did; the text may hold rows of the hold-out and is shown nowhere. */
  readonly printed = createStore<{ scoreId: string; batches: number } | null>(null);
  readonly #p: Parts;
  #abort: AbortController | null = null;

  constructor(parts: Parts) {
    this.#p = parts;
    const { notice } = parts.connection;
    notice.subscribe(() => {
      const newest = notice.get();
      if (newest?.type === 'score.grant') void this.#granted(newest);
    });
    parts.connection.room.onEvent((event) => {
      const ended = event.type === 'score.finished' || event.type === 'score.failed';
      if (ended && event.data.scoreId === this.current.get()?.scoreId) this.#finish();
    });
  }

  /** Asks for a score. Rejects with the server's refusal; false where one is under way. */
  async submit(hypothesis: Hypothesis): Promise<boolean> {
    if (this.current.get()) return false;
    const scoreId = newId();
    this.#abort = new AbortController();
    this.current.set({ scoreId, stage: 'asking', startedAt: Date.now() });
    const { connection } = this.#p;
    connection.flush();
    this.#expire(scoreId, 'asking');
    try {
      await connection.say('score.request', { scoreId, hypothesis }, false);
    } catch (cause) {
      if (this.current.get()?.scoreId === scoreId) this.#finish();
      throw cause;
    }
    return true;
  }

  cancel(): void {
    const work = this.current.get();
    if (!work) return;
    this.#abort?.abort();
    if (work.stage !== 'train' && work.stage !== 'predict') {
      this.#fail(work.scoreId, { code: 'cancelled', stage: 'request', message: 'Cancelled.', weights: null });
    }
  }

  /** Scores of an earlier page that nobody performs any more. Call once the room is known. */
  failOthers(): void {
    for (const score of this.#p.connection.room.store.get().state.scores) {
      if (score.status !== 'running' || score.scoreId === this.current.get()?.scoreId) continue;
      this.#report(score.scoreId, {
        code: 'lost',
        stage: 'train',
        message: failureSentence.pageClosed,
        weights: null,
      });
    }
  }

  /** Shows the next step of a score, unless another one has taken its place. */
  #show(scoreId: string, step: ScoreStep): void {
    this.current.update((now) => (now?.scoreId === scoreId ? { ...step, scoreId, startedAt: now.startedAt } : now));
  }

  #finish(): void {
    this.current.set(null);
    this.#abort = null;
  }

  #report(scoreId: string, failure: ScoreFailure): void {
    void this.#p.connection.say('score.fail', { scoreId, failure }).catch(() => {});
  }

  #fail(scoreId: string, failure: ScoreFailure): void {
    if (this.current.get()?.scoreId !== scoreId) return;
    this.#report(scoreId, failure);
    this.#finish();
  }

  #expire(scoreId: string, stage: ScoreStep['stage']): void {
    setTimeout(() => {
      const work = this.current.get();
      if (work?.scoreId !== scoreId || work.stage !== stage) return;
      const message = failureSentence.noAnswer;
      this.#fail(scoreId, { code: 'server', stage: stage === 'asking' ? 'request' : 'score', message, weights: null });
    }, ANSWER_MS);
  }

  /** Sends the result, again where the connection broke: it cost minutes to make. */
  async #upload(url: string, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void> {
    await retrying(
      async (before) => {
        await this.#p.api.upload(url, bytes, MIME, signal).catch((error: unknown) => {
          // An attempt whose answer was lost had arrived.
          if (before === 0 || asAppError(error).code !== 'settled') throw error;
        });
      },
      { signal, most: UPLOADS },
    );
  }

  async #granted(grant: Grant): Promise<void> {
    const { scoreId } = grant;
    if (this.current.get()?.scoreId !== scoreId || !this.#abort) return;
    const { signal } = this.#abort;
    const { api, sandbox: current, files } = this.#p;
    const bundle = this.#p.bundle();
    let stage: ScoreFailure['stage'] = 'request';
    try {
      this.#show(scoreId, { stage: 'rows', bytes: { done: 0, total: null } });
      const rows = await retrying(
        () =>
          api.granted(grant.url, signal, (done, total) =>
            this.#show(scoreId, { stage: 'rows', bytes: { done, total } }),
          ),
        { signal, most: LIMITS.handOutsPerGrant },
      );
      const sandbox = current();
      if (!sandbox) throw new Error('No interpreter runs in this tab. Wait until it is ready and try again.');
      stage = 'train';
      const since = Date.now();
      this.#show(scoreId, { stage: 'train', since, progress: null });
      const result = await sandbox.official({
        mode: 'score',
        files: files(),
        rows,
        signal,
        alsoValidation: true,
        ...(bundle ? { budget: bundle.constraints.weights } : {}),
        onProgress: (progress) =>
          this.#show(scoreId, { stage: progress.phase === 'predict' ? 'predict' : 'train', since, progress }),
      });
      this.printed.set({ scoreId, batches: result.printed.batches });
      if (!result.ok) {
        this.#fail(scoreId, failureOfResult(result));
        return;
      }
      stage = 'upload';
      this.#show(scoreId, { stage: 'upload' });
      const onValidation = bundle && firstMetric(bundle, result.validation);
      const body = encodeScoreUpload(result.fits, factsOf(result.notes), onValidation);
      await this.#upload(grant.uploadUrl, body, signal);
      this.#show(scoreId, { stage: 'judging' });
      this.#expire(scoreId, 'judging');
    } catch (cause) {
      const error = asAppError(cause);
      const code = signal.aborted ? 'cancelled' : stage === 'upload' || error.code === 'network' ? 'server' : 'lost';
      this.#fail(scoreId, { code, stage, message: error.message.slice(0, 8_000), weights: null });
    }
  }
}

/** The deciding metric on the validation rows, where it could be computed. */
function firstMetric(bundle: CandidateBundle, on: OnValidation | null): MetricValue | null {
  if (!on) return null;
  return validated(bundle, on).metrics.find(({ name }) => name === bundle.metric.name) ?? null;
}

function failureOfResult(result: Extract<OfficialResult, { ok: false }>): ScoreFailure {
  const text = result.item?.type === 'error' ? result.item.text.trim() : '';
  const trace = text === '' || text === result.message.trim() ? '' : `\n\n${text}`;
  return {
    code: result.code,
    stage: result.stage,
    message: `${result.message}${trace}`.slice(0, 8_000),
    weights: result.weights,
  };
}
