/** The gate on scenarios that are broken in one place each, and with each of its rules switched off. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryCache } from '../../scenarios/kit/gate/cache.ts';
import { formatComplaint } from '../../scenarios/kit/gate/complaint.ts';
import { type GateReport, gate, type Progress } from '../../scenarios/kit/gate/gate.ts';
import type { Measured } from '../../scenarios/kit/gate/measured.ts';
import { RULE_NAMES, RULES, type RuleName } from '../../scenarios/kit/gate/ruleList.ts';
import { type Expected, expectedText } from '../../scenarios/kit/read/expectedFile.ts';
import { BASE, type BrokenCase, brokenCases, writeBroken } from '../support/brokenScenario.ts';

const CASES = brokenCases();
/** Runs that a defect does not touch are made once for all of them. */
const cache = memoryCache();
const remove: (() => void)[] = [];
let base: GateReport;

const ask = (folder: string, { part, writing }: Pick<BrokenCase, 'part' | 'writing'>, without: RuleName[] = []) =>
  gate(folder, { seeds: ['one'], processes: 0, cache, cheap: part === 'cheap', writing, without });

beforeAll(async () => {
  base = await ask(BASE, { part: 'full', writing: true });
});
afterAll(() => {
  for (const one of remove) one();
});

it('[GA21] the scenario that all of them are made from passes the whole gate', () => {
  expect(base.complaints.map(formatComplaint)).toEqual([]);
  expect(base.passed).toBe(true);
  expect(base.measured[0]?.plan.cases.length).toBeGreaterThan(8);
});

it('[GA21] what has not changed is not measured again', async () => {
  const runs: (Progress['runs'] | undefined)[] = [];
  await gate(BASE, {
    seeds: ['one'],
    processes: 0,
    cache,
    writing: true,
    onProgress: (progress) => runs.push(progress.runs),
  });
  expect(runs).toEqual([null]);
});

it('[GA21] the quick gate runs each bug alone, and the official path with everything fixed and solved only', async () => {
  const { passed, measured } = await gate(BASE, { seeds: ['one'], processes: 0, cache, quick: true });
  expect(passed).toBe(true);
  const { plan, of } = measured[0] as Measured;
  expect(plan.cases.map(({ name }) => name)).toEqual(['clean', 'reference', ...plan.bugs.map((id) => `bug:${id}`)]);
  expect(plan.cases.filter(({ name }) => of(name, 'one').official).map(({ name }) => name)).toEqual([
    'clean',
    'reference',
  ]);
});

it('[GA20] what was measured is written, read again, and stale after a change of code, not of words', async () => {
  const { folder, remove: away } = writeBroken([
    { file: 'expected.json', text: expectedText(base.expected as Expected) },
  ]);
  remove.push(away);
  const stale = async () => {
    const { complaints } = await ask(folder, { part: 'cheap', writing: false });
    return complaints.map(({ rule }) => rule);
  };
  const change = (name: string, from: string, to: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
  expect(await stale()).toEqual([]);
  change('scenario.yaml', 'Takes it for a detail.', 'Does not see it.');
  change('guide.md', 'Hello', 'Good morning');
  expect(await stale()).toEqual([]);
  change('typescript/model.ts', 'score >= 0.5', 'score >= 0.55');
  expect(await stale()).toEqual(['expected']);
});

it('[GA20] what is written holds data, runs and what the probes said', () => {
  const { runs, probes, data, hashes } = base.expected as Expected;
  expect(runs.map((run) => run.case)).toContain('senior-a');
  expect(probes?.find((one) => one.case === 'bug:late-column')).toMatchObject({
    alarms: { 'calls-of-the-day': 1 },
    seeds: 1,
  });
  expect(data?.one).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes?.typescript).toMatch(/^[0-9a-f]{64}$/);
});

describe.each(CASES)('$name', (broken) => {
  const { expect: wanted, patch, alone } = broken;
  const { folder, remove: away } = writeBroken(patch);
  remove.push(away);

  it(`[${RULES[wanted.rule].id}] ${broken.about} is told with its place, and nothing else is`, async () => {
    const { complaints, passed } = await ask(folder, broken);
    const lines = complaints.map(formatComplaint);
    expect([...new Set(complaints.map(({ rule }) => rule))], lines.join('\n')).toEqual([wanted.rule]);
    const found = complaints.find(({ message }) => message.includes(wanted.says));
    expect(found, lines.join('\n')).toBeDefined();
    expect(found?.place.path).toBe(`scenarios/base/${wanted.file}`);
    if (wanted.line !== undefined) expect(found?.place.line, lines.join('\n')).toBe(wanted.line);
    expect(found?.level).toBe(wanted.level);
    expect(passed).toBe(wanted.level === 'warning');
  });

  if (alone === true)
    it(`[GA22] without the rule "${wanted.rule}" it passes`, async () => {
      const { complaints, passed } = await ask(folder, broken, [wanted.rule]);
      expect(complaints.map(formatComplaint)).toEqual([]);
      expect(passed).toBe(true);
    });
});

it('[GA22] every rule alone catches some broken scenario, and there are at least 25 of them', () => {
  const caught = new Set(CASES.filter(({ alone }) => alone === true).map(({ expect: { rule } }) => rule));
  expect(RULE_NAMES.filter((rule) => !caught.has(rule))).toEqual([]);
  expect(CASES.length).toBeGreaterThanOrEqual(25);
});
