/** Time as the server's parts see it, so that tests can hold it in their hands. */
export interface Clock {
  /** Ms since 1970. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
