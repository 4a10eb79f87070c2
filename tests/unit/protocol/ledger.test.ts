/** The ledger as a fold, and the words that are read off it. */
import { describe, expect, it } from 'vitest';
import type { InterviewEvent } from '../../../protocol/event.ts';
import {
  EMPTY_LEDGER,
  type Ledger,
  type LedgerFacts,
  type ProbeAnswer,
  withAnswers,
  withSaid,
  withSnapshot,
} from '../../../protocol/ledger.ts';
import { ledgerRows, ownFaults } from '../../../protocol/ledgerRows.ts';
import type { RegionState } from '../../../protocol/regionState.ts';
import { applyEvent, initialState } from '../../../protocol/state.ts';
import { SEED } from '../../support/seed.ts';

const probe = (id: string, kind: string) => ({ id, kind, title: `title of ${id}` });
const bug = (id: string, alarms: string[], more: Partial<LedgerFacts['bugs'][number]> = {}) => ({
  id,
  alarms,
  hidden: [],
  leftOut: [],
  regions: [],
  ...more,
});
const FACTS: LedgerFacts = {
  probes: [
    probe('late', 'mask'),
    probe('alone', 'one-row'),
    probe('again', 'twice'),
    probe('used', 'matters'),
    probe('kept', 'fresh'),
    probe('rows', 'row-id'),
  ],
  own: {},
  bugs: [bug('column', ['late']), bug('codes', ['alone'], { hidden: ['kept'], leftOut: ['used'] })],
};
const keyOf = (n: number) => n.toString(16).padStart(64, '0');

interface Step {
  lines?: Record<string, RegionState>;
  answers?: Record<string, ProbeAnswer['verdict']>;
}

const answersOf = (verdicts: Record<string, ProbeAnswer['verdict']>): ProbeAnswer[] =>
  Object.entries(verdicts).map(([id, verdict]) => ({ id, verdict, message: `${id}: ${verdict}` }));

/** A ledger after steps, each a snapshot ten rows after the one before. */
function ledgerOf(steps: readonly Step[]): Ledger {
  return steps.reduce((ledger, { lines = {}, answers }, n) => {
    const next = withSnapshot(ledger, { position: 10 * (n + 1), at: 1_000 * (n + 1), key: keyOf(n), lines });
    return answers ? withAnswers(next, { key: keyOf(n), answers: answersOf(answers), seconds: 1 }) : next;
  }, EMPTY_LEDGER);
}

const wordOf = (steps: readonly Step[], id = 'column', facts = FACTS) => {
  const row = ledgerRows(ledgerOf(steps), facts).find((one) => one.id === id);
  return [row?.word, ...(row?.notes ?? []), ...(row?.unknown ? ['cannot tell'] : [])].join(', ');
};

const OPEN = { late: 'alarm' } as const;
const GONE = { late: 'silent' } as const;
const [STANDS, CHANGED, FIXED] = (['buggy', 'changed', 'fixed'] as const).map((side) => ({ column: side }));

describe('[LD3] words', () => {
  it.each([
    ['untouched', [{ lines: STANDS, answers: OPEN }]],
    ['touched', [{ lines: CHANGED, answers: OPEN }]],
    ['touched, undone elsewhere', [{ lines: FIXED, answers: OPEN }]],
    ['mended another way, elsewhere', [{ lines: STANDS, answers: GONE }]],
    ['mended another way', [{ lines: CHANGED, answers: GONE }]],
    ['mended', [{ lines: FIXED, answers: GONE }]],
    [
      'back again',
      [
        { lines: FIXED, answers: GONE },
        { lines: STANDS, answers: OPEN },
      ],
    ],
    [
      'mended',
      [
        { lines: FIXED, answers: GONE },
        { lines: STANDS, answers: OPEN },
        { lines: FIXED, answers: GONE },
      ],
    ],
    ['untouched', []],
    // Nobody has looked yet.
    ['touched', [{ lines: FIXED }]],
    ['untouched', [{ lines: STANDS }]],
  ] as [string, Step[]][])('[LD3] %s', (word, steps) => {
    expect(wordOf(steps)).toBe(word);
  });

  it('[LD3] a bug that is gone because what it is about is left out says so', () => {
    const steps: Step[] = [
      { lines: { codes: 'changed' }, answers: { alone: 'silent', kept: 'silent', used: 'alarm' } },
    ];
    expect(wordOf(steps, 'codes')).toBe('mended another way, left out');
  });

  it('[LD3] a bug that no probe asks for goes by its lines and is never mended', () => {
    const facts = { ...FACTS, bugs: [bug('column', [])] };
    const [row] = ledgerRows(ledgerOf([{ lines: { column: 'fixed' }, answers: GONE }]), facts);
    expect(row).toMatchObject({ word: 'touched', measured: false });
  });
});

