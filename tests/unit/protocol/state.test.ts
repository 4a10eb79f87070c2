import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeLeft } from '../../../protocol/clock.ts';
import type { InterviewEvent } from '../../../protocol/event.ts';
import { belongsTo, languageOf, offeredBy } from '../../../protocol/language.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import type { Actor } from '../../../protocol/role.ts';
import { triesLeft } from '../../../protocol/scores.ts';
import { applyEvent, forWelcome, type InterviewState, initialState, visibleTo } from '../../../protocol/state.ts';

const candidate: Actor = { participantId: 'p-candidate', role: 'candidate', name: 'Ada' };
const interviewer: Actor = { participantId: 'p-interviewer', role: 'interviewer', name: 'Ines' };

let count = 0;
/** An event with a fresh id; `at` in ms. */
function event<T extends InterviewEvent['type']>(
  type: T,
  data: Extract<InterviewEvent, { type: T }>['data'],
  at = 0,
  actor: Actor = candidate,
): InterviewEvent {
  count += 1;
  return { id: `event-${count}`, at, actor, visibility: 'all', type, data } as InterviewEvent;
}

const fold = (events: InterviewEvent[], from: InterviewState = initialState('Bank scam', 60)) =>
  events.reduce(applyEvent, from);
const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
};

const started = (runId: string, at = 0) =>
  event('run.started', { runId, kind: 'cell', file: 'explore.py', lines: [1, 3], code: '1 + 1' }, at);
const output = (runId: string, text: string) =>
  event('run.output', { runId, items: [{ type: 'stream', name: 'stdout', text }] });
const finished = (runId: string) =>
  event('run.finished', { runId, status: 'ok', durationMs: 5, varsLost: false, weights: null, check: null });

describe('the language', () => {
  const chosen = (language: 'python' | 'typescript') => event('language.chosen', { language });
  const asked = event('score.requested', {
    scoreId: 'score-001',
    hypothesis: { text: 'x', direction: 'same', amount: '' },
  });

  it('[LG2] the last choice before the first run or score stands', () => {
    expect(fold([]).language).toBeNull();
    expect(fold([chosen('python'), chosen('typescript')]).language).toBe('typescript');
    expect(fold([chosen('python'), started('run-00001'), chosen('typescript')]).language).toBe('python');
    expect(fold([chosen('python'), asked, chosen('typescript')]).language).toBe('python');
  });

  it('[LG5] a file of another offered language is hidden, everything else is not', () => {
    const both = offeredBy('choice');
    expect(both).toEqual(['python', 'typescript']);
    expect(offeredBy('typescript')).toEqual(['typescript']);
    const shown = (language: 'python' | 'typescript' | null, offered = both) =>
      ['model.py', 'model.ts', 'notes.md', 'py'].filter((name) => belongsTo(name, language, offered));
    expect(shown('python')).toEqual(['model.py', 'notes.md', 'py']);
    expect(shown('typescript')).toEqual(['model.ts', 'notes.md', 'py']);
    expect(shown(null)).toEqual(['model.py', 'model.ts', 'notes.md', 'py']);
    expect(shown('python', ['python'])).toEqual(['model.py', 'model.ts', 'notes.md', 'py']);
    expect([languageOf('choice', null), languageOf('choice', 'typescript'), languageOf('python', null)]).toEqual([
      null,
      'typescript',
      'python',
    ]);
  });
});

describe('runs', () => {
  it('[EV1] a run collects its outputs in order and takes its end', () => {
    const state = fold([
      started('run-00001'),
      output('run-00001', 'a'),
      output('run-00001', 'b'),
      finished('run-00001'),
    ]);
    expect(state.runs).toHaveLength(1);
    expect(state.runs[0]?.outputs.map((o) => (o.type === 'stream' ? o.text : '?'))).toEqual(['a', 'b']);
    expect(state.runs[0]).toMatchObject({ number: 1, status: 'ok', durationMs: 5 });
  });

  it('[EV5] a second end of a run, and the end of an unknown run, change nothing', () => {
    const once = fold([started('run-00001'), finished('run-00001')]);
    const again = fold(
      [
        event('run.finished', {
          runId: 'run-00001',
          status: 'lost',
          durationMs: 9,
          varsLost: true,
          weights: null,
          check: null,
        }),
      ],
      once,
    );
    expect(again.runs).toEqual(once.runs);
    expect(fold([finished('run-99999')], once).runs).toEqual(once.runs);
  });

  it('[EV8] welcome keeps the outputs of the last runs only and says which were left out', () => {
    const events = Array.from({ length: LIMITS.welcomeRuns + 2 }, (_, i) => [
      started(`run-${10_000 + i}`),
      output(`run-${10_000 + i}`, 'x'),
    ]).flat();
    const { runs } = forWelcome(fold(events));
    expect(runs.filter((r) => r.outputsOmitted).map((r) => r.number)).toEqual([1, 2]);
    expect(runs.filter((r) => r.outputs.length > 0)).toHaveLength(LIMITS.welcomeRuns);
  });

  it('[EV1] clearing the output marks finished runs and leaves a running one', () => {
    const state = fold([
      started('run-00001'),
      finished('run-00001'),
      started('run-00002'),
      event('output.cleared', {}),
    ]);
    expect(state.runs.map((r) => r.status !== 'running' && r.cleared)).toEqual([true, false]);
  });
});

