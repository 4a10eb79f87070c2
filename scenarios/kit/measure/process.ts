/** Process entry of `measure.ts`: jobs one after another, the parent sends the next one after the answer. */
import type { MeasureJob } from './pool.ts';
import { createRunner } from './runner.ts';

const runner = createRunner();

process.on('message', async (job: MeasureJob) => {
  try {
    process.send?.({ reply: await runner.run(job) });
  } catch (error) {
    process.send?.({ broken: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