describe('[LD4] what cannot be told', () => {
  it.each([
    [
      'mended, cannot tell',
      [
        { lines: FIXED, answers: GONE },
        { lines: CHANGED, answers: { late: 'cannot-tell' } },
      ],
    ],
    ['touched, cannot tell', [{ lines: CHANGED, answers: { late: 'cannot-tell' } }]],
    ['untouched, cannot tell', [{ lines: STANDS, answers: { late: 'cannot-tell' } }]],
    [
      'back again, cannot tell',
      [
        { lines: FIXED, answers: GONE },
        { lines: STANDS, answers: OPEN },
        { lines: STANDS, answers: { late: 'cannot-tell' } },
      ],
    ],
    // Its answers are still to come: the word that was reached stays.
    ['mended', [{ lines: FIXED, answers: GONE }, { lines: STANDS }]],
    [
      'mended',
      [
        { lines: FIXED, answers: { late: 'cannot-tell' } },
        { lines: FIXED, answers: GONE },
      ],
    ],
  ] as [string, Step[]][])('[LD4] %s', (word, steps) => {
    expect(wordOf(steps)).toBe(word);
  });

  it('[LD4] an alarm counts although another probe of the bug cannot tell', () => {
    const facts = { ...FACTS, bugs: [bug('column', ['late', 'rows'])] };
    expect(wordOf([{ lines: CHANGED, answers: { late: 'cannot-tell', rows: 'alarm' } }], 'column', facts)).toBe(
      'touched',
    );
  });
});

it('[LD5] where the same call gives other scores, silence of probes that compare scores says nothing', () => {
  const noisy = { late: 'silent', again: 'alarm' } as const;
  expect(wordOf([{ lines: FIXED, answers: noisy }])).toBe('touched, cannot tell');
  const [row] = ledgerRows(ledgerOf([{ lines: FIXED, answers: noisy }]), FACTS);
  expect(row?.unknown?.reason).toBe('scores do not repeat themselves');
  expect(wordOf([{ lines: FIXED, answers: { late: 'alarm', again: 'alarm' } }])).toBe('touched, undone elsewhere');
});

it('[LD6] codes that are kept in a module are no mending, but beside the scenario’s own lines they are another fault', () => {
  const answers = { alone: 'silent', kept: 'alarm', used: 'silent' } as const;
  expect(wordOf([{ lines: { codes: 'changed' }, answers }], 'codes')).toBe('touched');
  const steps: Step[] = [{ lines: { codes: 'fixed' }, answers }];
  expect(wordOf(steps, 'codes')).toBe('mended');
  expect(ownFaults(ledgerOf(steps), FACTS).map((fault) => fault.probe)).toEqual(['kept']);
});

describe('[LD2] an alarm that two bugs declare', () => {
  const facts: LedgerFacts = { ...FACTS, bugs: [bug('both', ['late', 'alone']), bug('shared', ['alone'])] };
  const lines = { both: 'fixed', shared: 'buggy' } as const;
  it.each([
    [{ late: 'silent', alone: 'alarm' }, 'mended', 'untouched'],
    [{ late: 'alarm', alone: 'alarm' }, 'touched, undone elsewhere', 'untouched'],
    [{ late: 'silent', alone: 'silent' }, 'mended', 'mended another way, elsewhere'],
  ] as const)('[LD2] %j', (answers, both, shared) => {
    expect(wordOf([{ lines, answers }], 'both', facts)).toBe(both);
    expect(wordOf([{ lines, answers }], 'shared', facts)).toBe(shared);
  });
});

it('[LD7] an alarm that no open bug declares is the candidate’s own', () => {
  const steps: Step[] = [{ lines: STANDS, answers: { late: 'alarm', rows: 'alarm', used: 'alarm' } }];
  expect(ownFaults(ledgerOf(steps), FACTS)).toEqual([
    { probe: 'rows', title: 'title of rows', message: 'rows: alarm', position: 10, at: 1_000 },
  ]);
});

