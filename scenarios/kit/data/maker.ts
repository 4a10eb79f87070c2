/** A scenario's generator, whichever language its author wrote it in. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DataMaker } from '../data.ts';
import { AuthoringError } from '../manifest/error.ts';
import { loadPythonData } from './python.ts';

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
  const module = (await import(pathToFileURL(script).href)) as { generate?: unknown };
  if (typeof module.generate !== 'function')
    throw new AuthoringError('exports no function "generate"', { path: shown('data.ts') });
  return module.generate as DataMaker;
}
