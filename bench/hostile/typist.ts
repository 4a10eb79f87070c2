/** A candidate who types in a fixed rhythm, and how long each key took to be stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../../tests/support/client.ts';
import { type Quantiles, quantiles } from '../collab/load.ts';

/** Five keys a second and candidate, as bench/collab. */
const KEY_MS = 200;

/** Types from the beginning on. */
export interface Typist {
  /** The ms from each key to its acknowledgement. */
  readonly waits: number[];
  stop: () => void;
}

/** Begins to type; the first key comes after `startMs`. */
export function typist(client: Client, startMs: number): Typist {
  const waits: number[] = [];
  const sent: number[] = [];
  let stored = client.stored;
  client.socket?.on('message', () => {
    for (; stored < client.stored; stored += 1) {
      const at = sent.shift();
      if (at !== undefined) waits.push(performance.now() - at);
    }
  });
  const press = () => {
    if (!client.open) return;
    sent.push(performance.now());
    client.type('explore', 0, 'x');
  };
  let timer = setTimeout(() => {
    press();
    timer = setInterval(press, KEY_MS);
  }, startMs);
  return { waits, stop: () => clearInterval(timer) };
}

/** Everybody types, each at a time of their own. */
export const typists = (clients: Client[]): Typist[] =>
  clients.map((client, i) => typist(client, (i / clients.length) * KEY_MS));

/** The waits of all since they were asked for last. */
export const takeWaits = (all: Typist[]): Quantiles => quantiles(all.flatMap(({ waits }) => waits.splice(0)));

/** The waits of `ms` from now. */
export async function waitsOf(all: Typist[], ms: number): Promise<Quantiles> {
  takeWaits(all);
  await sleep(ms);
  return takeWaits(all);
}
