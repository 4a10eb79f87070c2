/** A mistake in a scenario folder, with the place where an author can mend it. */

export interface Place {
  /** Path as an author knows it: `scenarios/bank-scam/scenario.yaml`. */
  path: string;
  /** From 1. */
  line?: number;
  column?: number;
}

/** Thrown for everything that is wrong with a scenario; the message begins with `path:line:column`. */
export class AuthoringError extends Error {
  readonly place: Place;
  /** The message without the place and without the others. */
  readonly bare: string;
  /** Mistakes that were found together with this one, in order; their messages are part of this one's as well. */
  readonly others: readonly AuthoringError[];

  constructor(message: string, place: Place, options: ErrorOptions & { others?: readonly AuthoringError[] } = {}) {
    const { others = [], ...rest } = options;
    super([`${formatPlace(place)}: ${message}`, ...others.map((other) => other.message)].join('\n'), rest);
    this.name = 'AuthoringError';
    this.place = place;
    this.bare = message;
    this.others = others;
  }
}

/** Several mistakes as one error, which is the first of them. */
export function together([first, ...others]: readonly [AuthoringError, ...AuthoringError[]]): AuthoringError {
  return others.length === 0 ? first : new AuthoringError(first.bare, first.place, { others });
}

/** Each of the mistakes that an error combines. */
export function apart(error: AuthoringError): AuthoringError[] {
  return [new AuthoringError(error.bare, error.place), ...error.others];
}

/** `path`, `path:line` or `path:line:column`. */
export function formatPlace({ path, line, column }: Place): string {
  return [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
