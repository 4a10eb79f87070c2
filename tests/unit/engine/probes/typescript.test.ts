/** What probes say of small candidates' folders in TypeScript, over 20 seeds each, some of them a day. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startTypescriptInNode } from '../../../../engine/build/typescriptRuntime.ts';
import type { ProbeResult } from '../../../../engine/contract/probes/result.ts';
import { type Probe, probeSpec } from '../../../../engine/contract/probes/spec.ts';
import type { ProbingRuntime } from '../../../../engine/typescript/probing.ts';
import { HIDDEN_PROBES } from './hiddenProbes.ts';
import { SEEDS } from './seeds.ts';
import { LEGITIMATE, SHORT, WEIGHS_COSTS, WRONG } from './typescriptChanges.ts';
import { type Changes, CONFIG, filesOf, tableOf } from './typescriptScaffold.ts';

const LEARNING = ['overfit', 'labels-matter', 'leak-fit'];
const OF_NETS = ['leak-fit', 'twice', 'one-row', 'order', 'poison', 'range', 'learned', 'fresh', 'label-blind'];
const PROBES: Probe[] = [
  { id: 'poison', kind: 'poison' },
  { id: 'permute', kind: 'permute' },
  { id: 'row-id', kind: 'row-id' },
  { id: 'by-time', kind: 'row-id', time: 'day' },
  { id: 'by-shop', kind: 'row-id', by: 'shop' },
  { id: 'one-row', kind: 'one-row', check: 8 },
  { id: 'order', kind: 'order' },
  { id: 'twice', kind: 'twice' },
  { id: 'overfit', kind: 'overfit', rows: 48 },
  { id: 'mask', kind: 'mask', column: 'late', value: 0 },
  { id: 'label-rate', kind: 'label-rate' },
  { id: 'constant', kind: 'constant' },
  { id: 'range', kind: 'range' },
  { id: 'labels-matter', kind: 'labels-matter', rows: 48 },
  ...HIDDEN_PROBES,
  { id: 'leak', kind: 'leak' },
  { id: 'leak-fit', kind: 'leak', function: 'fit', calls: 2 },
].map((one) => probeSpec.parse(one));
/** The table's shops are in both parts, as they are with every split by time; the scaffold's threshold weighs no costs. */
const CLEAN = PROBES.filter(({ id }) => !['by-shop', 'regret', ...LEARNING].includes(id)).map((one) =>
  one.kind === 'permute' ? { ...one, repeats: 2 } : one,
);

let runtime: ProbingRuntime;
beforeAll(async () => {
  runtime = await startTypescriptInNode();
}, 120_000);

/** Seeds by probe and verdict. */
async function verdicts(changes: Changes, probes: readonly Probe[], net = false, rows = net ? 200 : 500) {
  const found: Record<string, Record<ProbeResult['verdict'], number[]> & { told: string }> = {};
  const values: Record<string, number[]> = {};
  for (const seed of SEEDS) {
    runtime.write('train.csv', new TextEncoder().encode(tableOf(seed, rows)));
    for (const one of await runtime.probes(CONFIG, filesOf(changes, seed, net), probes, { seed })) {
      found[one.id] ??= { alarm: [], silent: [], 'cannot-tell': [], told: '' };
      const place = found[one.id] as (typeof found)[string];
      place[one.verdict].push(seed);
      place.told = one.message;
      values[one.id] = [...(values[one.id] ?? []), one.value ?? Number.NaN];
    }
  }
  if (process.env.PROBE_VALUES) {
    for (const [id, all] of Object.entries(values)) {
      console.log(id, found[id]?.alarm.length, Math.min(...all), Math.max(...all), found[id]?.told);
    }
  }
  return found;
}

describe('no false alarm', () => {
  it.each(Object.entries(LEGITIMATE))('[PB2] %s: all probes are silent', async (_name, changes) => {
    for (const [id, told] of Object.entries(await verdicts(changes, CLEAN))) {
      expect({ id, ...told }).toMatchObject({ id, alarm: [], 'cannot-tell': [], silent: SEEDS });
    }
  });

  it('[PB2] a small network with dropout switched off for predicting: all probes are silent', async () => {
    const learned = await verdicts(
      [],
      PROBES.filter(({ id }) => ['overfit', 'labels-matter'].includes(id)),
      true,
    );
    const others = await verdicts(
      [SHORT],
      PROBES.filter(({ id }) => OF_NETS.includes(id)),
      true,
    );
    for (const [id, told] of Object.entries({ ...learned, ...others })) {
      expect({ id, ...told }).toMatchObject({ id, alarm: [], 'cannot-tell': [], silent: SEEDS });
    }
  });
});

describe('regret', () => {
  const asked = PROBES.filter(({ id }) => id === 'regret');

  it('[PB2] a rule that weighs the costs of each row: silent', async () => {
    expect((await verdicts(WEIGHS_COSTS, asked)).regret).toMatchObject({ alarm: [], silent: SEEDS });
  });
});

describe('power', () => {
  it.each(WRONG)('[PB3] $name: $probes', async ({ changes, probes, net, rows }) => {
    const asked = PROBES.filter(({ id }) => probes.includes(id));
    for (const [id, told] of Object.entries(await verdicts(changes, asked, net, rows))) {
      expect({ id, ...told }).toMatchObject({ id, alarm: SEEDS, 'cannot-tell': [], silent: [] });
    }
  });
});
