import { expect, it } from 'vitest';
import { bugParity, formatBugParity, formatTable, tableOf } from '../../../../scenarios/kit/gate/caseTable.ts';
import type { GateReport } from '../../../../scenarios/kit/gate/gate.ts';
import type { CaseResult, Measured } from '../../../../scenarios/kit/gate/measured.ts';

const SEEDS = ['a', 'b'];

/** A scaffold in which each bug raises the alarms of each seed and costs so much. */
function scaffold(
  language: 'python' | 'typescript',
  bugs: Record<string, { alarms: string[][]; cost: number }>,
): Measured {
  const ids = Object.keys(bugs);
  const result = (name: string, seed: string): CaseResult => {
    const bug = bugs[name.slice('bug:'.length)];
    const alarms = bug?.alarms[SEEDS.indexOf(seed)] ?? [];
    return {
      seed,
      case: name,
      error: null,
      probes: ['mask', 'order', 'step'].map((id) => {
        const verdict = alarms.includes(id) ? 'alarm' : 'silent';
        return { id, verdict, value: 1, threshold: 0, message: '', seconds: 0 };
      }),
      official: {
        reported: { name: 'cost', value: 1, better: 'lower' },
        hidden: 10 + (bug?.cost ?? 0),
        reach: 0.5,
        secondary: {},
        weights: 7,
        fitSeconds: 0.5,
        officialSeconds: 1,
        heapBytes: 1,
      },
    };
  };
  return {
    plan: {
      scaffold: { name: language, language, framework: null },
      cases: ['clean', 'reference', ...ids.map((id) => `bug:${id}`)].map((name) => ({
        name,
        bugs: [],
        reference: name === 'reference',
        official: true,
        probes: 'all',
      })),
      bugs: ids,
      forms: [],
      fixes: [],
      pairs: [],
    },
    seeds: SEEDS,
    of: result,
    mark: () => '',
    difference: async (now) => ({ diff: bugs[now.slice('bug:'.length)]?.cost ?? 0, sd: 0.1 }),
    naive: async () => 1,
    constant: async () => null,
  };
}

const report = (measured: Measured[]): GateReport => ({
  slug: 'small',
  seeds: SEEDS,
  complaints: [],
  passed: true,
  measured,
  expected: null,
});
const both = report([
  scaffold('python', {
    same: { alarms: [['mask'], ['mask']], cost: 2 },
    loud: { alarms: [['mask'], ['mask']], cost: 0 },
    dear: { alarms: [[], []], cost: 5 },
    gradients: { alarms: [['step'], []], cost: 1 },
  }),
  scaffold('typescript', {
    same: { alarms: [['mask'], ['mask']], cost: 2.1 },
    loud: { alarms: [['order'], ['order']], cost: 0 },
    dear: { alarms: [[], []], cost: 1 },
  }),
]);

it('[SN21] the gate compares bugs of both languages by alarms and effects, and says which exist in one only', async () => {
  const rows = await bugParity(both);
  expect(rows.map((row) => [row.case, row.verdict])).toEqual([
    ['bug:same', 'equal'],
    ['bug:loud', 'alarms differ'],
    ['bug:dear', 'effects differ'],
    ['bug:gradients', 'one language'],
  ]);
  expect(await formatBugParity(both)).toContain('bug:loud       mask              order');
});

it('[SN21] with one language there is nothing to compare', async () => {
  expect(await bugParity(report(both.measured.slice(0, 1)))).toEqual([]);
  expect(await formatBugParity(report(both.measured.slice(0, 1)))).toBe('');
});

it('[GA21] the table has a row a case, and says on how many seeds a probe alarmed', async () => {
  const rows = await tableOf(both);
  expect(rows.find((row) => row.case === 'bug:gradients')).toMatchObject({
    alarms: ['step (1/2)'],
    hidden: 11,
    diff: 1,
  });
  expect(rows.find((row) => row.case === 'bug:gradients')?.sd).toBeCloseTo(0.1 / Math.SQRT2);
  expect(formatTable(rows).split('\n')).toHaveLength(1 + 6 + 5);
});
