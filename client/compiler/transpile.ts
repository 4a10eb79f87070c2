/** From TypeScript to JavaScript, one text at a time. */
import { typescript as ts } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { Transpiled } from './answers.ts';
import { TRANSPILE } from './compilerOptions.ts';
import { faultOf } from './fault.ts';
import { sourceLines } from './sourceLines.ts';

/** Compiles a text to an ES module without looking at any other; `name` only names it in faults. */
export function transpile(name: string, text: string): Transpiled {
  const { outputText, sourceMapText, diagnostics = [] } = ts.transpileModule(text, { ...TRANSPILE, fileName: name });
  // An `export {}` that the compiler adds would be the last statement, whose value a cell shows.
  const code = outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, '').replace(/(^|\n)export \{\};\s*$/, '$1');
  const { mappings } = JSON.parse(sourceMapText ?? '{"mappings":""}') as { mappings: string };
  const faults = diagnostics.map((diagnostic) => faultOf(name, diagnostic)).filter((fault) => fault.isError);
  return { code, lines: sourceLines(mappings, code.split('\n').length), faults };
}