describe('clock', () => {
  it('[EV7] time stands before the start, falls while running, stands while paused, and extensions add to it', () => {
    const minutes = (n: number) => n * 60_000;
    const start = event('interview.started', {}, minutes(10), interviewer);
    const pause = event('interview.paused', {}, minutes(20), interviewer);
    const resume = event('interview.resumed', {}, minutes(25), interviewer);
    const extend = event('interview.extended', { minutes: 15 }, minutes(26), interviewer);
    const end = event('interview.ended', { reason: 'done' }, minutes(40), interviewer);
    expect(timeLeft(fold([]).clock, minutes(99))).toBe(minutes(60));
    expect(timeLeft(fold([start]).clock, minutes(15))).toBe(minutes(55));
    expect(timeLeft(fold([start, pause]).clock, minutes(24))).toBe(minutes(50));
    expect(timeLeft(fold([start, pause, resume]).clock, minutes(30))).toBe(minutes(45));
    expect(timeLeft(fold([start, pause, resume, extend]).clock, minutes(30))).toBe(minutes(60));
    expect(timeLeft(fold([start, pause, resume, extend, end]).clock, minutes(90))).toBe(minutes(50));
    const reopened = fold([
      start,
      pause,
      resume,
      extend,
      end,
      event('interview.reopened', {}, minutes(45), interviewer),
    ]);
    expect(timeLeft(reopened.clock, minutes(46))).toBe(minutes(49));
  });

  it('[EV5] a second start and a pause before the start change nothing', () => {
    const start = event('interview.started', {}, 1_000);
    expect(fold([start, event('interview.started', {}, 9_000)]).clock).toEqual(fold([start]).clock);
    expect(fold([event('interview.paused', {}, 9_000)]).clock).toEqual(fold([]).clock);
  });

  it('[EV7] a clock never gains time but by an extension', () => {
    const kinds = ['interview.started', 'interview.paused', 'interview.resumed', 'interview.ended'] as const;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 100_000 })), { maxLength: 30 }),
        (steps) => {
          let now = 0;
          let state = initialState('x', 60);
          let left = timeLeft(state.clock, now);
          for (const [kind, wait] of steps) {
            now += wait;
            state = applyEvent(state, event(kind, kind === 'interview.ended' ? { reason: '' } : {}, now));
            const next = timeLeft(state.clock, now);
            expect(next).toBeLessThanOrEqual(left);
            left = next;
          }
        },
      ),
    );
  });
});

describe('annotations, rubric, scores', () => {
  const add = (annotationId: string, audience: 'all' | 'staff') =>
    event('annotation.added', { annotationId, audience, anchor: { kind: 'moment' }, text: 'why?' }, 5, interviewer);

  it('[EV1] an annotation is added, edited and removed by its id', () => {
    const state = fold([
      add('note-0001', 'all'),
      add('note-0002', 'staff'),
      event('annotation.edited', { annotationId: 'note-0002', text: 'ah' }, 7),
    ]);
    expect(state.annotations.map((a) => [a.text, a.editedAt])).toEqual([
      ['why?', null],
      ['ah', 7],
    ]);
    expect(fold([event('annotation.removed', { annotationId: 'note-0001' })], state).annotations).toHaveLength(1);
  });

  it('[EV1] a rubric keeps the latest entry of each person for each criterion', () => {
    const save = (level: number, by: Actor) => event('rubric.saved', { criterion: 'data', level, note: '' }, 1, by);
    const other: Actor = { ...interviewer, participantId: 'p-second' };
    const { rubric } = fold([save(1, interviewer), save(2, other), save(3, interviewer)]);
    expect(rubric.map((r) => [r.participantId, r.level])).toEqual([
      ['p-second', 2],
      ['p-interviewer', 3],
    ]);
  });

  describe('a score', () => {
    const hypothesis = { text: 'the scaler leaks', direction: 'worse' as const, amount: '' };
    const metric = { name: 'expected-cost', value: 1, better: 'lower' as const };
    const weights = { total: 10, items: [], rest: 10 };
    const result = {
      number: 1,
      metric,
      se: 0.1,
      secondary: [],
      reported: null,
      delta: null,
      weights,
      budget: 20,
      seconds: 3,
      triesLeft: 19,
    };
    const failure = { code: 'cancelled' as const, stage: 'train' as const, message: '', weights: null };
    const requested = event('score.requested', { scoreId: 'score-001', hypothesis });
    const done = event('score.finished', { scoreId: 'score-001', public: result });
    const failed = event('score.failed', { scoreId: 'score-001', failure });

    it('[EV5] a score that finished does not fail later', () => {
      const { scores } = fold([requested, done, failed]);
      expect(scores[0]).toMatchObject({ status: 'finished' });
      expect(scores[0]).not.toHaveProperty('failure');
    });

    it('[EV9] a score that failed stays failed, and costs no try', () => {
      const state = fold([requested, failed]);
      expect(fold([done], state).scores).toBe(state.scores);
      expect(state.scores[0]).toMatchObject({ status: 'failed', failure });
      expect(state.scores[0]).not.toHaveProperty('public');
      expect(triesLeft(fold([done], state), { tries: 3 })).toBe(3);
      expect(triesLeft(fold([requested, done]), { tries: 3 })).toBe(2);
    });
  });
});

it('[EV6] the fold never changes its argument and keeps the identity of unchanged parts', () => {
  const before = freeze(fold([started('run-00001'), finished('run-00001')]));
  const after = applyEvent(before, freeze(event('interview.started', {}, 3)));
  expect(after.runs).toBe(before.runs);
  expect(after.clock).not.toBe(before.clock);
  applyEvent(before, freeze(started('run-00002')));
});

it('[EV4] staff see every event, a candidate those for all', () => {
  expect(visibleTo({ visibility: 'staff' }, 'candidate')).toBe(false);
  expect(visibleTo({ visibility: 'all' }, 'candidate')).toBe(true);
  expect(visibleTo({ visibility: 'staff' }, 'observer')).toBe(true);
});
