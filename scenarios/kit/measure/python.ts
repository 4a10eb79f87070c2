/**
 * Runs in one warm Pyodide: booting one takes seconds, a run much less. The official path forgets the candidate's modules between
 * runs; tripwires look whether a run has left anything else behind, and an interpreter that trips one is not used again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../../engine/build/paths.ts';
import { bootInNode } from '../../../engine/build/pythonRuntime.ts';
import type { Predicted } from '../../../engine/contract/official.ts';
import { predictingHere } from '../../../engine/official/local.ts';
import { predictAll, questionsOf } from '../../../engine/official/predict.ts';
import { trainAll } from '../../../engine/official/train.ts';
import { installLibrary, writeData } from '../../../engine/python/host/kernel.ts';
import { createOfficial } from '../../../engine/python/host/official.ts';
import { runProbes } from '../../../engine/python/host/probes.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import type { Interpreter, Ran } from './interpreter.ts';

/** Boots Pyodide with these packages. @throws Error where the runtime is not prepared */
export async function startPython(packages: readonly string[]): Promise<Interpreter> {
  // torch comes from the sources here; what it needs has to come along as it does in a browser.
  const torch = packages.includes('torch');
  const wanted = packages.filter((name) => name !== 'matplotlib' && name !== 'torch');
  const needed = [...new Set([...wanted, 'joblib', ...(torch ? ['scipy'] : [])])];
  const booted = await bootInNode({ packages: needed, env: { PYTHONHASHSEED: '0' } });
  const { pyodide } = booted;
  installLibrary(pyodide, sourcesOf(['holdout_official', 'holdout_probes', ...(torch ? ['torch'] : [])]));
  const wires = readFileSync(new URL('./tripwires.py', import.meta.url), 'utf8');
  const tripped = pyodide.runPython(wires) as () => string | undefined;
  const scope = new Set(Object.keys(globalThis));
  const heapBytes = () => (pyodide as unknown as { _module: { HEAPU8: Uint8Array } })._module.HEAPU8.length;
  let spent: string | null = null;
  return {
    async run({ config, files, train, holdout, questions = questionsOf, probes, own }, official) {
      const ran: Ran = { official: null, probes: [], officialSeconds: 0, heapBytes: 0 };
      try {
        const started = performance.now();
        // The kernel owns what it is given.
        writeData(pyodide, config.train, train.slice());
        if (official) {
          const path = createOfficial(pyodide, config, files);
          const trained = await trainAll(
            async (one) => createOfficial(pyodide, one, files).train(() => {}).value,
            config,
          );
          const predicted: Predicted[] = [];
          if (trained.ok) {
            const asked = questions(holdout);
            for (const { payload } of trained.fits) {
              predicted.push(await predictAll(predictingHere(path.predicting(payload, () => {})), asked));
              if (!predicted.at(-1)?.ok) break;
            }
          }
          ran.official = { trained, predicted };
          ran.officialSeconds = (performance.now() - started) / 1_000;
          ran.heapBytes = heapBytes();
        }
        if (probes.length > 0) ran.probes = runProbes(pyodide, config, files, probes, { own });
        return ran;
      } finally {
        spent = trippedBy(tripped) ?? leftBehind(scope);
        if (heapBytes() > LIMITS.heapRecycleBytes) spent ??= 'its memory has grown';
      }
    },
    spent: () => spent,
  };
}

/** What the tripwires found; a run may have changed what they need themselves. */
function trippedBy(tripped: () => string | undefined): string | null {
  try {
    return tripped() ?? null;
  } catch (error) {
    return `it cannot be looked at: ${error instanceof Error ? error.message : error}`;
  }
}

/** From their sources, the torch subset too: a measurement is of the sources as they are now, not of what was prepared once. */
function sourcesOf(folders: readonly string[]): Record<string, string> {
  const library = path.join(ROOT, 'engine/python/src');
  const names = folders.flatMap((folder) =>
    readdirSync(path.join(library, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => path.join(folder, name)),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(library, name), 'utf8')]));
}

/** Names that have come into JavaScript's global scope. */
function leftBehind(scope: ReadonlySet<string>): string | null {
  const fresh = Object.keys(globalThis).find((name) => !scope.has(name));
  return fresh === undefined ? null : `the global name ${fresh} came into being`;
}
