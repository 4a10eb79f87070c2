/** The script of a TypeScript worker of a staff browser: what a candidate's has, and the probes. */
import { startProbing } from '../../../engine/typescript/probing.ts';
import { startTypescriptEngine } from '../typescriptEngine.ts';
import { runWorker } from '../workerMain.ts';

runWorker(async (message) => {
  const engine = await startTypescriptEngine(message, startProbing);
  return {
    ...engine,
    async perform(call, reports) {
      if (call.call !== 'probe') return engine.perform(call, reports);
      const { config, files, probes, options } = call;
      const onResult = (result: unknown): void => reports.progress(JSON.stringify(result));
      return { value: await engine.runtime.probes(config, files, probes, { ...options, onResult }), transfer: [] };
    },
  };
});
