/** A world in the hands of a test: its clock, its chance, its sockets, and a server that answers only on request. */
import { afterEach } from 'vitest';
import * as Y from 'yjs';
import { toBase64 } from '../../../client/realtime/base64.ts';
import { Connection } from '../../../client/realtime/connection.ts';
import type { Env, Timer, Wire } from '../../../client/realtime/env.ts';
import { memoryOutbox, type Outbox } from '../../../client/realtime/outbox.ts';
import type { InterviewEvent } from '../../../protocol/event.ts';
import { type Frame, readFrame, step1Frame, step2Frame, updateFrame } from '../../../protocol/frames.ts';
import type { ServerMessage } from '../../../protocol/socket.ts';
import { initialState } from '../../../protocol/state.ts';

export class FakeWire implements Wire {
  readyState = 0;
  binaryType = '';
  onopen: Wire['onopen'] = null;
  onmessage: Wire['onmessage'] = null;
  onclose: Wire['onclose'] = null;
  onerror: Wire['onerror'] = null;
  closed: { code: number | undefined } | null = null;
  /** What the page has sent and the test has not taken yet, in order. */
  sent: (string | Uint8Array)[] = [];
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closed = { code };
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.(null);
  }

  say(message: ServerMessage): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  binary(frame: Uint8Array): void {
    this.onmessage?.({ data: new Uint8Array(frame).buffer });
  }

  /** The other side or the network ends the socket. */
  drop(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  takeFrames(): Frame[] {
    const frames = this.sent
      .filter((d) => typeof d !== 'string')
      .map((d) => {
        const frame = readFrame(d);
        if (typeof frame === 'string') throw new Error(`the page sent a frame that is ${frame}`);
        return frame;
      });
    this.sent = this.sent.filter((d) => typeof d === 'string');
    return frames;
  }

  takeMessages(): { type: string; id: string; data: Record<string, unknown> }[] {
    const messages = this.sent.filter((d) => typeof d === 'string').map((d) => JSON.parse(d));
    this.sent = this.sent.filter((d) => typeof d !== 'string');
    return messages.filter((m) => m.type !== 'ping' && m.type !== 'status');
  }
}

export class World implements Env {
  time = 1_000_000;
  chance = 0.5;
  readonly wires: FakeWire[] = [];
  #timers: { at: number; run: () => void; id: number }[] = [];
  #ids = 0;

  now(): number {
    return this.time;
  }

  random(): number {
    return this.chance;
  }

  setTimer(run: () => void, ms: number): Timer {
    this.#ids += 1;
    this.#timers.push({ at: this.time + ms, run, id: this.#ids });
    return this.#ids as unknown as Timer;
  }

  clearTimer(timer: Timer): void {
    this.#timers = this.#timers.filter((t) => t.id !== (timer as unknown as number));
  }

  openWire(url: string): Wire {
    const wire = new FakeWire(url);
    this.wires.push(wire);
    return wire;
  }

  get wire(): FakeWire {
    const wire = this.wires.at(-1);
    if (!wire) throw new Error('no socket was opened');
    return wire;
  }

  /** Lets time pass, running timers in their order; promises settle in between. */
  async pass(ms: number): Promise<void> {
    const until = this.time + ms;
    await settle();
    for (;;) {
      const next = this.#timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!next) break;
      this.time = Math.max(this.time, next.at);
      this.#timers = this.#timers.filter((t) => t !== next);
      next.run();
      await settle();
    }
    this.time = until;
  }
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** The server's side of one interview, as far as a page sees it. */
export class FakeServer {
  readonly doc = new Y.Doc();
  /** Update frames stored of the newest connection. */
  stored = 0;
  n = 0;
  logBytes = 0;
  ids = new Set<string>();
  readonly world: World;
  state = initialState('Test', 60);

  constructor(world: World) {
    this.world = world;
  }

  /** Accepts the newest socket: welcome, and both sides send their state vectors. */
  accept(build = 'b1'): void {
    this.greet(build);
    this.ask();
    this.read();
  }

  /** Only the welcome. */
  greet(build = 'b1'): void {
    const { wire } = this.world;
    this.stored = 0;
    this.n = 0;
    wire.open();
    wire.say({
      type: 'welcome',
      protocol: 1,
      build,
      role: 'candidate',
      participantId: 'p1',
      name: 'Ada',
      interviewId: 'i1',
      now: this.world.time,
      n: 0,
      state: this.state,
      logBytes: this.logBytes,
      present: [],
      status: null,
    });
    wire.takeFrames();
  }

  /** Tells what the server has, and answers what a document that has nothing lacks. */
  ask(): void {
    this.world.wire.binary(step1Frame(Y.encodeStateVector(this.doc)));
    this.world.wire.binary(step2Frame(Y.encodeStateAsUpdate(this.doc)));
  }

  /** Takes in all frames that wait; sends `saved` unless `silent`. */
  read(silent = false): number {
    let stored = 0;
    for (const frame of this.world.wire.takeFrames()) {
      if (frame.kind === 'step1')
        this.world.wire.binary(step2Frame(Y.encodeStateAsUpdate(this.doc, frame.stateVector)));
      else if (frame.kind !== 'awareness' && frame.update.byteLength > 2) {
        Y.applyUpdate(this.doc, frame.update);
        stored += 1;
      }
    }
    this.stored += stored;
    if (!silent && stored > 0) this.tellSaved();
    return stored;
  }

  tellSaved(): void {
    const stateVector = toBase64(Y.encodeStateVector(this.doc));
    this.world.wire.say({ type: 'saved', at: this.world.time, edits: this.stored, stateVector, deletes: '' });
  }

  /** Commits waiting messages: acknowledges each, and sends the event of those that are new. */
  commit(make: (message: { type: string; id: string; data: Record<string, unknown> }) => InterviewEvent): number {
    const messages = this.world.wire.takeMessages();
    for (const message of messages) {
      this.world.wire.say({ type: 'ack', id: message.id });
      if (this.ids.has(message.id)) continue;
      this.ids.add(message.id);
      this.event(make(message));
    }
    return messages.length;
  }

  event(event: InterviewEvent): void {
    this.n += 1;
    this.world.wire.say({ type: 'event', n: this.n, event });
  }

  push(change: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc);
    change(this.doc);
    this.world.wire.binary(updateFrame(Y.encodeStateAsUpdate(this.doc, before)));
  }
}

export interface Setup {
  world: World;
  server: FakeServer;
  connection: Connection;
  outbox: Outbox;
  text: Y.Text;
}

export async function connected(outbox: Outbox = memoryOutbox(), before?: World): Promise<Setup> {
  const world = before ?? new World();
  const server = new FakeServer(world);
  const connection = new Connection({
    interviewId: 'i1',
    title: 'Test',
    minutes: 60,
    outbox,
    env: world,
    ticket: async () => 'ticket',
    address: (ticket) => `ws://test/${ticket}`,
  });
  await connection.start();
  await settle();
  return { world, server, connection, outbox, text: connection.doc.getText('t') };
}

/** {@link connected} for a whole test file: what a test opens is stopped after it. */
export function connections(): typeof connected {
  let open: Setup[] = [];
  afterEach(() => {
    for (const { connection } of open) connection.stop();
    open = [];
  });
  return async (...args) => {
    const made = await connected(...args);
    open.push(made);
    return made;
  };
}
