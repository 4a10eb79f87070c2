/** Requests that are tried again while what stops them may pass: a broken network, a busy or restarting server. */
import { retryWait } from './backoff.ts';
import { AppError, asAppError } from './error.ts';

interface RetryOptions {
  /** Ends the waiting and the attempts. */
  signal?: AbortSignal;
  /** Hears why an attempt failed, whenever there is going to be another one. */
  onWait?: (error: AppError) => void;
  /** Attempts in all; without one it goes on until it succeeds or is refused. */
  most?: number;
}

/** Waits for `ms`, less where the browser says that the network is back and `asked` is false: the server asked for the wait. @throws AppError `aborted` */
function pause(ms: number, asked: boolean, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', aborted);
    };
    const done = () => {
      end();
      resolve();
    };
    const aborted = () => {
      end();
      reject(new AppError('aborted', 'The request was cancelled.'));
    };
    const timer = setTimeout(done, ms);
    if (!asked) addEventListener('online', done);
    signal?.addEventListener('abort', aborted);
    if (signal?.aborted) aborted();
  });
}

/**
 * What `attempt` gives; it is called again while its failures may pass, after growing waits, and not before the server wants it (`Retry-After`).
 * @param attempt gets the number of attempts before it
 * @throws AppError the first failure that does not pass by itself, or the last one where there are no attempts left
 */
export async function retrying<T>(attempt: (before: number) => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, onWait, most = Number.POSITIVE_INFINITY } = options;
  for (let before = 0; ; before++) {
    let toldMs: number | null;
    try {
      return await attempt(before);
    } catch (cause) {
      const error = asAppError(cause);
      if (!error.passing || before + 1 >= most || signal?.aborted) throw error;
      onWait?.(error);
      toldMs = error.retryAfterMs;
    }
    await pause(retryWait(before, 0.5 + Math.random() / 2, toldMs), toldMs !== null, signal);
  }
}
