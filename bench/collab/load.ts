/** Types into all interviews at once and notes when each key was seen by those who watch, and when it was reported as stored. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import * as Y from 'yjs';
import { type Party, textOf } from './party.ts';
import type { Usage } from './probe.ts';
import { flushes, type Target } from './target.ts';

/** Bursts of eight keys at eight a second, then a pause: five a second on average. */
const BURST_KEYS = 8;
const KEY_MS = 125;
const PAUSE_MS = 600;
/** Every thirteenth key takes the one before it back. */
const BACKSPACE_EVERY = 13;
const TICK_MS = 2;
const SETTLE_MS = 30_000;
const LOGS_READ = 5;
const WORDS = 'model.fit(train, columns=["amount", "hour"])  # why?\n';

export interface Quantiles {
  p50: number;
  p95: number;
  p99: number;
  max: number;
  count: number;
}

/** One arm of one round. Latencies in ms, without the first seconds. */
export interface Load {
  /** The disk's flush just before, ms. */
  flushP50: number;
  flushP99: number;
  watch: Quantiles;
  saved: Quantiles | null;
  /** Keys of the measured time. */
  keys: number;
  /** Keys that a watcher never got, and documents that differ at the end. */
  lost: number;
  diverged: number;
  usage: Usage;
  /** The load client's event-loop delay, p99: where it is high, latencies are the client's, not the server's. */
  clientLoopP99: number;
}

/** Nearest rank; NaN without values. */
export function quantiles(values: number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (q: number): number => round(sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), count: sorted.length };
}

const round = (value: number): number => Number(value.toFixed(2));

interface Typist {
  party: Party;
  text: Y.Text;
  at: number;
  keys: number;
  due: number;
  /** When each frame was sent, ms; the server counts them in this order. */
  frames: number[];
  stored: number;
  /** When the item with this clock was typed. */
  typed: Map<number, number>;
  seen: Map<Y.Doc, number>;
}

export async function load(target: Target, parties: Party[], plan: { dropMs: number; ms: number }): Promise<Load> {
  const random = xoroshiro128plus(20_251_123);
  const uniform = (): number => (random.next() >>> 0) / 2 ** 32;
  const watch: number[] = [];
  const saved: number[] = [];
  let measuring = false;
  const disk = quantiles(flushes());
  const begin = performance.now();

  const typists = parties.map((party): Typist => {
    const text = textOf(party.typist);
    const typist: Typist = {
      party,
      text,
      at: text.length,
      keys: 0,
      due: begin + uniform() * (BURST_KEYS * KEY_MS + PAUSE_MS),
      frames: [],
      stored: 0,
      typed: new Map(),
      seen: new Map(),
    };
    const { clientID } = party.typist;
    for (const doc of party.watchers) {
      typist.seen.set(doc, Y.getState(doc.store, clientID));
      doc.on('update', () => {
        const now = performance.now();
        const upTo = Y.getState(doc.store, clientID);
        for (let clock = typist.seen.get(doc) ?? 0; clock < upTo; clock += 1) {
          const sent = typist.typed.get(clock);
          if (sent !== undefined && measuring) watch.push(now - sent);
        }
        typist.seen.set(doc, upTo);
      });
    }
    const before = party.stored?.() ?? 0;
    party.onAnswer(() => {
      const now = performance.now();
      const stored = (party.stored?.() ?? 0) - before;
      for (; typist.stored < stored; typist.stored += 1) {
        const sent = typist.frames[typist.stored];
        if (sent !== undefined && measuring) saved.push(now - sent);
      }
    });
    return typist;
  });

  function press(typist: Typist, now: number): void {
    const { text, party } = typist;
    typist.keys += 1;
    typist.frames.push(now);
    if (typist.keys % BACKSPACE_EVERY === 0) {
      typist.at -= 1;
      text.delete(typist.at, 1);
    } else {
      typist.typed.set(Y.getState(party.typist.store, party.typist.clientID), now);
      text.insert(typist.at, WORDS[typist.keys % WORDS.length] ?? ' ');
      typist.at += 1;
    }
    const rests = typist.keys % BURST_KEYS === 0;
    if (rests) typist.at = 1 + Math.floor(uniform() * (text.length - 1));
    typist.due += rests ? PAUSE_MS : KEY_MS;
  }

  const pressed = (): number => typists.reduce((sum, typist) => sum + typist.keys, 0);
  const timer = setInterval(() => {
    const now = performance.now();
    for (const typist of typists) if (typist.due <= now) press(typist, performance.now());
  }, TICK_MS);
  const delay = monitorEventLoopDelay({ resolution: TICK_MS });
  await sleep(plan.dropMs);
  await target.start();
  delay.enable();
  const before = pressed();
  measuring = true;
  await sleep(plan.ms);
  clearInterval(timer);
  const keys = pressed() - before;
  const complete = await settled(typists);
  const usage = await target.usage();
  delay.disable();
  const { lost, diverged } = complete ? { lost: 0, diverged: 0 } : missing(typists);
  return {
    flushP50: disk.p50,
    flushP99: disk.p99,
    watch: quantiles(watch),
    saved: saved.length > 0 ? quantiles(saved) : null,
    keys,
    lost,
    diverged: diverged + (await wrongLogs(typists)),
    usage,
    clientLoopP99: round(Math.max(0, delay.percentile(99) / 1e6 - TICK_MS)),
  };
}

/** Waits until all is stored and seen by all; false where that does not happen. */
async function settled(typists: Typist[]): Promise<boolean> {
  const end = performance.now() + SETTLE_MS;
  const done = ({ party, text, frames, stored }: Typist): boolean => {
    if (party.stored && stored < frames.length) return false;
    const wanted = text.toString();
    return party.watchers.every((doc) => textOf(doc).toString() === wanted);
  };
  while (performance.now() < end) {
    if (typists.every(done)) return true;
    await sleep(20);
  }
  return false;
}

function missing(typists: Typist[]): { lost: number; diverged: number } {
  let lost = 0;
  let diverged = 0;
  for (const { party, text, frames, stored } of typists) {
    const { clientID, store } = party.typist;
    const typed = Y.getState(store, clientID);
    for (const doc of party.watchers) {
      lost += typed - Y.getState(doc.store, clientID);
      if (textOf(doc).toString() !== text.toString()) diverged += 1;
    }
    if (party.stored) lost += frames.length - stored;
  }
  return { lost, diverged };
}

/** Of the first interviews, those whose log does not give the typist's text. */
async function wrongLogs(typists: Typist[]): Promise<number> {
  let wrong = 0;
  for (const { party, text } of typists.slice(0, LOGS_READ))
    if (party.logged && (await party.logged()) !== text.toString()) wrong += 1;
  return wrong;
}
