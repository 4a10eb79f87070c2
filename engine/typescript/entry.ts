/** The script that Node runs in a context of its own: it leaves one function behind. */
import { startTfjs } from './runtime.ts';

Object.assign(globalThis, { startTfjs });
