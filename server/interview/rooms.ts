/** The open interviews of this process: opened on demand from the log, closed when nobody is left. */
import type { Logger } from 'pino';
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import type { Language } from '../../protocol/language.ts';
import { offeredBy } from '../../protocol/language.ts';
import type { Session } from '../access/session.ts';
import type { Clock } from '../clock.ts';
import { faultOf } from '../fault.ts';
import type { ScenarioPort, VariantInfo } from '../scenarios/port.ts';
import type { Entry, Interview, LogRead, Store } from '../store/port.ts';
import type { Tally } from '../tally.ts';
import { WorkDocument } from './document.ts';
import { variantOf } from './interview.ts';
import { type OnRecorded, Room } from './room.ts';

/** A room that nobody is in stays open for this long, for reloads and result uploads. */
const LINGER_MS = 30_000;

/** The log of this interview has no good first row: nothing is opened and nothing is written. */
export class CorruptInterviewError extends Error {
  override readonly name = 'CorruptInterviewError';
}

/** What all rooms are opened with. */
interface RoomsParts {
  store: Store;
  clock: Clock;
  log: Logger;
  tally: Tally;
  scenarios: ScenarioPort;
  onRecorded: OnRecorded;
  /** Called with every room before anybody is let into it. */
  onOpened: (room: Room) => Promise<void>;
}

interface Held {
  room: Promise<Room>;
  uses: number;
  timer: NodeJS.Timeout | null;
}

/** The open rooms of this process, one per interview. */
export class Rooms {
  readonly #parts: RoomsParts;
  readonly #rooms = new Map<string, Held>();
  #stopping = false;

  constructor(parts: RoomsParts) {
    this.#parts = parts;
  }

  /** From here on no room is opened. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Runs `use` with the room of an interview, which stays open at least as long; null where there is none. */
  async with<T>(interviewId: string, use: (room: Room) => Promise<T> | T): Promise<T | null> {
    const room = await this.hold(interviewId);
    if (!room) return null;
    try {
      return await use(room);
    } finally {
      this.release(room);
    }
  }

  /** The room, held open until `release`; null where there is no such interview. @throws CorruptInterviewError */
  async hold(interviewId: string): Promise<Room | null> {
    if (this.#stopping) throw new Error('the server is stopping');
    let held = this.#rooms.get(interviewId);
    if (!held) {
      const interview = await this.#parts.store.interview(interviewId);
      if (!interview) return null;
      held = this.#rooms.get(interviewId);
      if (!held) {
        held = { room: this.#open(interview), uses: 0, timer: null };
        this.#rooms.set(interviewId, held);
      }
    }
    held.uses += 1;
    if (held.timer) clearTimeout(held.timer);
    held.timer = null;
    try {
      return await held.room;
    } catch (e) {
      if (this.#rooms.get(interviewId) === held) this.#rooms.delete(interviewId);
      throw e;
    }
  }

  release(room: Room): void {
    const { id } = room.interview;
    const held = this.#rooms.get(id);
    // A room that ended has left the table; another one may be there.
    if (!held || room.ended) return;
    held.uses -= 1;
    if (held.uses > 0 || held.timer) return;
    held.timer = setTimeout(() => void this.#close(id, held, room), LINGER_MS);
    held.timer.unref();
  }

  async #close(id: string, held: Held, room: Room): Promise<void> {
    await room.history.settled();
    await room.history.snapshot();
    if (held.uses > 0 || this.#rooms.get(id) !== held) return;
    room.end(CLOSE.restarting);
  }

  /** The number of open sockets of an interview. */
  async online(interviewId: string): Promise<number> {
    const held = this.#rooms.get(interviewId);
    if (!held) return 0;
    return held.room.then(
      (room) => room.hub.peers().length,
      () => 0,
    );
  }

  /** Closes the sockets of every session that matches, in all interviews. */
  async closeWhere(match: (session: Session) => boolean, reason: CloseReason): Promise<void> {
    await Promise.allSettled([...this.#rooms.values()].map(async ({ room }) => (await room).closeWhere(match, reason)));
  }

  /** Ends every room at once: what they hold is out of date, and whoever comes back gets what the log holds. */
  endAll(reason: CloseReason): void {
    // A room that cannot be opened is reported to whoever asked for it.
    for (const { room } of this.#rooms.values()) void room.then((open) => open.end(reason)).catch(() => {});
  }

  async #open(interview: Interview): Promise<Room> {
    const { store, clock, log, tally, scenarios, onRecorded, onOpened } = this.#parts;
    const variants = new Map<Language, VariantInfo>();
    for (const language of offeredBy(interview.language))
      variants.set(language, await variantOf({ store, scenarios }, interview, language));
    const { lost, ...read } = await this.#read(interview.id);
    const document = await this.#restore(interview.id, read.entries);
    const room = new Room({
      store,
      clock,
      interview,
      variants,
      document,
      log: read,
      onRecorded,
      onEnd: ({ reason }, sockets) => {
        // A room that closes because everybody has left is no news.
        if (sockets > 0) tally.note({ interview: interview.id, reason, sockets }, 'a room was put out');
        if (this.#rooms.get(interview.id)?.room === opened) this.#rooms.delete(interview.id);
      },
      onError: (what, error) => log.error({ interview: interview.id, error: faultOf(error) }, what),
      onPutOut: ({ session }, why) =>
        log.warn({ interview: interview.id, participant: session.participantId, why }, 'a socket was put out'),
    });
    const opened = Promise.resolve(room);
    await onOpened(room);
    if (room.ended) throw new Error('the room ended while it was opened');
    const held = this.#rooms.get(interview.id);
    if (held) held.room = opened;
    if (lost > 0) log.error({ interview: interview.id, rows: lost }, 'the interview was opened at its last good row');
    return room;
  }

  /** The log up to its last good row; what comes after a damaged row is set aside. */
  async #read(interviewId: string): Promise<Pick<LogRead, 'entries' | 'end'> & { lost: number }> {
    const { store, clock, log } = this.#parts;
    const { entries, end, damage } = await store.read(interviewId);
    if (entries.length === 0) {
      log.error({ interview: interviewId, reason: damage?.reason ?? 'the log is empty' }, 'the interview is refused');
      throw new CorruptInterviewError('the log of this interview has no good first row');
    }
    if (!damage) return { entries, end, lost: 0 };
    const lost = await store.quarantine(interviewId, damage.seq, damage.reason, clock.now());
    return { entries, end, lost };
  }

  async #restore(interviewId: string, entries: Entry[]): Promise<WorkDocument> {
    const edits = entries.filter((e) => e.kind === 'edit');
    const snapshot = await this.#parts.store.snapshot(interviewId);
    if (snapshot && snapshot.seq <= entries.length) {
      try {
        const document = new WorkDocument();
        document.restore([snapshot.body, ...edits.filter((e) => e.seq > snapshot.seq).map((e) => e.body)]);
        return document;
      } catch (e) {
        this.#parts.log.warn({ interview: interviewId, error: faultOf(e) }, 'the snapshot was not used');
      }
    }
    const document = new WorkDocument();
    document.restore(edits.map((e) => e.body));
    return document;
  }

  /** Commits what is in flight, then closes every socket with 1012. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled(
      [...this.#rooms.values()].map(async (held) => {
        const room = await held.room;
        room.closeWhere(() => true, CLOSE.restarting);
        await room.history.settled();
        await room.history.snapshot();
        room.end(CLOSE.restarting);
      }),
    );
  }
}
