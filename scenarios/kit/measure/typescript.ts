/** TypeScript in fresh contexts of this process, one to train, one to predict and one for probes, as in a browser. */
import { startTypescriptInNode } from '../../../engine/build/typescriptRuntime.ts';
import type { Predicted } from '../../../engine/contract/official.ts';
import { predictingHere } from '../../../engine/official/local.ts';
import { predictAll, questionsOf } from '../../../engine/official/predict.ts';
import { trainAll } from '../../../engine/official/train.ts';
import type { Interpreter, Ran } from './interpreter.ts';

export async function startTypescript(): Promise<Interpreter> {
  return {
    async run({ config, files, train, holdout, questions = questionsOf, probes, own }, official) {
      const started = performance.now();
      const ran: Ran = { official: null, probes: [], officialSeconds: 0, heapBytes: 0 };
      if (official) {
        const first = await startTypescriptInNode();
        first.write(config.train, train);
        const trained = await trainAll(async (one) => (await first.official(one, files).train(() => {})).value, config);
        const predicted: Predicted[] = [];
        ran.heapBytes = first.heapBytes();
        if (trained.ok) {
          const second = await startTypescriptInNode();
          const asked = questions(holdout);
          for (const { payload } of trained.fits) {
            const one = second.official(config, files).predicting(payload, () => {});
            predicted.push(await predictAll(predictingHere(one), asked));
            if (!predicted.at(-1)?.ok) break;
          }
          ran.heapBytes = Math.max(ran.heapBytes, second.heapBytes());
        }
        ran.official = { trained, predicted };
        ran.officialSeconds = (performance.now() - started) / 1_000;
      }
      if (probes.length > 0) {
        const third = await startTypescriptInNode();
        third.write(config.train, train);
        ran.probes = await third.probes(config, files, probes, { own });
      }
      return ran;
    },
    // A context is left behind after each phase, so that nothing of a run meets the next one.
    spent: () => null,
  };
}
