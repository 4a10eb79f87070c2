/** The TypeScript worker: loaded by the room of a TypeScript interview and by no other page. */

import library from 'virtual:type-library/tfjs';
import { initialize } from 'monaco-editor/internal/common/initialize.js';
import { Compiler } from './compiler.ts';

/** The first message to the worker. */
export interface Start {
  /** Declarations of the scenario's data. */
  rows: string;
}

initialize((context, { rows }: Start) => new Compiler(() => context.getMirrorModels(), library, rows));
