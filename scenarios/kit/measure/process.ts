/** Entry of a measuring process (pool.ts): jobs one after another, the parent sends the next one after the answer. */
import { INTERPRETERS } from './interpreters.ts';
import type { MeasureJob } from './job.ts';
import { createRunner } from './runner.ts';

const runner = createRunner(INTERPRETERS);

process.on('message', async (job: MeasureJob) => {
  try {
    process.send?.({ reply: await runner.run(job) });
  } catch (error) {
    process.send?.({ broken: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