it('[LD8] a row has its moments', () => {
  const [row] = ledgerRows(
    ledgerOf([
      { lines: STANDS, answers: OPEN },
      { lines: CHANGED, answers: OPEN },
      { lines: FIXED, answers: GONE },
      { lines: CHANGED, answers: { late: 'cannot-tell' } },
      { lines: STANDS, answers: OPEN },
    ]),
    FACTS,
  );
  expect(row?.moments.map(({ word, position }) => [word, position])).toEqual([
    ['touched', 20],
    ['mended', 30],
    ['back again', 50],
  ]);
  expect(row).toMatchObject({ since: { position: 50, at: 5_000 }, asOf: 5_000, unknown: null });
});

it('[LD3] code that is newer than the last snapshot shows as touched at once', () => {
  const ledger = ledgerOf([{ lines: STANDS, answers: OPEN }]);
  const newest = { position: 11, at: 1_000, key: keyOf(99), lines: { column: 'changed', codes: 'buggy' } } as const;
  expect(ledgerRows(ledger, FACTS, newest).map(({ word }) => word)).toEqual(['touched', 'untouched']);
});

it('[LD9] what was said is ticked, once, and can be taken back', () => {
  const first = withSaid(EMPTY_LEDGER, { finding: 'column', said: true }, { at: 1, name: 'Ines' });
  const again = withSaid(first, { finding: 'column', said: true }, { at: 2, name: 'Olaf' });
  expect(again.said).toEqual({ column: { at: 1, name: 'Ines' } });
  expect(withSaid(again, { finding: 'column', said: false }, { at: 3, name: 'Olaf' }).said).toEqual({});
});

/** Numbers from 0 to 1 that follow from a seed. */
function* drawn(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

it(`[LD1] in whatever order events come, the ledger is the same (seed ${SEED})`, () => {
  const random = drawn(SEED);
  const next = () => random.next().value;
  const verdicts = ['silent', 'alarm', 'cannot-tell'] as const;
  const event = (type: InterviewEvent['type'], data: unknown, n: number) =>
    ({
      id: `event-${n}`,
      at: n,
      actor: { participantId: 'i', role: 'interviewer', name: 'Ines' },
      visibility: 'staff',
      type,
      data,
    }) as InterviewEvent;
  const snapshots = Array.from({ length: 60 }, (_, n) =>
    event(
      'ledger.snapshot',
      {
        position: n,
        at: n,
        key: keyOf(n % 20),
        lines: { column: ['buggy', 'changed', 'fixed'][Math.floor(next() * 3)] },
      },
      n,
    ),
  );
  const answers = Array.from({ length: 20 }, (_, n) =>
    FACTS.probes.map(({ id }) =>
      event(
        'ledger.answered',
        { key: keyOf(n), answers: [{ id, verdict: verdicts[Math.floor(next() * 3)], message: '' }], seconds: 1 },
        1_000 + n,
      ),
    ),
  ).flat();
  const events = [...snapshots, ...answers];
  const rowsAfter = (order: readonly InterviewEvent[]) =>
    ledgerRows(order.reduce(applyEvent, initialState('', 60)).ledger, FACTS);
  const expected = rowsAfter(events);
  expect(new Set(expected.flatMap(({ moments }) => moments.map(({ word }) => word))).size).toBeGreaterThan(2);
  for (let round = 0; round < 20; round++) {
    const order = events.map((one) => [next(), one] as const).sort(([a], [b]) => a - b);
    expect(rowsAfter(order.map(([, one]) => one))).toEqual(expected);
  }
});

it('[LD1] of a key and probe the first answer counts, and of a position the first snapshot', () => {
  const once = ledgerOf([{ lines: STANDS, answers: OPEN }]);
  const twice = withAnswers(once, {
    key: keyOf(0),
    answers: answersOf({ late: 'silent', rows: 'silent' }),
    seconds: 1,
  });
  expect(twice.answers[keyOf(0)]?.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['late', 'alarm'],
    ['rows', 'silent'],
  ]);
  expect(withSnapshot(twice, { position: 10, at: 9, key: keyOf(7), lines: {} })).toBe(twice);
  // A name that every object has is no key.
  expect(ledgerRows({ ...once, answers: {} }, FACTS)[0]?.asOf).toBeNull();
});
