/** The script that Node runs in a separate context: it defines one function. */
import { startProbing } from './probing.ts';

Object.assign(globalThis, { startProbing });
