/** What the connection needs from its surroundings, so that tests can hold time, chance and the network in their hands. */
export interface Wire {
  readonly readyState: number;
  binaryType: string;
  onopen: ((event: unknown) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: ((event: unknown) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export type Timer = ReturnType<typeof setTimeout>;

export interface Env {
  /** Ms since 1970 by this machine's clock. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  setTimer(run: () => void, ms: number): Timer;
  clearTimer(timer: Timer): void;
  openWire(url: string): Wire;
}

export const browserEnv: Env = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer),
  openWire: (url) => new WebSocket(url) as unknown as Wire,
};

let counter = 0;

/** Ordered within a tab and distinct between tabs: the key of an outbox entry. */
export function outboxKey(env: Env): string {
  counter += 1;
  const part = (n: number, width: number) => n.toString(36).padStart(width, '0');
  return `${part(env.now(), 9)}-${part(counter, 6)}-${part(Math.floor(env.random() * 36 ** 6), 6)}`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A message or object id: 21 characters of 64, from the platform's randomness. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(21)), (b) => ALPHABET[b & 63]).join('');
}
