/**
 * The room as this page sees it: the fold of what the server sent (`base`), and on top of it the messages that this page has given but
 * whose events have not come back yet. So a run's output shows at once, online or not, and nothing is shown twice.
 */
import type { EventType, InterviewEvent } from '../../protocol/event.ts';
import { EMPTY_LEDGER } from '../../protocol/ledger.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Role } from '../../protocol/role.ts';
import {
  MESSAGE_EVENT,
  type PassingMessage,
  type PresentParticipant,
  type RecordedMessage,
  type ServerMessage,
} from '../../protocol/socket.ts';
import { applyEvent, type InterviewState, initialState } from '../../protocol/state.ts';
import { createStore, type Store } from '../store/store.ts';

type CandidateStatus = Extract<PassingMessage, { type: 'status' }>;

export interface RoomView {
  /** False until the first `welcome`. */
  ready: boolean;
  state: InterviewState;
  me: { role: Role; participantId: string; name: string } | null;
  present: PresentParticipant[];
  /** The candidate's machine as last reported; null before the first report. */
  candidate: { status: CandidateStatus | null; rttMs: number | null; online: boolean };
  /** Bytes that the log of the interview holds, as far as the server has reported. */
  logBytes: number;
  build: string | null;
  /** True where the server was updated since this page opened. */
  newBuild: boolean;
}

/** Bytes that the log has left: for changes of any size, and for small ones. */
export interface LogRoom {
  any: number;
  small: number;
}

interface Pending {
  event: InterviewEvent;
  acknowledged: boolean;
}

export class RoomModel {
  readonly store: Store<RoomView>;
  readonly #now: () => number;
  readonly #listeners = new Set<(event: InterviewEvent) => void>();
  #base: InterviewState;
  #pending = new Map<string, Pending>();

  /** `now` is the server's time as this page knows it. */
  constructor(title: string, minutes: number, now: () => number) {
    this.#base = initialState(title, minutes);
    this.#now = now;
    this.store = createStore<RoomView>({
      ready: false,
      state: this.#base,
      me: null,
      present: [],
      candidate: { status: null, rttMs: null, online: false },
      logBytes: 0,
      build: null,
      newBuild: false,
    });
  }

  /** Gets every event as it comes from the server, this page's included, after the fold. */
  onEvent(listener: (event: InterviewEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  welcome(message: Extract<ServerMessage, { type: 'welcome' }>): void {
    // An older server has no ledger.
    this.#base = { ...message.state, ledger: message.state.ledger ?? EMPTY_LEDGER };
    for (const [id, pending] of this.#pending) if (pending.acknowledged) this.#pending.delete(id);
    this.store.update((view) => ({
      ready: true,
      state: this.#overlay(),
      me: { role: message.role, participantId: message.participantId, name: message.name },
      present: message.present,
      candidate: { ...view.candidate, status: message.status },
      // An older server does not say.
      logBytes: message.logBytes ?? 0,
      build: view.build ?? message.build,
      newBuild: view.build !== null && view.build !== message.build,
    }));
  }

  event(event: InterviewEvent): void {
    this.#base = applyEvent(this.#base, event);
    const isMine = this.#pending.delete(event.id);
    const state = isMine || this.#pending.size > 0 ? this.#overlay() : this.#base;
    this.store.update((view) => ({ ...view, state }));
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Shows a message of this page before the server has answered. */
  expect(message: RecordedMessage): void {
    const me = this.store.get().me;
    const event = {
      id: message.id,
      at: this.#now(),
      actor: me ?? { participantId: '', role: 'candidate', name: '' },
      visibility: 'all',
      type: MESSAGE_EVENT[message.type] as EventType,
      data: message.data,
    } as InterviewEvent;
    this.#pending.set(message.id, { event, acknowledged: false });
    this.store.update((view) => ({
      ...view,
      state: this.#fits(view.state, event) ? applyEvent(view.state, event) : view.state,
    }));
  }

  /** `again`: it was sent before this connection, so its event may be part of the state already and will not come by itself. */
  acknowledge(id: string, again: boolean): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (again) this.#drop(id);
    else pending.acknowledged = true;
  }

  /** Outputs that only found no room in the log stay until the next connection: people see what their program writes. */
  refuse(id: string, code: string): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (code === 'log-full' && pending.event.type === 'run.output') pending.acknowledged = true;
    else this.#drop(id);
  }

  /** Bytes that the log has left where `flying` are on their way. */
  logRoom(flying: number): LogRoom {
    const left = LIMITS.logBytes - this.store.get().logBytes - flying;
    return { any: left - LIMITS.logReserveBytes, small: left };
  }

  /** What passes without being an event. */
  news(message: Extract<ServerMessage, { type: 'log' | 'presence' | 'status' }>): void {
    this.store.update((view) => {
      switch (message.type) {
        case 'log':
          return { ...view, logBytes: message.bytes };
        case 'presence':
          return { ...view, present: message.present };
        case 'status': {
          const { status, rttMs, online } = message;
          return { ...view, candidate: { status, rttMs, online } };
        }
      }
    });
  }

  #drop(id: string): void {
    this.#pending.delete(id);
    this.store.update((view) => ({ ...view, state: this.#overlay() }));
  }

  #overlay(): InterviewState {
    let state = this.#base;
    for (const { event } of this.#pending.values()) if (this.#fits(state, event)) state = applyEvent(state, event);
    return state;
  }

  /** Whether the message would add something that is there already: until the server answers, it would be shown twice. */
  #fits(state: InterviewState, event: InterviewEvent): boolean {
    if (event.type === 'run.started') return !state.runs.some((r) => r.runId === event.data.runId);
    if (event.type === 'score.requested') return !state.scores.some((s) => s.scoreId === event.data.scoreId);
    if (event.type === 'annotation.added') {
      return !state.annotations.some((a) => a.annotationId === event.data.annotationId);
    }
    return true;
  }
}
