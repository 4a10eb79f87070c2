/** What the editor would underline in scaffolds, from the same compiler options and the same types of the data. */
import path from 'node:path';
import ts from 'typescript';
import { rowTypes } from '../../client/compiler/rowTypes.ts';
import type { CandidateBundle } from '../../protocol/bundle.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** client/compiler/compilerOptions.ts, and where the modules are that candidates may import. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  // The libraries' own types name the DOM.
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  paths: { holdout: [path.join(ROOT, 'engine/typescript/helpers/index.ts')] },
};

/**
 * Errors in sets of files, each set a separate program: "2/model.ts:31 message", sets counted from 0.
 *
 * @param bundle has the columns of the data
 */
export function typeErrors(bundle: CandidateBundle, sets: readonly Record<string, string>[]): string[] {
  // Nothing is written: the folder exists for the compiler alone, where it finds node_modules above.
  const folder = path.join(ROOT, 'tests/support/typeErrors');
  const texts = new Map([[path.join(folder, 'rows.d.ts'), rowTypes(bundle)]]);
  for (const [at, files] of sets.entries())
    for (const [name, text] of Object.entries(files)) texts.set(path.join(folder, String(at), name), text);
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    return text === undefined ? getSourceFile(name, language, ...rest) : ts.createSourceFile(name, text, language);
  };
  // Left to itself it would look for the folder first.
  host.directoryExists = undefined;
  const program = ts.createProgram([...texts.keys()], OPTIONS, host);
  return [...texts.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((found) => {
      const { line } = ts.getLineAndCharacterOfPosition(found.file as ts.SourceFile, found.start ?? 0);
      return `${path.relative(folder, name)}:${line + 1} ${ts.flattenDiagnosticMessageText(found.messageText, '\n')}`;
    });
  });
}
