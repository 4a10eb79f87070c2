/** Entry of a measuring process (pool.ts): answers one job after another, as they are asked. */
import { type RpcPort, serve } from '../../../protocol/rpc.ts';
import { INTERPRETERS } from './interpreters.ts';
import type { MeasureJob, MeasureReply } from './job.ts';
import { createRunner } from './runner.ts';

/** What the process can be asked. */
export interface MeasuringProcess {
  run(job: MeasureJob): Promise<MeasureReply>;
}

const port: RpcPort = {
  postMessage: (message) => void process.send?.(message),
  on: (event, hear) => process.on(event, hear),
};
serve<MeasuringProcess>(port, createRunner(INTERPRETERS));
process.on('disconnect', () => process.exit(0));
