/** TypeScript in fresh contexts of this process, one to train, one to predict and one for probes, as in a browser. */
import { startTypescriptInNode } from '../../../engine/build/typescriptRuntime.ts';
import { predictAnswers, trainAnswer } from '../../../engine/contract/official.ts';
import type { Interpreter, Ran } from './interpreter.ts';

export async function startTypescript(): Promise<Interpreter> {
  return {
    async run({ config, files, train, holdout, probes, own }, official) {
      const started = performance.now();
      const ran: Ran = { official: null, probes: [], officialSeconds: 0, heapBytes: 0 };
      if (official) {
        const first = await startTypescriptInNode();
        first.write(config.train, train);
        const trained = trainAnswer.parse((await first.official(config, files).train(() => {})).value);
        ran.official = { trained, predicted: [] };
        ran.heapBytes = first.heapBytes();
        if (trained.ok) {
          const second = await startTypescriptInNode();
          const payloads = trained.fits.map((fit) => fit.payload);
          const answer = await second.official(config, files).predict(holdout, payloads, () => {});
          ran.official = { trained, predicted: predictAnswers.parse(answer.value) };
          ran.heapBytes = Math.max(ran.heapBytes, second.heapBytes());
        }
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
