/** The script of a TypeScript worker of a candidate's browser. */
import { startTypescript } from '../../engine/typescript/runtime.ts';
import { startTypescriptEngine } from './typescriptEngine.ts';
import { runWorker } from './workerMain.ts';

runWorker((message) => startTypescriptEngine(message, startTypescript));
