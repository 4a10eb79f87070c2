/** How the candidate's files are checked and compiled. Both happen in the worker. */
import { typescript as ts } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { CompilerOptions, TranspileOptions } from 'typescript';

const SHARED: CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  // Each file is a module, so that `await` is allowed at its top level and no two files share names.
  moduleDetection: ts.ModuleDetectionKind.Force,
  isolatedModules: true,
  // A cell may import what only a later cell uses.
  verbatimModuleSyntax: true,
};

export const CHECK: CompilerOptions = {
  ...SHARED,
  // What every browser that we support and Node 20 have; no DOM, because the code runs in a worker.
  lib: ['lib.es2023.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
};

export const TRANSPILE: TranspileOptions = {
  reportDiagnostics: true,
  compilerOptions: { ...SHARED, sourceMap: true, removeComments: false },
};
