/**
 * One open interview: its document, its state, its sockets. Everything that happens in it comes through here; the order of things
 * and their commit belong to the history. When a commit fails the room ends, and the next one is opened from the log.
 */
import * as Y from 'yjs';
import { CLOSE, type CloseReason } from '../../protocol/close.ts';
import { belongsTo, type Language, languageOf, offeredBy } from '../../protocol/language.ts';
import type { Role } from '../../protocol/role.ts';
import { PROTOCOL_VERSION, type RecordedMessage, type ServerMessage } from '../../protocol/socket.ts';
import type { InterviewState } from '../../protocol/state.ts';
import type { Session } from '../access/session.ts';
import { BUILD_ID } from '../buildId.ts';
import type { Clock } from '../clock.ts';
import { serverId } from '../ids.ts';
import { Hub } from '../peers/hub.ts';
import { Keeper } from '../peers/keeper.ts';
import type { Peer } from '../peers/peer.ts';
import type { VariantInfo, VariantKey } from '../scenarios/port.ts';
import type { Interview, LogRead, Store } from '../store/port.ts';
import { filesOf, type WorkDocument, type WorkText } from './document.ts';
import { Edits } from './edits.ts';
import { History } from './history.ts';
import { keyOf, shownLanguage } from './interview.ts';
import { Recorder } from './recorder.ts';
import { actorOf, draftOf, eventOf, readEvent, SERVER_ACTOR } from './rows.ts';
import { claimOfMessage, SpaceReport } from './space.ts';
import { CandidateStatus } from './status.ts';
import { inLobby, judge, type Refused, type Rules } from './verdict.ts';
import { View } from './view.ts';

/** Called after the commit of a participant's message, and again when the message is sent again. */
export type OnRecorded = (room: Room, message: RecordedMessage, peer: Peer) => void;

/** What a room is opened with. */
interface RoomParts {
  store: Store;
  clock: Clock;
  interview: Interview;
  /** One for each language that the interview offers. */
  variants: ReadonlyMap<Language, VariantInfo>;
  document: WorkDocument;
  /** The log, from which `document` was made. */
  log: Pick<LogRead, 'entries' | 'end'>;
  onRecorded: OnRecorded;
  /** Called once, when the room has ended for whatever reason. */
  onEnd: (reason: CloseReason, sockets: number) => void;
  onError: (what: string, error: unknown) => void;
  /** One socket was put out; `why` holds nothing of what it sent. */
  onPutOut: (peer: Peer, why: string) => void;
}

/** One open interview. */
export class Room {
  readonly interview: Interview;
  readonly hub = new Hub();
  readonly status = new CandidateStatus(this.hub);
  readonly keeper = new Keeper(this.hub);
  readonly #space = new SpaceReport(this.hub);
  readonly history: History;
  readonly edits: Edits;
  readonly recorder: Recorder;
  readonly #parts: RoomParts;
  readonly #view: View;

  constructor(parts: RoomParts) {
    const { interview, log, document, store, clock, onError } = parts;
    this.#parts = parts;
    this.interview = interview;
    const history = new History({
      store,
      onGrown: (bytes) => this.#space.grown(bytes),
      interviewId: interview.id,
      log,
      wholeDocument: () => Y.encodeStateAsUpdate(document.doc),
      onFailed: (error) => {
        onError('a commit failed', error);
        this.end(CLOSE.storage);
      },
      onNoSnapshot: (error) => onError('no snapshot', error),
    });
    const events = log.entries.filter((entry) => entry.kind === 'event').map(readEvent);
    const view = new View(interview.title, interview.minutes, events);
    const common = { history, view, hub: this.hub, clock };
    const { gated } = interview;
    const edits = new Edits({
      ...common,
      document,
      gated,
      onLate: (peer, chars) => {
        // Where this fails the room ends, and that is reported.
        this.recorder.record([draftOf('edit.late', { chars })], actorOf(peer.session)).catch(() => {});
      },
      onPutOut: parts.onPutOut,
      onBroken: () => {
        onError('the document is read from the log again', 'an update could not be applied');
        this.end(CLOSE.restarting);
      },
    });
    this.recorder = new Recorder({
      ...common,
      gated,
      onShown: () => edits.unlock(),
      onProgress: (progress) =>
        void store.setProgress(interview.id, progress).catch((e) => onError('progress was not stored', e)),
    });
    this.history = history;
    this.edits = edits;
    this.#view = view;
  }

  /** The state after the last commit. */
  get state(): InterviewState {
    return this.#view.shown;
  }

  /** What the variant is made from: that of the chosen language, before a choice that of the first. */
  get key(): VariantKey {
    return keyOf(this.interview, shownLanguage(this.interview, this.state.language));
  }

