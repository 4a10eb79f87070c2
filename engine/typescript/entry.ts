/** The script that Node runs in a separate context: it defines one function. */
import { startTypescript } from './runtime.ts';

Object.assign(globalThis, { startTypescript });
