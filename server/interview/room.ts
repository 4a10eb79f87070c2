/**
 * One live interview: its document, its state, its sockets. Everything that happens is put in order here, handed to the store at
 * once, and told to people in the same order after its commit. A commit that fails ends the room: what comes next reads the log.
 */
import * as Y from 'yjs';
import { endedAt, startedAt } from '../../protocol/clock.ts';
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import type { InterviewEvent } from '../../protocol/event.ts';
import { step1Frame, step2Frame, updateFrame } from '../../protocol/frames.ts';
import type { Language } from '../../protocol/language.ts';
import { belongsTo, languageOf, offeredBy } from '../../protocol/language.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Actor, Role } from '../../protocol/role.ts';
import {
  type PassingMessage,
  PROTOCOL_VERSION,
  type RecordedMessage,
  type ServerMessage,
} from '../../protocol/socket.ts';
import { applyEvent, forWelcome, type InterviewState, initialState, visibleTo } from '../../protocol/state.ts';
import type { Session } from '../access/session.ts';
import { BUILD } from '../build.ts';
import type { Clock } from '../clock.ts';
import { serverId } from '../ids.ts';
import type { VariantInfo, VariantKey } from '../scenarios/port.ts';
import { Hub } from '../socket/hub.ts';
import type { Peer } from '../socket/peer.ts';
import type { Entry, Interview, NewEntry, Store } from '../store/port.ts';
import { filesOf, type Work, type WorkText } from './document.ts';
import { keyOf, shownLanguage } from './make.ts';
import { editEntry, eventEntry, eventOf, readEvent, SERVER_ACTOR } from './rows.ts';
import { type Draft, draftOf, inLobby, judge, type Rules, workRefusal } from './verdict.ts';

/** Edits after which the document is kept as a whole, so that the next opening need not apply them one by one. */
const SNAPSHOT_EDITS = 500;

/** The state vector of an empty document. */
const NO_STATE = new Uint8Array([0]);

export interface RoomParts {
  store: Store;
  clock: Clock;
  interview: Interview;
  /** One for each language that the interview offers. */
  variants: ReadonlyMap<Language, VariantInfo>;
  work: Work;
  entries: Entry[];
  /** Called once, when the room has ended for whatever reason. */
  onEnd: () => void;
  onError: (what: string, error: unknown) => void;
  /** Called after the commit of a score request, and again when the request is sent again. */
  onScoreRequested: (room: Room, peer: Peer, scoreId: string) => void;
}

type Status = Extract<PassingMessage, { type: 'status' }>;

export class Room {
  readonly interview: Interview;
  readonly hub = new Hub();
  readonly #parts: RoomParts;
  readonly #work: Work;
  readonly #ids = new Set<string>();
  /** Folded at once, so that the next message is judged by it. */
  #judged: InterviewState;
  /** Folded after the commit: what people are told. */
  #shown: InterviewState;
  /** The same over what a candidate may see: no staff event ever enters it. */
  #shownToCandidate: InterviewState;
  #bytes = 0;
  #committedSeq = 0;
  #flying = 0;
  #editsSinceSnapshot = 0;
  #tail: Promise<void> = Promise.resolve();
  #ended = false;
  #status: Status | null = null;
  #rttMs: number | null = null;

  constructor(parts: RoomParts) {
    this.#parts = parts;
    this.interview = parts.interview;
    this.#work = parts.work;
    let state = initialState(parts.interview.title, parts.interview.minutes);
    let open = state;
    for (const entry of parts.entries) {
      this.#ids.add(entry.id);
      this.#bytes += entry.body.byteLength;
      this.#committedSeq = entry.seq;
      if (entry.kind !== 'event') continue;
      const event = readEvent(entry);
      state = applyEvent(state, event);
      if (visibleTo(event, 'candidate')) open = applyEvent(open, event);
    }
    this.#judged = state;
    this.#shown = state;
    this.#shownToCandidate = open;
  }

  /** The state after the last commit. */
  get state(): InterviewState {
    return this.#shown;
  }

