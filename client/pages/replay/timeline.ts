/**
 * A log made seekable: the state and the document at any position, by the same fold and the same updates as live. Checkpoints are made
 * while going forward, so a seek folds at most `EVERY` entries.
 */
import * as Y from 'yjs';
import type { LogEntry, LogResponse } from '../../../protocol/api.ts';
import { applyEvent, type InterviewState, initialState } from '../../../protocol/state.ts';
import { fromBase64 } from '../../realtime/base64.ts';
import { languageWords } from '../../words/language.ts';
import { momentWords } from '../../words/replay.ts';

/** Entries between checkpoints; with 500 a seek stays within one frame (bench/replay.ts). */
const EVERY = 500;

export interface Moment {
  /** Position after the entry: the moment is visible there. */
  position: number;
  /** Ms since the first entry. */
  time: number;
  kind: 'join' | 'clock' | 'run' | 'score' | 'note';
  label: string;
}

interface Checkpoint {
  position: number;
  state: InterviewState;
  document: Uint8Array;
}

/** Positions run from 0 (nothing happened) to `length` (all of it). */
export class Timeline {
  readonly length: number;
  readonly moments: Moment[];
  readonly #entries: LogEntry[];
  readonly #start: number;
  readonly #checkpoints: Checkpoint[];

  constructor(log: LogResponse) {
    this.#entries = log.entries;
    this.length = log.entries.length;
    this.#start = log.entries[0]?.at ?? 0;
    this.#checkpoints = [
      { position: 0, state: initialState(log.title, log.minutes), document: Y.encodeStateAsUpdate(new Y.Doc()) },
    ];
    this.moments = momentsOf(log.entries);
  }

  /** Server ms of a position; before the first entry that of the first. */
  at(position: number): number {
    return this.#entries[Math.max(0, position - 1)]?.at ?? this.#start;
  }

  /** Ms from the first entry to a position. */
  time(position: number): number {
    return this.at(position) - this.#start;
  }

  /** Last position whose entry is not later than `time` ms after the first. */
  positionAt(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.time(middle) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** State and a fresh document at a position. */
  seek(position: number): { state: InterviewState; doc: Y.Doc } {
    const from = this.#checkpoints.findLast((c) => c.position <= position) ?? this.#checkpoints[0];
    const doc = new Y.Doc();
    if (!from) return { state: initialState('', 1), doc };
    Y.applyUpdate(doc, from.document);
    return { state: this.play(doc, from.state, from.position, position), doc };
  }

  /** Takes a document and a state at `from` forward to `to`; leaves checkpoints on new ground. */
  play(doc: Y.Doc, state: InterviewState, from: number, to: number): InterviewState {
    let current = state;
    for (let position = from; position < to; position += 1) {
      const entry = this.#entries[position];
      if (entry?.kind === 'edit') Y.applyUpdate(doc, fromBase64(entry.update));
      else if (entry) current = applyEvent(current, entry.event);
      const next = position + 1;
      const last = this.#checkpoints.at(-1)?.position ?? 0;
      if (next % EVERY === 0 && next > last) {
        this.#checkpoints.push({ position: next, state: current, document: Y.encodeStateAsUpdate(doc) });
      }
    }
    return current;
  }
}

/** Runs, scores, notes, joins, choices of a language and the clock as moments in order. */
function momentsOf(entries: LogEntry[]): Moment[] {
  const start = entries[0]?.at ?? 0;
  const moments: Moment[] = [];
  const scores = new Map<string, number>();
  let runs = 0;
  entries.forEach((entry, i) => {
    if (entry.kind === 'edit') return;
    const { event } = entry;
    const add = (kind: Moment['kind'], label: string) =>
      moments.push({ position: i + 1, time: entry.at - start, kind, label });
    switch (event.type) {
      case 'participant.joined':
        add('join', momentWords.join(event.actor.name));
        break;
      case 'language.chosen':
        add('join', momentWords.language(languageWords.name[event.data.language]));
        break;
      case 'run.started':
        runs += 1;
        add('run', event.data.kind === 'check' ? momentWords.check(runs) : momentWords.run(runs, event.data.file));
        break;
      case 'score.requested':
        scores.set(event.data.scoreId, scores.size + 1);
        break;
      case 'score.finished':
        add('score', momentWords.score(scores.get(event.data.scoreId) ?? 0));
        break;
      case 'score.failed':
        add('score', momentWords.scoreFailed(scores.get(event.data.scoreId) ?? 0));
        break;
      case 'annotation.added':
        add('note', momentWords.note(event.actor.name, event.data.text));
        break;
      default:
        if (event.type.startsWith('interview.') && event.type !== 'interview.created')
          add('clock', momentWords.clock(event.type));
    }
  });
  return moments;
}
