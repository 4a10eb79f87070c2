/** What Python prints outside of runs, whose kernel has streams of its own: text of one call, as one output item. */
import type { PyodideInterface } from 'pyodide';
import type { OutputItem } from '../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../protocol/outputCaps.ts';

/** What Python still holds of a line that has not ended; the program may have put something else in its place. */
const FLUSH = "getattr(__import__('sys').stdout, 'flush', lambda: None)()";

/** Gathers what is printed while a call is performed; of long output the beginning. */
export class PythonPrints {
  readonly #python: PyodideInterface;
  #text = '';
  #decoder = new TextDecoder();

  constructor(python: PyodideInterface) {
    this.#python = python;
    python.setStdout({
      write: (bytes) => {
        if (this.#text.length < OUTPUT_CAPS.itemChars) this.#text += this.#decoder.decode(bytes, { stream: true });
        return bytes.length;
      },
    });
  }

  /** The answer of a call; `send` gets what was printed meanwhile, as the text of a JSON array, and nothing where that is nothing. */
  during<T>(call: () => T, send: (items: string) => void): T {
    this.#text = '';
    this.#decoder = new TextDecoder();
    try {
      return call();
    } finally {
      this.#flush();
      const text = this.#text.slice(0, OUTPUT_CAPS.itemChars);
      if (text !== '') send(JSON.stringify([{ type: 'stream', name: 'stdout', text } satisfies OutputItem]));
    }
  }

  #flush(): void {
    try {
      this.#python.runPython(FLUSH);
    } catch {
      // A stream that does not let itself be flushed is the program's: there is nothing to show of it.
    }
  }
}
