/** The script that Node runs in a separate context: it defines one function. */
import { startTfjs } from './runtime.ts';

Object.assign(globalThis, { startTfjs });
