/**
 * Entry of every worker thread of the server: registers the TypeScript loader, then imports `workerData.entry`. Plain JavaScript
 * because it runs before the loader does.
 */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
