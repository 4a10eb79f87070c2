/** The timeline of a replay over long logs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Timeline } from '../../../../client/pages/replay/timeline.ts';
import { toBase64 } from '../../../../client/realtime/base64.ts';
import type { LogEntry, LogResponse } from '../../../../protocol/api.ts';
import type { InterviewEvent } from '../../../../protocol/event.ts';
import { applyEvent, initialState } from '../../../../protocol/state.ts';

const actor = { participantId: 'p1', role: 'candidate', name: 'Ada' } as const;

/** A log of `length` entries: letters typed into one file, and a run with its end after each tenth. */
function logOf(length: number): LogResponse {
  const doc = new Y.Doc();
  const text = doc.getText('model.py');
  const entries: LogEntry[] = [];
  let update: Uint8Array | null = null;
  doc.on('update', (u: Uint8Array) => {
    update = u;
  });
  const event = (at: number, type: string, data: object) =>
    ({
      kind: 'event',
      at,
      event: { id: `event-${at}`, at, actor, visibility: 'all', type, data } as InterviewEvent,
    }) as const;
  for (let i = 0; i < length; i += 1) {
    const at = 1_000_000 + i * 100;
    if (i % 10 === 9) {
      entries.push(
        event(at, 'run.started', { runId: `run-${i}-00000`, kind: 'file', file: 'model.py', lines: null, code: '' }),
      );
      continue;
    }
    text.insert(text.length, String.fromCharCode(97 + (i % 26)));
    if (i % 7 === 6) text.delete(0, 1);
    const merged = update ?? new Uint8Array();
    entries.push({ kind: 'edit', at, update: toBase64(i % 7 === 6 ? Y.encodeStateAsUpdate(doc) : merged) });
  }
  return { interviewId: 'i1', title: 'Bank scam', minutes: 60, entries };
}

/** The plain way: fold everything from the beginning. */
function plainly(log: LogResponse, position: number) {
  const doc = new Y.Doc();
  let state = initialState(log.title, log.minutes);
  for (const entry of log.entries.slice(0, position)) {
    if (entry.kind === 'edit')
      Y.applyUpdate(
        doc,
        Uint8Array.from(atob(entry.update), (c) => c.charCodeAt(0)),
      );
    else state = applyEvent(state, entry.event);
  }
  return { text: doc.getText('model.py').toString(), state };
}

describe('timeline', () => {
  const log = logOf(1_700);

  it('[RP1] any position, sought in any order, is the fold of the log up to it', () => {
    const timeline = new Timeline(log);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: timeline.length }), (position) => {
        const { doc, state } = timeline.seek(position);
        const expected = plainly(log, position);
        expect(doc.getText('model.py').toString()).toBe(expected.text);
        expect(state).toEqual(expected.state);
      }),
      { numRuns: 60 },
    );
  });

  it('[RP1] playing forward from a position gives what seeking there gives', () => {
    const timeline = new Timeline(log);
    const { doc, state } = timeline.seek(333);
    const played = timeline.play(doc, state, 333, 1_201);
    const sought = timeline.seek(1_201);
    expect(doc.getText('model.py').toString()).toBe(sought.doc.getText('model.py').toString());
    expect(played).toEqual(sought.state);
  });

  it('[RP2] time and position answer each other', () => {
    const timeline = new Timeline(log);
    expect(timeline.positionAt(-1)).toBe(0);
    expect(timeline.positionAt(0)).toBe(1);
    expect(timeline.positionAt(250)).toBe(3);
    expect(timeline.positionAt(1e12)).toBe(timeline.length);
    expect(timeline.time(timeline.length)).toBe((log.entries.length - 1) * 100);
  });

  it('[RP3] runs are marked at the position where they are visible, with the number they have everywhere', () => {
    const timeline = new Timeline(log);
    expect(timeline.moments).toHaveLength(170);
    expect(timeline.moments[1]).toMatchObject({ position: 20, kind: 'run', label: 'Run 2: model.py' });
    expect(timeline.seek(20).state.runs.at(-1)?.number).toBe(2);
  });

  it('[RP3] the choice of a language is marked, and the state before it has none', () => {
    const actor = { participantId: 'p', role: 'candidate' as const, name: 'Ada' };
    const event = { id: 'chosen-1', at: 9_000, actor, visibility: 'all' as const };
    const entries: LogEntry[] = [
      ...log.entries.slice(0, 3),
      { kind: 'event', at: 9_000, event: { ...event, type: 'language.chosen', data: { language: 'typescript' } } },
    ];
    const timeline = new Timeline({ ...log, entries });
    expect(timeline.moments.at(-1)).toMatchObject({ position: 4, label: 'Language: TypeScript' });
    expect([timeline.seek(3).state.language, timeline.seek(4).state.language]).toEqual([null, 'typescript']);
  });

  it('[RP1] an empty log opens', () => {
    const timeline = new Timeline({ ...log, entries: [] });
    expect(timeline.length).toBe(0);
    expect(timeline.seek(0).state.runs).toEqual([]);
    expect(timeline.time(0)).toBe(0);
  });
});
