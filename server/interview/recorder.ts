/** Events of one open interview: written in order, and shown after their commit to everybody who may see them. */

import { foldClock } from '../../protocol/clock.ts';
import { CLOSE } from '../../protocol/close.ts';
import type { EventType, InterviewEvent } from '../../protocol/event.ts';
import { mayRecord, stageOf } from '../../protocol/phase.ts';
import type { Actor } from '../../protocol/role.ts';
import { applyEvent, type InterviewState, visibleTo } from '../../protocol/state.ts';
import type { Clock } from '../clock.ts';
import { serverId } from '../ids.ts';
import type { Hub } from '../peers/hub.ts';
import type { Progress } from '../store/port.ts';
import type { History } from './history.ts';
import { type Draft, draftOf, eventEntry, eventOf, SERVER_ACTOR } from './rows.ts';
import { type Claim, spaceRefusal } from './space.ts';
import { leftOpen, type Refused, stageRefusal } from './verdict.ts';
import type { View } from './view.ts';

/** Events after which no score may be running any more. */
const ENDS_SCORE: readonly EventType[] = ['score.finished', 'score.failed', 'interview.endPlanned'];

/** The parts of a room that events touch. */
interface RecorderParts {
  history: History;
  view: View;
  hub: Hub;
  clock: Clock;
  /** Whether the interview has a lobby. */
  gated: boolean;
  /** Called after each event that was shown. */
  onShown: () => void;
  /** Called where the interview has come further, as lists of interviews show it. */
  onProgress: (progress: Progress) => void;
}

/** Writes events, and shows each after its commit. */
export class Recorder {
  readonly #parts: RecorderParts;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** True where every event fits the phase in which it would take its place in the log: between a check and here it may have changed. */
  #fits(events: readonly InterviewEvent[]): Refused | null {
    let { clock } = this.#parts.view.judged;
    for (const event of events) {
      const stage = stageOf(clock, this.#parts.gated);
      if (!mayRecord(event.type, event.actor.role, stage)) return stageRefusal(stage, event.actor.role);
      clock = foldClock(clock, event);
    }
    return null;
  }

  /** The end that was to come with the last running score, where these events end that score. */
  #plannedEnd(events: readonly InterviewEvent[]): InterviewEvent[] {
    const { view, clock } = this.#parts;
    if (!events.some(({ type }) => ENDS_SCORE.includes(type))) return [];
    const state = events.reduce(applyEvent, view.judged);
    const { ending } = state;
    if (!ending || state.clock.phase === 'ended' || state.scores.some(({ status }) => status === 'running')) return [];
    const now = clock.now();
    const drafts = [...leftOpen(state, 'interview.ended', now), draftOf('interview.ended', { reason: ending.reason })];
    return drafts.map((draft) => eventOf(draft, serverId('end'), now, SERVER_ACTOR));
  }

  /**
   * Writes events together or not at all. Exactly one of the callbacks runs.
   * @param done after the commit, when the events are shown
   * @param refuse at once, where the log has no room for what makes this claim, or the phase is another
   * @param lost where the commit failed, or the room ended before it
   */
  write(
    asked: readonly InterviewEvent[],
    done: () => void,
    refuse: (refused: Refused) => void,
    lost?: (error: unknown) => void,
    claimOf: (bytes: number) => Claim = () => 'always',
  ): void {
    const { history, view } = this.#parts;
    const unfit = this.#fits(asked);
    if (unfit) {
      refuse(unfit);
      return;
    }
    const events = [...asked, ...this.#plannedEnd(asked)];
    const entries = events.map(eventEntry);
    const size = entries.reduce((sum, entry) => sum + entry.body.byteLength, 0);
    const refused = spaceRefusal(claimOf(size), history.bytes, size);
    if (refused) {
      refuse(refused);
      return;
    }
    for (const event of events) view.accept(event);
    const show = () => {
      for (const [i, event] of events.entries())
        this.#show(event, Buffer.from(entries[i]?.body ?? []).toString('utf8'));
      done();
    };
    history.submit(entries, show, lost);
  }

  /** @param json the event's text, made once for all who get it */
  #show(event: InterviewEvent, json: string): void {
    const { view, hub, clock, onShown, onProgress } = this.#parts;
    const progress = view.publish(event);
    for (const peer of hub.peers()) if (visibleTo(event, peer.session.role)) peer.event(json);
    if (event.type === 'interview.paused') for (const peer of hub.peers()) peer.pausedAt = clock.now();
    if (event.type === 'interview.resumed') for (const peer of hub.peers()) peer.pausedAt = null;
    // Edits that were refused in a pause or after the end come with a fresh exchange of state vectors.
    if (event.type === 'interview.reopened' || event.type === 'interview.resumed')
      for (const peer of hub.peers()) if (peer.stuck) peer.close(CLOSE.restarting);
    onShown();
    if (progress) onProgress(progress);
  }

  /**
   * Records events of the server itself, together or not at all; resolves after the commit. An id that is there already is left out.
   * @throws Error where the room has ended or the commit failed
   */
  record(drafts: readonly Draft[], actor: Actor = SERVER_ACTOR, ids: readonly string[] = []): Promise<void> {
    const { history, clock } = this.#parts;
    const now = clock.now();
    const events = drafts.map((draft, i) => eventOf(draft, ids[i] ?? serverId('v'), now, actor));
    const fresh = events.filter((event) => !history.has(event.id));
    return new Promise((resolve, reject) => {
      if (history.ended) reject(new Error('the room has ended'));
      else if (fresh.length === 0) history.after(resolve);
      else this.write(fresh, resolve, ({ message }) => reject(new Error(message)), reject);
    });
  }

  /**
   * Records events of the server that have to fit the state at the very place of the log where they are written.
   * Resolves after the commit; to false, with nothing recorded, where `fitting` gives none.
   */
  async recordFitting(fitting: (state: InterviewState) => Draft[] | null, ids: readonly string[]): Promise<boolean> {
    const drafts = fitting(this.#parts.view.judged);
    if (drafts) await this.record(drafts, SERVER_ACTOR, ids);
    return drafts !== null;
  }
}
