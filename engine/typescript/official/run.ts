/** What both phases of the official run share: where they are, for errors and progress, and what they noticed. */

import type { Emitted } from '../../contract/emitted.ts';
import type { FunctionName } from '../../contract/functions.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import { PayloadError } from '../../crossing/error.ts';
import { described, errorItem } from '../code/errors.ts';
import type { Libraries } from '../code/modules.ts';
import type { Scripts } from '../code/scripts.ts';
import { SourceError } from '../code/sourceError.ts';
import type { Tf } from '../libraries/tensorflow/tf.ts';
import type { Contract } from './contract.ts';
import { OfficialError } from './error.ts';
import type { Reader } from './reader.ts';

/** What an official phase works with. */
export interface OfficialHost {
  tf: Tf;
  scripts: Scripts;
  libraries: Libraries;
  reader: Reader;
  /** Seeds all that the candidate's code may draw from. */
  seed: (seed: number) => void;
}

export interface OfficialInput {
  host: OfficialHost;
  config: OfficialConfig;
  files: Readonly<Record<string, string>>;
  emitted?: Readonly<Record<string, Emitted>>;
  progress: (text: string) => void;
}

export interface Note {
  kind: 'untravelled' | 'growth' | 'tensors';
  file: string | null;
  name: string | null;
  message: string;
}

export class Phase {
  readonly notes: Note[] = [];
  seconds: Record<string, number> = {};
  readonly #phase: 'train' | 'predict';
  readonly #input: OfficialInput;
  #step: FunctionName | null = null;

  constructor(phase: 'train' | 'predict', input: OfficialInput) {
    this.#phase = phase;
    this.#input = input;
  }

  tell(step: string, done: number, more: Record<string, number> = {}): void {
    const rounded = Number(done.toFixed(4));
    this.#input.progress(JSON.stringify({ phase: this.#phase, step, ...more, done: rounded }));
  }

  /** Calls a contract function and adds up its time (seconds). */
  async call(contract: Contract, name: FunctionName, ...given: unknown[]): Promise<unknown> {
    this.#step = name;
    const started = performance.now();
    try {
      return await contract.call(name, ...given);
    } finally {
      this.seconds[name] = (this.seconds[name] ?? 0) + (performance.now() - started) / 1_000;
    }
  }

  /** The answer for an error, whoever made it. */
  refused(error: unknown): { ok: false; error: object; notes: Note[] } {
    const { scripts } = this.#input.host;
    const { message, name } = described(error);
    const item = errorItem(error, scripts);
    const isRefusal = error instanceof OfficialError;
    // The artefact or its code was refused; the message comes from the server's reader, so it may be shown.
    const isOurs = isRefusal || error instanceof SourceError || error instanceof PayloadError;
    const inside = item.frames.at(-1);
    const full = isOurs || !this.#step ? message : `${this.#step} failed: ${message}`;
    return {
      ok: false,
      error: {
        code: isRefusal ? error.code : error instanceof SourceError ? 'bad-source' : 'code-error',
        name,
        message: full.slice(0, 8_000),
        file: (isRefusal ? error.file : null) ?? inside?.file ?? null,
        line: (isRefusal ? error.line : null) ?? inside?.line ?? null,
        row: isRefusal ? error.row : null,
        traceback: isRefusal && item.frames.length === 0 ? null : item.text,
        frames: item.frames.map(({ file, line, name: called }) => ({ file, line, function: called })),
      },
      notes: this.notes,
    };
  }
}
