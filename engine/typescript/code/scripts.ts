/** Compiled code becomes running code here, and a line of a running script finds its way back to a line of the work. */
import type { ErrorFrame } from '../../../protocol/output.ts';
import type { Emitted } from '../../contract/emitted.ts';
import { sourceLine } from './emit.ts';

/** What the place in which the kernel runs can do: a sandbox's worker, or a context of Node. */
export interface Host {
  /** Runs a classic script in the global scope, at once; `name` is what stacks call it. @throws what the script throws. */
  evaluate(script: string, name: string): void;
}

interface Script {
  file: string;
  lines: Emitted['lines'];
  firstLine: number;
}

/** The global through which a script hands its one value over; there while it is evaluated, and no longer. */
const HOOK = '$holdoutScript';
const NAME = /holdout-(\d+)\.js:(\d+)/;
/** `at name (place)`, `at async name (place)`, `at place`. */
const FRAME = /^\s+at (?:async )?(?:(.*?) \()?\S*holdout-(\d+)\.js:(\d+):\d+\)?$/;

/** WebKit and Firefox: `name@place`, `async*name@place`, `global code@place`. */
const FRAME_AT = /^(?:async\*)?(.*?)@\S*holdout-(\d+)\.js:(\d+)(?::\d+)?$/;

export class Scripts {
  readonly #host: Host;
  readonly #scripts: Script[] = [];

  constructor(host: Host) {
    this.#host = host;
    // A training loop's frames are few, a recursion's many: the outermost of these are shown.
    Error.stackTraceLimit = 100;
  }

  /**
   * Evaluates an expression.
   * @param firstLine line of the file that the first line of `emitted` is; the expression is padded so far already.
   */
  evaluate(file: string, expression: string, { lines }: Pick<Emitted, 'lines'>, firstLine = 1): unknown {
    const number = this.#scripts.push({ file, lines, firstLine }) - 1;
    let value: unknown;
    const scope = globalThis as Record<string, unknown>;
    scope[HOOK] = (given: unknown) => {
      value = given;
    };
    const name = `holdout-${number}.js`;
    try {
      this.#host.evaluate(`${HOOK}(${expression});\n//# sourceURL=${name}`, name);
    } finally {
      delete scope[HOOK];
    }
    return value;
  }

  /** Calls of the candidate's code that led to an error, outermost first. */
  frames(error: unknown): ErrorFrame[] {
    const stack = stackOf(error);
    const frames: ErrorFrame[] = [];
    for (const line of stack.split('\n')) {
      const [, called, number, at] = FRAME.exec(line) ?? FRAME_AT.exec(line) ?? [];
      const script = this.#scripts[Number(number ?? -1)];
      if (!script) continue;
      const name = cleanName(called ?? '');
      frames.push({ file: script.file, line: this.#line(script, Number(at)), name, own: true });
    }
    return frames.reverse();
  }

  /** The frames of the work in an error's words, e.g. those that a library quotes. */
  place(text: string): string {
    return text.replace(NAME, (all, number, at) => {
      const script = this.#scripts[Number(number)];
      return script ? `${script.file}:${this.#line(script, Number(at))}` : all;
    });
  }

  #line({ lines, firstLine }: Script, at: number): number {
    return lines ? sourceLine({ lines }, at - firstLine + 1) + firstLine - 1 : at;
  }
}

/** The stack of an error; an object of the work may answer with anything, or throw. */
function stackOf(error: unknown): string {
  try {
    return typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  } catch {
    return '';
  }
}

/** The function's name as the candidate wrote it, not as the compiled code refers to it. */
function cleanName(called: string): string {
  const name = called.replace(/^(?:Object|Module|\$scope|new)[. ]/, '').replace(/ \[as .*\]$/, '');
  return name === '' || name === '<anonymous>' || name.includes('$holdout') ? '<module>' : name;
}
