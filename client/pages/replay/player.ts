/** Moves a position through a timeline by a clock: play, pause, speed, idle time skipped. Gives the room's source at each position. */
import type * as Y from 'yjs';
import type { StaffBundle } from '../../../protocol/bundle.ts';
import type { Language } from '../../../protocol/language.ts';
import type { InterviewState } from '../../../protocol/state.ts';
import type { Api } from '../../api/client.ts';
import type { RoomView } from '../../realtime/roomModel.ts';
import { createStore, type Store } from '../../store/store.ts';
import { type RoomSource, workOf } from '../watch/source.ts';
import type { Timeline } from './timeline.ts';

/** A pause longer than this is shortened to it while playing, where idle time is skipped. */
const IDLE_MS = 2_000;

interface PlayState {
  position: number;
  playing: boolean;
  speed: number;
  skipIdle: boolean;
  /** A new one where the document had to be built anew, or the language is another: the editor is then mounted again. */
  source: RoomSource;
}

const viewOf = (state: InterviewState): RoomView => ({
  ready: true,
  state,
  me: null,
  present: [],
  candidate: { status: null, rttMs: null, online: false },
  logBytes: 0,
  build: null,
  newBuild: false,
});

export class Player {
  readonly store: Store<PlayState>;
  readonly timeline: Timeline;
  readonly #api: Api;
  /** One for each language that the interview offers, the first one first. */
  readonly #bundles: readonly StaffBundle[];
  readonly #interviewId: string;
  #doc: Y.Doc;
  #view: Store<RoomView>;
  #frame = 0;
  #heard = 0;
  /** Ms of the interview that playing has reached; positions jump from entry to entry, this does not. */
  #time = 0;

  constructor(timeline: Timeline, api: Api, interviewId: string, bundles: readonly StaffBundle[], position: number) {
    this.timeline = timeline;
    this.#api = api;
    this.#interviewId = interviewId;
    this.#bundles = bundles;
    const { doc, state } = timeline.seek(position);
    this.#doc = doc;
    this.#view = createStore(viewOf(state));
    this.store = createStore<PlayState>({ position, playing: false, speed: 4, skipIdle: true, source: this.#source() });
  }

  /** The bundle of a moment's language; before a choice the first. */
  #bundle(language: Language | null): StaffBundle {
    const found = this.#bundles.find(({ candidate }) => candidate.language === language) ?? this.#bundles[0];
    if (!found) throw new Error('The replay has no bundle.');
    return found;
  }

  #source(): RoomSource {
    const languages = this.#bundles.map(({ candidate }) => candidate.language);
    return {
      interviewId: this.#interviewId,
      api: this.#api,
      languages,
      ...workOf(this.#doc, this.#bundle(this.#view.get().state.language), languages),
      view: this.#view,
      doc: this.#doc,
      awareness: null,
      now: () => this.timeline.at(this.store.get().position),
      live: null,
      reruns: null,
      keeper: null,
    };
  }

  /** Goes to a position; forward within the same document, backward with one built from a checkpoint. */
  seek(target: number): void {
    const position = Math.min(this.timeline.length, Math.max(0, Math.round(target)));
    const now = this.store.get();
    if (position === now.position) return;
    this.#time = this.timeline.time(position);
    if (position > now.position) {
      const state = this.timeline.play(this.#doc, this.#view.get().state, now.position, position);
      const same = this.#bundle(state.language) === now.source.bundle;
      if (same) this.store.set({ ...now, position });
      this.#view.set(viewOf(state));
      if (same) return;
      now.source.models.dispose();
      this.store.set({ ...now, position, source: this.#source() });
      return;
    }
    const { doc, state } = this.timeline.seek(position);
    const old = this.#doc;
    this.#doc = doc;
    this.#view = createStore(viewOf(state));
    now.source.models.dispose();
    this.store.set({ ...now, position, source: this.#source() });
    old.destroy();
  }

  toggle(): void {
    const now = this.store.get();
    if (now.playing) this.pause();
    else {
      if (now.position >= this.timeline.length) this.seek(0);
      this.store.update((s) => ({ ...s, playing: true }));
      this.#heard = performance.now();
      this.#time = this.timeline.time(this.store.get().position);
      this.#frame = requestAnimationFrame((t) => this.#tick(t));
    }
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.store.update((s) => ({ ...s, playing: false }));
  }

  set(part: Partial<Pick<PlayState, 'speed' | 'skipIdle'>>): void {
    this.store.update((s) => ({ ...s, ...part }));
  }

  /** To the next or previous moment of the track. */
  step(by: 1 | -1): void {
    const { position } = this.store.get();
    const { moments, length } = this.timeline;
    const next = by > 0 ? moments.find((m) => m.position > position) : moments.findLast((m) => m.position < position);
    this.seek(next?.position ?? (by > 0 ? length : 0));
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.store.get().source.models.dispose();
    this.#doc.destroy();
  }

  #tick(now: number): void {
    const { playing, speed, skipIdle, position } = this.store.get();
    if (!playing) return;
    this.#time += (now - this.#heard) * speed;
    this.#heard = now;
    const next = this.timeline.time(position + 1);
    if (skipIdle && position < this.timeline.length && next - this.#time > IDLE_MS * speed)
      this.#time = next - IDLE_MS * speed;
    const time = this.#time;
    this.seek(this.timeline.positionAt(time));
    // A seek sets the time to that of the entry it reached; playing goes on from where the clock is.
    this.#time = time;
    if (this.store.get().position >= this.timeline.length) {
      this.pause();
      return;
    }
    this.#frame = requestAnimationFrame((t) => this.#tick(t));
  }
}