  get variant(): VariantInfo {
    const { language } = this.key;
    const variant = this.#parts.variants.get(language);
    if (!variant) throw new Error(`the room has no variant in ${language}`);
    return variant;
  }

  /** The files of the language that the interview is done in, by name; none for a candidate who waits in the lobby. */
  filesFor(role: Role): WorkText[] {
    if (role === 'candidate' && inLobby(this.state, this.interview.gated)) return [];
    const offer = this.interview.language;
    const language = languageOf(offer, this.state.language);
    return filesOf(this.#parts.document.doc).filter(({ name }) => belongsTo(name, language, offeredBy(offer)));
  }

  get ended(): boolean {
    return this.history.ended;
  }

  now(): number {
    return this.#parts.clock.now();
  }

  /** A socket has come: it gets the state, and the first arrival of its person is recorded. */
  join(peer: Peer): void {
    const { session } = peer;
    this.hub.add(peer);
    // The welcome says that it is paused; what this page typed before comes with its first edits.
    if (this.state.clock.phase === 'paused') peer.pausedAt = this.now();
    peer.say(this.#welcome(peer));
    this.edits.greet(peer);
    for (const frame of this.hub.cursorsFor(peer)) peer.droppable(frame);
    this.hub.presence();
    if (session.role === 'candidate') this.status.report();
    if (!this.#view.judged.people.some((p) => p.participantId === session.participantId))
      // Where this fails the room ends, and that is reported.
      this.recorder.record([draftOf('participant.joined', {})], actorOf(session)).catch(() => {});
  }

  leave(peer: Peer): void {
    this.hub.remove(peer);
    if (peer.session.role === 'candidate') this.status.report();
    this.hub.presence();
  }

  #welcome(peer: Peer): ServerMessage {
    const { role, participantId, name } = peer.session;
    return {
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      build: BUILD_ID,
      role,
      participantId,
      name,
      interviewId: this.interview.id,
      now: this.now(),
      n: peer.delivered,
      state: this.#view.welcome(role),
      logBytes: this.history.bytes,
      present: this.hub.present(),
      status: role === 'candidate' ? null : this.status.latest,
    };
  }

  /** A message that is to be recorded. Answers with `ack` after the commit, or with `nack`. */
  hear(peer: Peer, message: RecordedMessage): void {
    const { id } = message;
    const acknowledge = () => {
      peer.say({ type: 'ack', id });
      this.#parts.onRecorded(this, message, peer);
    };
    const refuse = (refused: Refused) => peer.say({ type: 'nack', id, code: refused.code, message: refused.message });
    if (this.history.has(id)) {
      this.history.after(acknowledge);
      return;
    }
    const now = this.now();
    const verdict = judge(message, this.#view.judged, peer.session, this.#rules(), now);
    if (!verdict.ok) {
      refuse(verdict);
      return;
    }
    const before = verdict.before.map((draft) => eventOf(draft, serverId('left'), now, SERVER_ACTOR));
    const event = eventOf(verdict.draft, id, now, actorOf(peer.session));
    const claimOf = (bytes: number) => claimOfMessage(message.type, peer.session.role, bytes);
    this.recorder.write([...before, event], acknowledge, refuse, undefined, claimOf);
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

  /** Records a candidate's choice of a language that came with their joining; false where it is refused. */
  async choose(session: Session, language: Language): Promise<boolean> {
    const message = { type: 'language.choose' as const, id: serverId('choice'), data: { language } };
    const verdict = judge(message, this.#view.judged, session, this.#rules(), this.now());
    if (!verdict.ok) return false;
    await this.recorder.record([verdict.draft], actorOf(session), [message.id]);
    return true;
  }

  /** Something of one socket could not be handled: it alone ends. */
  failed(peer: Peer, error: unknown): void {
    // Places in our code, and no message: that might quote what was sent.
    const name = error instanceof Error ? error.name : typeof error;
    const places = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    this.#parts.onPutOut(peer, [name, ...places.slice(0, 3).map((line) => line.trim())].join(' '));
    peer.close(CLOSE.failed);
  }

  /** Closes the sockets of sessions that match; a revoked link ends at once. */
  closeWhere(match: (session: Session) => boolean, reason: CloseReason): void {
    for (const peer of this.hub.peers()) if (match(peer.session)) peer.close(reason);
  }

  /** Ends the room; what is on its way is committed or not, but reported to nobody any more. */
  end(reason: CloseReason): void {
    if (this.ended) return;
    this.history.end();
    const peers = this.hub.peers();
    for (const peer of peers) peer.close(reason);
    this.#parts.onEnd(reason, peers.length);
    this.#parts.document.destroy();
  }
}
