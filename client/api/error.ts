/** Every failure that a page handles, as one type with a code; what was thrown first stays as its cause. */
import { errorBody } from '../../protocol/api.ts';
import { retryAfterMs } from './retryAfter.ts';

interface AppErrorOptions extends ErrorOptions {
  /** HTTP status of the answer; 0 where there was none. */
  status?: number;
  /** Field of the request's body that the server refused. */
  field?: string | undefined;
  /** Ms that the server asks to wait before another attempt; null where it does not say. */
  retryAfterMs?: number | null;
}

/**
 * `code` is the server's (`not-started`, `revoked`, …), or one of the page's: `network` where nothing answered, `aborted` where the
 * page took the request back, `bad-answer` where the answer is not what the protocol says, `failed` for what else was thrown with a
 * sentence, `page-fault` for a fault in the page's code. `message` is fit for people.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    message: string,
    { status = 0, field, retryAfterMs = null, ...options }: AppErrorOptions = {},
  ) {
    super(message, options);
    this.code = code;
    this.status = status;
    this.field = field;
    this.retryAfterMs = retryAfterMs;
  }

  /** True where trying again later may help by itself: any failure of the server's counts, since none says how long it lasts. */
  get passing(): boolean {
    return this.code === 'network' || this.status === 429 || this.status >= 500;
  }
}

/** The failure that an answer of 400 and up reports. */
export async function failureOf(response: Response): Promise<AppError> {
  const { status } = response;
  const wait = retryAfterMs(response.headers, Date.now());
  const body = errorBody.safeParse(await response.json().catch(() => null));
  if (body.success) {
    const { code, message, field } = body.data.error;
    return new AppError(code, message, { status, field, retryAfterMs: wait });
  }
  return new AppError('bad-answer', `The server answered ${status} without saying why. Try again.`, {
    status,
    retryAfterMs: wait,
  });
}

/** What the browser throws where code is wrong, as against what was thrown on purpose with a sentence for people. */
const FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Any thrown value as an AppError. */
export function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (cause instanceof Error && !FAULTS.some((fault) => cause instanceof fault)) {
    return new AppError('failed', cause.message, { cause });
  }
  const what = cause instanceof Error ? cause.message : String(cause);
  return new AppError('page-fault', `This page made a mistake (${what}). Reload it and try again.`, { cause });
}
