/**
 * What the measurements of a scaffold rest on, as one hash: files with all their regions, test-solve, generator, and what of
 * the manifest enters a run. Texts for people do not count. The engine does not either: it is another key of the cache, so
 * that the full gate measures anew, while a comment in the engine makes no scenario stale.
 */
import { probesFor } from '../../../engine/contract/probes/spec.ts';
import { formsOf, packagesOf, type Scaffold } from '../read/scaffold.ts';
import type { Scenario } from '../read/scenario.ts';
import { keyOf } from './cache.ts';
import { generatorHash } from './sources.ts';

export function contentHash(folder: string, scenario: Scenario, chosen: Scaffold): string {
  const { name, language } = chosen;
  const { spec, scaffold, reference, ownProbes } = scenario;
  const { data: declared, metric, secondary, cost, contract, files } = spec;
  const { published: _, remakes: __, ...data } = declared;
  const forms = formsOf(spec, chosen).map(({ id, bugs }) => [id, [...bugs].sort()]);
  return keyOf(
    (scaffold[name] ?? []).map(({ parts }) => parts.map((part) => (Array.isArray(part) ? part : { ...part, line: 0 }))),
    reference[name],
    files,
    contract,
    forms,
    probesFor(spec.probes, name).map(({ title: _, ...probe }) => probe),
    ownProbes[language],
    generatorHash(folder, spec.languages),
    { ...data, positives: null },
    [metric, ...secondary].map(({ name: metricName }) => metricName),
    cost,
    packagesOf(spec, chosen),
  );
}
