/**
 * A scenarios folder somewhere else, in which a scenario loads as it does here: `data.ts` of a scenario imports
 * `../../datasets/…` and `../kit/…`, so these are beside it as links.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const LINKED = ['protocol', 'engine', 'datasets', 'node_modules', 'package.json', 'scenarios/kit'];

export interface Workspace {
  /** The folder that holds scenarios. */
  scenarios: string;
  /** Takes everything away; what links led to stays. */
  remove(): void;
}

/** Makes an empty one below the system's folder for temporary files. */
export function makeWorkspace(): Workspace {
  const root = mkdtempSync(path.join(tmpdir(), 'holdout-scenarios-'));
  mkdirSync(path.join(root, 'scenarios'));
  for (const name of LINKED)
    if (existsSync(path.join(PROJECT, name))) symlinkSync(path.join(PROJECT, name), path.join(root, name));
  return { scenarios: path.join(root, 'scenarios'), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Copies a scenario's folder into a workspace, under the same name. @returns the copy's folder */
export function copyScenario(folder: string, { scenarios }: Workspace): string {
  const copy = path.join(scenarios, path.basename(folder));
  cpSync(folder, copy, { recursive: true, filter: (from) => path.basename(from) !== '__pycache__' });
  return copy;
}
