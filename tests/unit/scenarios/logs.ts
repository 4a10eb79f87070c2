/** Logs of interviews as staff export them, written by hand. */
import * as Y from 'yjs';
import type { LogEntry, LogResponse } from '../../../protocol/api.ts';
import type { EventData, EventType } from '../../../protocol/event.ts';
import type { PrivateScore, PublicScore } from '../../../protocol/score.ts';
import { seedUpdate } from '../../../server/interview/document.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9);

/** Writes an interview step by step; minutes count from the creation. */
export class LogWriter {
  readonly #entries: LogEntry[] = [];
  readonly #document = new Y.Doc();
  #events = 0;

  constructor(slug: string, files: Record<string, string>, version = '1-aaaaaaaa') {
    const seed = seedUpdate(Object.entries(files).map(([name, text]) => ({ id: name, name, text, kind: 'contract' })));
    Y.applyUpdate(this.#document, seed);
    this.#entries.push({ kind: 'edit', at: START, update: Buffer.from(seed).toString('base64') });
    this.event(0, 'interview.created', { title: 'T', slug, version, minutes: 60 });
  }

  event<T extends EventType>(minute: number, type: T, data: EventData<T>): this {
    const actor = { participantId: 'p1', role: 'candidate' as const, name: 'Somebody Secret' };
    const event = { id: `event-${++this.#events}`, at: START + minute * MINUTE, actor, visibility: 'all', type, data };
    this.#entries.push({ kind: 'event', at: event.at, event: event as Extract<LogEntry, { kind: 'event' }>['event'] });
    return this;
  }

  /** The candidate replaces a text in a file. */
  edit(minute: number, file: string, from: string, to: string): this {
    const text = (this.#document.getMap('work').get(file) as Y.Map<Y.Text>).get('text') as Y.Text;
    const at = text.toString().indexOf(from);
    if (at < 0) throw new Error(`${file} has no "${from}"`);
    const before = Y.encodeStateVector(this.#document);
    text.delete(at, from.length);
    text.insert(at, to);
    const update = Y.encodeStateAsUpdate(this.#document, before);
    const entry = {
      kind: 'edit' as const,
      at: START + minute * MINUTE,
      update: Buffer.from(update).toString('base64'),
    };
    this.#entries.push(entry);
    return this;
  }

  run(minute: number): this {
    const run = { runId: `run-id-${minute}`, kind: 'file' as const, file: 'model.py', lines: null, code: '' };
    return this.event(minute, 'run.started', run);
  }

  score(minute: number, value: number, { gap = 0, reached = false }: { gap?: number; reached?: boolean } = {}): this {
    const scoreId = `score-id-${minute}`;
    const hypothesis = { text: 'better', direction: 'better' as const, amount: '' };
    const metric = { name: 'expected_cost', value, better: 'lower' as const };
    const part = { metric, se: 0.1, secondary: [], delta: null };
    const weights = { total: 17, items: [], rest: 17 };
    const shown: PublicScore = { ...part, number: 1, reported: metric, weights, budget: 60, seconds: 1, triesLeft: 9 };
    const target = { value: 1, sd: 0.1, verdict: 'worse' } as const;
    const toTargets: PrivateScore['toTargets'] = [
      { name: 'sound', ...target, ...(reached ? { verdict: 'better' } : {}) },
      { name: 'strong', ...target },
    ];
    const final: PrivateScore = { ...part, honestyGap: gap, sameOnHoldout: metric, toTargets };
    this.event(minute, 'score.requested', { scoreId, hypothesis });
    this.event(minute, 'score.finished', { scoreId, public: shown });
    return this.event(minute, 'score.judged', { scoreId, private: final });
  }

  end(minute: number): LogResponse {
    return this.event(minute, 'interview.ended', { reason: '' }).log();
  }

  log(): LogResponse {
    return { interviewId: 'interview-1', title: 'T', minutes: 60, entries: this.#entries };
  }
}
