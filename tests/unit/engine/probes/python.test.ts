/** What probes say of small candidates' folders in Python, over 20 seeds each, some of them a day. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Probe, probeSpec } from '../../../../engine/contract/probes/spec.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { HIDDEN_PROBES } from './hiddenProbes.ts';
import { LEGITIMATE, WEIGHS_CENTS, WEIGHS_COSTS, WRONG } from './pythonChanges.ts';
import { SCAFFOLD } from './pythonScaffold.ts';
import { SEEDS } from './seeds.ts';

interface Told {
  alarm: number[];
  silent: number[];
  'cannot-tell': number[];
  values: [number, number];
  told: string;
}

const LEARNING = ['overfit', 'labels-matter'];
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
].map((one) => probeSpec.parse(one));
/** The table's shops are in both parts, as they are with every split by time; the scaffold's threshold weighs no costs. */
const CLEAN = PROBES.filter(({ id }) => !['by-shop', 'regret', ...LEARNING].includes(id));
const OF_NETS = ['twice', 'one-row', 'order', 'poison', 'range', 'learned', 'fresh', 'label-blind', 'halves'];

let kit: PythonKit;
beforeAll(async () => {
  kit = await pythonKit(['numpy', 'pandas', 'joblib']);
}, 120_000);

const json = (value: unknown): string => `__import__("json").loads(${JSON.stringify(JSON.stringify(value))})`;

function verdicts(changes: unknown, probes: readonly Probe[], model = 'MODEL', rows = 500): Record<string, Told> {
  const asked = `verdicts(${json(changes)}, ${json(probes)}, ${model}, ${json(SEEDS)}, rows=${rows})`;
  const found = kit.run<Record<string, Told>>(`${SCAFFOLD}\nresult = ${asked}`);
  if (process.env.PROBE_VALUES) {
    for (const [id, { values, alarm, told }] of Object.entries(found)) console.log(id, alarm.length, values, told);
  }
  return found;
}

describe('no false alarm', () => {
  it.each(Object.entries(LEGITIMATE))('[PB2] %s: all probes are silent', (_name, changes) => {
    for (const [id, told] of Object.entries(verdicts(changes, CLEAN))) {
      expect({ id, ...told }).toMatchObject({ id, alarm: [], 'cannot-tell': [], silent: SEEDS });
    }
  });

  it('[PB2] a small network with dropout switched off for predicting: all probes are silent', () => {
    const asked = PROBES.filter(({ id }) => [...LEARNING, ...OF_NETS].includes(id));
    for (const [id, told] of Object.entries(verdicts([], asked, 'NET'))) {
      expect({ id, ...told }).toMatchObject({ id, alarm: [], 'cannot-tell': [], silent: SEEDS });
    }
  });
});

describe('regret', () => {
  const asked = PROBES.filter(({ id }) => id === 'regret');

  it('[PB2] a rule that weighs the costs of each row: silent', () => {
    expect(verdicts(WEIGHS_COSTS, asked).regret).toMatchObject({ alarm: [], silent: SEEDS, values: [1, 1] });
  });

  it('[PB2] a column that some rows have in another unit may be read in both: silent where decisions fit one of them', () => {
    const both = asked.map((one) => ({ ...one, also: { column: 'kind', value: 'card', factor: 0.01 } }));
    expect(verdicts(WEIGHS_COSTS, both).regret).toMatchObject({ silent: SEEDS, values: [1, 1] });
    expect(verdicts(WEIGHS_CENTS, both).regret).toMatchObject({ silent: SEEDS, values: [1, 1] });
    expect(verdicts(WEIGHS_CENTS, asked).regret?.values[0]).toBeGreaterThan(1.1);
  });
});

describe('power', () => {
  it.each(WRONG)('[PB3] $name: $probes', ({ changes, probes, net, rows }) => {
    const asked = PROBES.filter(({ id }) => probes.includes(id));
    for (const [id, told] of Object.entries(verdicts(changes, asked, net ? 'NET' : 'MODEL', rows))) {
      expect({ id, ...told }).toMatchObject({ id, alarm: SEEDS, 'cannot-tell': [], silent: [] });
    }
  });

  const OF_NOISE = PROBES.filter(({ id }) => ['twice', 'one-row', 'order'].includes(id));
  const changesOf = (...names: string[]) =>
    WRONG.filter(({ name }) => names.includes(name)).flatMap((one) => one.changes);

  it('[PB4] dropout left on hides no codes that depend on the other rows', () => {
    const changes = changesOf('dropout left on', 'codes made by each call, in the order of appearance');
    // Where predictions do not repeat themselves a difference must exceed their noise: not every seed shows it.
    const least = Math.max(1, SEEDS.length - 4);
    for (const [id, told] of Object.entries(verdicts(changes, OF_NOISE, 'NET'))) {
      expect(told.alarm.length, `${id} is silent on ${told.silent}`).toBeGreaterThanOrEqual(
        id === 'twice' ? SEEDS.length : least,
      );
    }
  });

  it('[PB4] dropout left on is not taken for codes that depend on the other rows', () => {
    const asked = OF_NOISE.filter(({ id }) => id !== 'twice');
    const alone = verdicts(changesOf('dropout left on'), asked, 'NET');
    expect(alone).toMatchObject({ 'one-row': { alarm: [] }, order: { alarm: [] } });
  });
});
