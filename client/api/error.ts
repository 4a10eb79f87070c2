import { errorBody } from '../../protocol/api.ts';

/**
 * Every failure of a request as one type. `code` is the server's (`not-started`, `revoked`, …), or `network` where nothing answered, or
 * `bad-answer` where the answer is not what the protocol says. `message` is fit for people.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;

  constructor(code: string, message: string, status = 0, field?: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.field = field;
  }

  /** True where trying again later may help by itself. */
  get passing(): boolean {
    return this.code === 'network' || this.status === 429 || this.status >= 502;
  }
}

/** The failure that an answer of 400 and up reports. */
export async function failureOf(response: Response): Promise<AppError> {
  const body = errorBody.safeParse(await response.json().catch(() => null));
  if (body.success) {
    const { code, message, field } = body.data.error;
    return new AppError(code, message, response.status, field);
  }
  return new AppError(
    'bad-answer',
    `The server answered ${response.status} without saying why. Try again.`,
    response.status,
  );
}

/** Any thrown value as an AppError. */
export function asAppError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('bad-answer', cause instanceof Error ? cause.message : String(cause));
}
