/** The script of a Python worker of a staff browser: what a candidate's has, and the probes. */

import type { PythonSources } from '../../../engine/python/host/kernel.ts';
import { runProbes } from '../../../engine/python/host/probes.ts';
import { startPython } from '../pythonEngine.ts';
import { runWorker } from '../workerMain.ts';

/** What every sandbox has of engine/python/src, and `holdout_probes`; put in by build/sandboxBundle.ts. */
declare const PYTHON_SOURCES: PythonSources;

runWorker(async (message) => {
  const engine = await startPython(message, PYTHON_SOURCES);
  return {
    ...engine,
    async perform(call, reports) {
      if (call.call === 'import') {
        for (const name of call.modules) engine.pyodide.pyimport(name).destroy();
        return { value: null, transfer: [] };
      }
      if (call.call !== 'probe') return engine.perform(call, reports);
      engine.writeData();
      const { config, files, probes, options } = call;
      const onResult = (result: unknown): void => reports.progress(JSON.stringify(result));
      return { value: runProbes(engine.pyodide, config, files, probes, { ...options, onResult }), transfer: [] };
    },
  };
});