  /** The language that the interview is done in; null while its candidate has not chosen. */
  get language(): Language | null {
    return languageOf(this.interview.language, this.#shown.language);
  }

  /** What the variant is made from: that of the chosen language, before a choice that of the first. */
  get key(): VariantKey {
    return keyOf(this.interview, shownLanguage(this.interview, this.#shown.language));
  }

  get variant(): VariantInfo {
    const { language } = this.key;
    const variant = this.#parts.variants.get(language);
    if (!variant) throw new Error(`the room has no variant in ${language}`);
    return variant;
  }

  /** The files of the language that the interview is done in, by name. */
  get files(): WorkText[] {
    const offered = offeredBy(this.interview.language);
    return filesOf(this.#work.doc).filter(({ name }) => belongsTo(name, this.language, offered));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** The document, for reading. */
  get doc(): Y.Doc {
    return this.#work.doc;
  }

  join(peer: Peer): void {
    const { session } = peer;
    this.hub.add(peer);
    peer.say(this.#welcome(peer));
    // In the lobby the question is asked of nothing: messages may pass, the document stays here.
    peer.binary(step1Frame(this.#locked(peer) ? NO_STATE : this.#work.stateVector()));
    for (const frame of this.hub.cursorsFor(peer)) peer.droppable(frame);
    this.hub.presence();
    if (session.role === 'candidate') this.#tellStatus();
    if (!this.#judged.people.some((p) => p.participantId === session.participantId)) {
      this.record([draftOf('participant.joined', {})], {
        participantId: session.participantId,
        role: session.role,
        name: session.name,
      });
    }
  }

  leave(peer: Peer): void {
    this.hub.remove(peer);
    if (peer.session.role === 'candidate') this.#tellStatus();
    this.hub.presence();
  }

  #welcome(peer: Peer): ServerMessage {
    const { session } = peer;
    const staff = session.role !== 'candidate';
    return {
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      build: BUILD,
      role: session.role,
      participantId: session.participantId,
      name: session.name,
      interviewId: this.interview.id,
      now: this.#parts.clock.now(),
      n: peer.delivered,
      state: forWelcome(staff ? this.#shown : this.#shownToCandidate),
      present: this.hub.present(),
      status: staff ? this.#status : null,
    };
  }

  /** True for a candidate who waits in the lobby: the document is not theirs to see yet. */
  locksOut(role: Role): boolean {
    return role === 'candidate' && inLobby(this.#shown, this.interview.gated);
  }

  #locked(peer: Peer): boolean {
    return this.locksOut(peer.session.role);
  }

  /** The client's state vector: answered with what it lacks, or kept while its candidate waits in the lobby. */
  sync(peer: Peer, stateVector: Uint8Array): void {
    if (this.#locked(peer)) {
      peer.waitingFor = stateVector;
      return;
    }
    let update: Uint8Array;
    try {
      update = this.#work.since(stateVector);
    } catch {
      peer.close(CLOSE.malformed);
      return;
    }
    peer.binary(step2Frame(update));
  }

  #unlock(): void {
    for (const peer of this.hub.peers()) {
      const vector = peer.waitingFor;
      if (vector === null) continue;
      peer.waitingFor = null;
      peer.binary(step1Frame(this.#work.stateVector()));
      this.sync(peer, vector);
    }
  }

  /** A candidate's update of the document. */
  edit(peer: Peer, update: Uint8Array): void {
    if (peer.stuck) return;
    const full = this.#bytes + update.byteLength > LIMITS.logBytes;
    const refusal =
      workRefusal(this.#judged, this.interview.gated) ??
      (full
        ? { code: 'log-full', message: 'This interview holds as much as it can; what you type stays in this browser.' }
        : null);
    if (refusal) {
      this.#refuseEdit(peer, refusal);
      return;
    }
    const applied = this.#work.apply(update);
    if (!applied.ok && applied.kind === 'refused') {
      this.#refuseEdit(peer, applied);
      return;
    }
    if (!applied.ok && applied.kind === 'broken') {
      peer.close(CLOSE.malformed);
      this.end(CLOSE.restarting);
      return;
    }
    peer.editsTaken += 1;
    const count = applied.ok ? peer.editsTaken : null;
    const stateVector = Buffer.from(this.#work.stateVector()).toString('base64');
    const deletes = this.#work.deletesHash();
    const stored = () => {
      if (count === null) return;
      peer.editsStored = count;
      peer.say({ type: 'saved', at: this.#parts.clock.now(), edits: count, stateVector, deletes });
    };
    if (applied.update === null) this.#after(stored);
    else {
      const changed = applied.update;
      const { participantId, role, name } = peer.session;
      const entry = editEntry(changed, serverId('e'), this.#parts.clock.now(), { participantId, role, name });
      this.#editsSinceSnapshot += 1;
      this.#submit([entry], () => {
        stored();
        const frame = updateFrame(changed);
        for (const other of this.hub.peers()) if (other !== peer && !this.#locked(other)) other.binary(frame);
      });
    }
    if (!applied.ok) peer.close(CLOSE.malformed);
  }

  #refuseEdit(peer: Peer, { code, message }: { code: string; message: string }): void {
    peer.stuck = true;
    peer.say({ type: 'edit-refused', code, message });
  }

  /** A message that is to be recorded. Answers with `ack` after the commit, or with `nack`. */
  hear(peer: Peer, message: RecordedMessage): void {
    if (this.#ids.has(message.id)) {
      this.#after(() => {
        peer.say({ type: 'ack', id: message.id });
        if (message.type === 'score.request') this.#parts.onScoreRequested(this, peer, message.data.scoreId);
      });
      return;
    }
    const { participantId, role, name } = peer.session;
    const now = this.#parts.clock.now();
    const verdict = judge(message, this.#judged, { participantId, role }, this.#rules(), now);
    if (!verdict.ok) {
      peer.say({ type: 'nack', id: message.id, code: verdict.code, message: verdict.message });
      return;
    }
    const before = verdict.before.map((draft) => eventOf(draft, serverId('left'), now, SERVER_ACTOR));
    const event = eventOf(verdict.draft, message.id, now, { participantId, role, name });
    this.#write(
      [...before, event],
      () => {
        peer.say({ type: 'ack', id: message.id });
        if (message.type === 'score.request') this.#parts.onScoreRequested(this, peer, message.data.scoreId);
      },
      (code, text) => peer.say({ type: 'nack', id: message.id, code, message: text }),
    );
  }

  #rules(): Rules {
    const { candidate, staff } = this.variant;
    return {
      gated: this.interview.gated,
      languages: offeredBy(this.interview.language),
      constraints: candidate.constraints,
      rubric: staff.rubric,
    };
  }

  /** Records a candidate's choice of a language that came with their joining; false where it does not stand. */
  async choose({ participantId, role, name }: Session, language: Language): Promise<boolean> {
    const message = { type: 'language.choose' as const, id: serverId('choice'), data: { language } };
    const verdict = judge(message, this.#judged, { participantId, role }, this.#rules(), this.#parts.clock.now());
    if (!verdict.ok) return false;
    await this.record([verdict.draft], { participantId, role, name }, [message.id]);
    return true;
  }

  /** Records events of the server itself, together or not at all; resolves after the commit. */
  record(drafts: Draft[], actor: Actor = SERVER_ACTOR, ids: string[] = []): Promise<void> {
    const now = this.#parts.clock.now();
    const events = drafts.map((draft, i) => eventOf(draft, ids[i] ?? serverId('v'), now, actor));
    const fresh = events.filter((event) => !this.#ids.has(event.id));
    return new Promise((resolve, reject) => {
      if (this.#ended) reject(new Error('the room has ended'));
      else if (fresh.length === 0) this.#after(resolve);
      else this.#write(fresh, resolve, (_, text) => reject(new Error(text)), reject);
    });
  }

  /**
   * Like {@link record}, for drafts that have to fit the state at the very place of the log where they are written.
   * Resolves to false, with nothing recorded, where `fitting` gives none.
   */
  async recordFitting(fitting: (state: InterviewState) => Draft[] | null, ids: string[]): Promise<boolean> {
    const drafts = fitting(this.#judged);
    if (!drafts) return false;
    await this.record(drafts, SERVER_ACTOR, ids);
    return true;
  }

  #write(
    events: InterviewEvent[],
    done: () => void,
    refuse: (code: string, message: string) => void,
    lost?: (error: unknown) => void,
  ): void {
    const entries = events.map(eventEntry);
    const size = entries.reduce((sum, e) => sum + e.body.byteLength, 0);
    if (this.#bytes + size > LIMITS.logBytes) {
      refuse('log-full', 'This interview holds as much as it can.');
      return;
    }
    for (const event of events) {
      this.#ids.add(event.id);
      this.#judged = applyEvent(this.#judged, event);
    }
    this.#submit(
      entries,
      () => {
        for (const [i, event] of events.entries())
          this.#publish(event, Buffer.from(entries[i]?.body ?? []).toString('utf8'));
        done();
      },
      lost,
    );
  }

  #publish(event: InterviewEvent, json: string): void {
    const wasLocked = inLobby(this.#shown, this.interview.gated);
    const { clock, runs, scores, language } = this.#shown;
    this.#shown = applyEvent(this.#shown, event);
    if (visibleTo(event, 'candidate')) this.#shownToCandidate = applyEvent(this.#shownToCandidate, event);
    for (const peer of this.hub.peers()) if (visibleTo(event, peer.session.role)) peer.event(json);
    // Edits that were refused after the end come with a fresh exchange of state vectors.
    if (event.type === 'interview.reopened')
      for (const peer of this.hub.peers()) if (peer.stuck) peer.close(CLOSE.restarting);
    if (wasLocked && !inLobby(this.#shown, this.interview.gated)) this.#unlock();
    if (
      clock !== this.#shown.clock ||
      runs.length !== this.#shown.runs.length ||
      scores.length !== this.#shown.scores.length ||
      language !== this.#shown.language
    )
      this.#keepProgress();
  }

  #keepProgress(): void {
    const { clock, runs, scores, language } = this.#shown;
    const progress = {
      phase: clock.phase,
      startedAt: startedAt(clock),
      endedAt: endedAt(clock),
      runs: runs.length,
      scores: scores.length,
      chosen: language,
    };
    this.#parts.store
      .setProgress(this.interview.id, progress)
      .catch((e) => this.#parts.onError('progress was not kept', e));
  }

  /** Hands rows to the store now; `told` runs after their commit, in the order of the calls. */
  #submit(entries: NewEntry[], told: () => void, lost?: (error: unknown) => void): void {
    for (const entry of entries) this.#bytes += entry.body.byteLength;
    this.#flying += 1;
    const stored = this.#parts.store.append(this.interview.id, entries);
    // The chain below reports it; until the chain gets there the promise must not count as unhandled.
    stored.catch(() => {});
    this.#tail = this.#tail.then(async () => {
      try {
        const appended = await stored;
        this.#committedSeq = appended.at(-1)?.seq ?? this.#committedSeq;
      } catch (e) {
        lost?.(e);
        this.#parts.onError('a commit failed', e);
        this.end(CLOSE.storage);
        return;
      } finally {
        this.#flying -= 1;
      }
      if (this.#ended) {
        lost?.(new Error('the room has ended'));
        return;
      }
      told();
      if (this.#flying === 0 && this.#editsSinceSnapshot >= SNAPSHOT_EDITS) void this.snapshot();
    });
  }

  /** Runs `then` when all that was handed to the store before is committed. */
  #after(then: () => void): void {
    this.#tail = this.#tail.then(() => {
      if (!this.#ended) then();
    });
  }

  /** Keeps the document as a whole. Only while nothing is on its way, so that it holds what the log holds. */
  async snapshot(): Promise<void> {
    if (this.#flying > 0 || this.#editsSinceSnapshot === 0 || this.#ended) return;
    this.#editsSinceSnapshot = 0;
    const snapshot = { seq: this.#committedSeq, body: Y.encodeStateAsUpdate(this.#work.doc) };
    await this.#parts.store
      .putSnapshot(this.interview.id, snapshot)
      .catch((e) => this.#parts.onError('no snapshot', e));
  }

  now(): number {
    return this.#parts.clock.now();
  }

  /** What the candidate's page says of its machine; shown to staff. */
  status(status: Status): void {
    this.#status = status;
    this.#tellStatus();
  }

  rtt(peer: Peer, rttMs: number | null): void {
    if (peer.session.role !== 'candidate' || rttMs === this.#rttMs) return;
    this.#rttMs = rttMs;
    this.#tellStatus();
  }

  #tellStatus(): void {
    if (!this.#status) return;
    const online = this.hub.peers().some((p) => p.session.role === 'candidate');
    const message: ServerMessage = { type: 'status', status: this.#status, rttMs: this.#rttMs, online };
    for (const peer of this.hub.peers()) if (peer.session.role !== 'candidate') peer.say(message);
  }

  /** Closes the sockets of sessions that match; a revoked link ends at once. */
  closeWhere(match: (session: Session) => boolean, reason: CloseReason): void {
    for (const peer of this.hub.peers()) if (match(peer.session)) peer.close(reason);
  }

  /** Resolves when all that was handed to the store is committed. */
  async settled(): Promise<void> {
    let tail: Promise<void>;
    do {
      tail = this.#tail;
      await tail;
    } while (tail !== this.#tail);
  }

  /** Ends the room; what is in flight is committed or not, but told to nobody any more. */
  end(reason: CloseReason): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const peer of this.hub.peers()) peer.close(reason);
    this.#parts.onEnd();
    this.#work.destroy();
  }
}
