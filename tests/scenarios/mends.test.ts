/**
 * What probes say of edits of a shipped scenario: right ones in other words than its own, and wrong ones that look right. The probes are
 * those of the scenario that its bug declares, and those kinds that see what is only hidden (docs/PROBES.md).
 */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../engine/contract/probes/result.ts';
import { type Probe, probeSpec } from '../../engine/contract/probes/spec.ts';
import type { Language } from '../../protocol/language.ts';
import { published } from '../../scenarios/kit/data/source.ts';
import type { Interpreter } from '../../scenarios/kit/measure/interpreter.ts';
import { INTERPRETERS } from '../../scenarios/kit/measure/interpreters.ts';
import { alarmsOf } from '../../scenarios/kit/read/alarms.ts';
import { loadScenarios } from '../../scenarios/kit/read/load.ts';
import { packagesOf, scaffoldOf } from '../../scenarios/kit/read/scaffold.ts';
import type { Scenario } from '../../scenarios/kit/read/scenario.ts';
import { referenceFiles, renderFiles } from '../../scenarios/kit/render/files.ts';
import { toCandidateBundle } from '../../scenarios/kit/render/project.ts';
import { makeVariant, type Variant } from '../../scenarios/kit/render/variant.ts';
import { type Edit, edited } from './mends/edits.ts';
import { PYTHON_EDITS } from './mends/pythonEdits.ts';
import { TYPESCRIPT_EDITS } from './mends/typescriptEdits.ts';

const ROOT = path.resolve(import.meta.dirname, '../../scenarios');
const CATEGORIES = ['channel', 'device', 'purpose', 'payee_type', 'payee_bank'];

/** Beside those that the bug declares. */
const MORE: Readonly<Record<string, readonly object[]>> = {
  'late-column': [{ id: 'learned', kind: 'learned', column: 'service_minutes', value: 0 }],
  'category-codes': [
    { id: 'fresh', kind: 'fresh' },
    { id: 'matters', kind: 'matters', columns: CATEGORIES },
  ],
  'accuracy-report': [{ id: 'told', kind: 'told' }],
  'half-threshold': [
    {
      id: 'regret',
      kind: 'regret',
      act: 30,
      missed: 'amount',
      most: 3_000,
      also: { column: 'channel', value: 'branch', factor: 0.01 },
    },
  ],
};
const GENERAL = [
  { id: 'label-blind', kind: 'label-blind' },
  { id: 'halves', kind: 'halves' },
];

let scenario: Scenario;
beforeAll(async () => {
  scenario = (await loadScenarios(ROOT)).get('bank-scam') as Scenario;
});

function toldOf(results: readonly ProbeResult[]): Edit['told'] {
  const alarms = results.filter(({ verdict }) => verdict === 'alarm').map(({ id }) => id);
  if (alarms.some((id) => id !== 'matters')) return 'open';
  if (alarms.length > 0) return 'left out';
  return results.some(({ verdict }) => verdict === 'cannot-tell') ? 'cannot tell' : 'gone';
}

describe.each([
  ['python', PYTHON_EDITS],
  ['typescript', TYPESCRIPT_EDITS],
] as const)('%s', (language: Language, edits) => {
  const scaffold = scaffoldOf(language);
  let interpreter: Interpreter;
  let variant: Variant;
  beforeAll(async () => {
    interpreter = await INTERPRETERS[language](packagesOf(scenario.spec, scaffold));
    variant = makeVariant(scenario, { form: 'senior-b', source: published('demo'), language });
  }, 120_000);

  const asked = async (files: Readonly<Record<string, string>>, probes: readonly Probe[]) => {
    const { probes: results } = await interpreter.run(
      {
        config: { ...toCandidateBundle({ ...variant, language }).contract, seeds: [1] },
        files,
        train: new TextEncoder().encode(variant.trainCsv),
        holdout: new Uint8Array(),
        probes,
        own: scenario.ownProbes[language],
      },
      false,
    );
    return results;
  };
  const probesOf = (bug: string): Probe[] => {
    const declared = scenario.spec.bugs.find(({ id }) => id === bug);
    const alarms = (declared && alarmsOf(declared, scaffold.name)) ?? [];
    return [
      ...scenario.spec.probes.filter(({ id }) => alarms.includes(id)),
      ...(MORE[bug] ?? []).map((one) => probeSpec.parse(one)),
    ];
  };

  it.each(edits)(
    '[PB14] $bug, $name: $told',
    async (edit) => {
      const results = await asked(
        edited(renderFiles(scenario, scaffold, new Set([edit.bug])), edit),
        probesOf(edit.bug),
      );
      expect(toldOf(results), JSON.stringify(results, null, 1)).toBe(edit.told);
    },
    60_000,
  );

  it.each(['everything fixed', 'the reference'])(
    '[PB14] %s: no probe minds',
    async (which) => {
      const files =
        which === 'the reference' ? referenceFiles(scenario, scaffold) : renderFiles(scenario, scaffold, new Set());
      const bugs = Object.keys(MORE).flatMap(probesOf);
      const results = await asked(files, [...bugs, ...GENERAL.map((one) => probeSpec.parse(one))]);
      expect(results.filter(({ verdict }) => verdict !== 'silent')).toEqual([]);
    },
    60_000,
  );
});
