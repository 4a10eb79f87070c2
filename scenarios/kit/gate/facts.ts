/** What the rules look at: the scenario, its places, its scaffolds, and its data by seed. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type DataSource, drawData } from '../data/source.ts';
import type { DataSize, ScenarioData } from '../data.ts';
import { AuthoringError, type Place } from '../manifest/error.ts';
import type { ScenarioSpec } from '../manifest/schema.ts';
import type { PlacedYaml } from '../manifest/yaml.ts';
import type { Scaffold } from '../read/scaffold.ts';
import type { Scenario } from '../read/scenario.ts';
import type { GateCache } from './cache.ts';

/** What a measurement rests on. */
export interface Setting {
  /** The scenario's, absolute. */
  folder: string;
  scenario: Scenario;
  /** Labels of published pairs. */
  seeds: readonly string[];
  /** Rows that are generated for a seed. */
  rows: DataSize;
  cache: GateCache;
}

export interface Facts extends Setting {
  manifest: PlacedYaml<ScenarioSpec>;
  scaffolds: readonly Scaffold[];
  /** Day by which a scenario may be stale, as 2027-12-31. */
  today: string;
}

/** Whether so few hold-out rows are made that shares of them mean nothing. */
export function fewRows({ scenario, rows }: Pick<Facts, 'scenario' | 'rows'>): boolean {
  return rows.holdout < 0.3 * scenario.spec.data.rows.holdout - 1;
}

/** Place of the generator. */
export function dataPlace({ folder, scenario }: Pick<Facts, 'folder' | 'scenario'>): Place {
  const name = existsSync(path.join(folder, 'data.ts')) ? 'data.ts' : 'data.py';
  return { path: `scenarios/${scenario.slug}/${name}` };
}

/** Place of a bug's key in `scenario.yaml`; of the bug where it lacks the key. */
export function bugPlace({ scenario, manifest }: Pick<Facts, 'scenario' | 'manifest'>, id: string, key = 'id'): Place {
  const at = scenario.spec.bugs.findIndex((bug) => bug.id === id);
  return manifest.at(['bugs', at, key]);
}

/** Place of a form in `scenario.yaml`. */
export function formPlace({ scenario, manifest }: Pick<Facts, 'scenario' | 'manifest'>, id: string): Place {
  const at = scenario.spec.forms.findIndex((form) => form.id === id);
  return manifest.at(['forms', at, 'id']);
}

/**
 * Rows of a source, generated anew: the very ones that a variant of it has.
 * @throws AuthoringError where the author's generator fails
 */
export function generate(
  { folder, scenario }: Pick<Facts, 'folder' | 'scenario'>,
  source: DataSource,
  rows: DataSize,
): ScenarioData {
  try {
    return drawData(scenario, source, rows).data;
  } catch (error) {
    if (error instanceof AuthoringError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AuthoringError(`generate fails (seed ${source.label}): ${reason}`, dataPlace({ folder, scenario }));
  }
}
