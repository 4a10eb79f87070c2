/** A mistake in a scenario folder, told with the place where an author can mend it. */

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

  constructor(message: string, place: Place, options?: ErrorOptions) {
    super(`${formatPlace(place)}: ${message}`, options);
    this.name = 'AuthoringError';
    this.place = place;
  }
}

/** `path`, `path:line` or `path:line:column`. */
export function formatPlace({ path, line, column }: Place): string {
  return [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
