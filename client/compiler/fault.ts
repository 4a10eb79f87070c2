/** The compiler's diagnostics as plain data. */
import { typescript as ts } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { Diagnostic } from 'typescript';
import type { Fault } from './answers.ts';

/** `path` is that of the file that was asked about. */
export function faultOf(path: string, { file, start = 0, length = 1, messageText, code, category }: Diagnostic): Fault {
  const { line, character } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
  return {
    path,
    start,
    length: Math.max(1, length),
    line: line + 1,
    column: character + 1,
    // The advice that follows is to change options or install packages, which nobody here can.
    message: ts.flattenDiagnosticMessageText(messageText, '\n').replace(/ Do you need to .*/, ''),
    code,
    isError: category === ts.DiagnosticCategory.Error,
  };
}
