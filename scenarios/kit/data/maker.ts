/** A scenario's generator, whichever language its author wrote it in. */
import { existsSync, realpathSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DataMaker } from '../data.ts';
import { AuthoringError } from '../manifest/error.ts';
import { loadPythonData } from './python.ts';

const PROJECT = new URL('../../../', import.meta.url).href;
const prepared = new Set<string>();

/** Lets Node load the scenarios of a folder outside of this project (elsewhere.mjs). Once for each folder. */
function prepare(scenarios: string): void {
  if (scenarios.startsWith(PROJECT) || prepared.has(scenarios)) return;
  prepared.add(scenarios);
  register('./elsewhere.mjs', import.meta.url, { data: { scenarios, project: PROJECT } });
}

/**
 * Loads `data.ts` or `data.py` of a scenario's folder.
 * @throws AuthoringError where there is neither, both, or no function `generate`
 */
export async function loadDataMaker(folder: string): Promise<DataMaker> {
  const shown = (name: string) => `scenarios/${path.basename(folder)}/${name}`;
  const script = path.join(folder, 'data.ts');
  const python = existsSync(path.join(folder, 'data.py'));
  if (!existsSync(script)) {
    if (python) return loadPythonData(folder);
    throw new AuthoringError('is missing, and so is data.py', { path: shown('data.ts') });
  }
  if (python) throw new AuthoringError('stands beside data.ts; keep one of them', { path: shown('data.py') });
  // Node knows a module by its address without links.
  const real = realpathSync(script);
  prepare(pathToFileURL(`${path.dirname(path.dirname(real))}${path.sep}`).href);
  const module = (await import(pathToFileURL(real).href)) as { generate?: unknown };
  if (typeof module.generate !== 'function')
    throw new AuthoringError('exports no function "generate"', { path: shown('data.ts') });
  return module.generate as DataMaker;
}
