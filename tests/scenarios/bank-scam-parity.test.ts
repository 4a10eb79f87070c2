/** How equal bank-scam is in its two languages: the effects side by side, as measured and held by the tests of each language. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { published } from '../../scenarios/kit/data/source.ts';
import { formatParity, type ParityRow, parityTable } from '../../scenarios/kit/gate/parityTable.ts';
import { loadScenario } from '../../scenarios/kit/read/load.ts';
import { bugsIn, type Scenario } from '../../scenarios/kit/read/scenario.ts';
import { makeVariant } from '../../scenarios/kit/render/variant.ts';

let scenario: Scenario;
let rows: ParityRow[];

beforeAll(async () => {
  scenario = await loadScenario(path.resolve(import.meta.dirname, '../../scenarios/bank-scam'));
  if (!scenario.expected) throw new Error('bank-scam was not measured');
  rows = parityTable(scenario.expected);
  console.log(formatParity(rows));
});

const row = (name: string): ParityRow => {
  const found = rows.find((one) => one.case === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
};

it('[SN21] the languages of one form and seed share data and hold-out, byte for byte', () => {
  const make = (language: 'python' | 'typescript') =>
    makeVariant(scenario, { form: 'senior-a', source: published('demo'), language, rows: { holdout: 2_000 } });
  const [python, typescript] = [make('python'), make('typescript')];
  expect(typescript.fingerprint).toBe(python.fingerprint);
  expect(typescript.data.labels).toEqual(python.data.labels);
  expect(typescript.publicRows).toEqual(python.publicRows);
});

describe('side by side', () => {
  it('[SN21] bugs that exist in both languages have effects of one size', () => {
    const both = bugsIn(scenario, 'python')
      .map(({ id }) => `bug:${id}`)
      .filter((name) => rows.some((one) => one.case === name && one.python && one.typescript));
    expect(both.length).toBeGreaterThanOrEqual(5);
    const apart = both.filter((name) => row(name).verdict === 'differs');
    expect(apart).toEqual([]);
  });

  it('[SN21] bugs of one language are told as such', () => {
    const own = rows.filter(({ case: name, verdict }) => name.startsWith('bug:') && verdict === 'one language');
    expect(own.length).toBeGreaterThanOrEqual(6);
    expect(own.every(({ python }) => python === null)).toBe(true);
  });

  it('[SN21] clean scaffold and reference are about as good, and carry about as many weights', () => {
    for (const name of ['clean', 'reference']) {
      const { python, typescript } = row(name);
      if (!python || !typescript) throw new Error(`${name} is not measured in both languages`);
      expect(Math.abs(typescript.hidden - python.hidden) / python.hidden, name).toBeLessThan(0.15);
      expect(Math.abs(typescript.weights - python.weights) / python.weights, name).toBeLessThan(0.05);
    }
  });
});
