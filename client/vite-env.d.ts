/** Types of what the bundler provides: assets by address, and the editor's library of declarations. */
/// <reference types="vite/client" />

/** Declarations of the libraries that the candidate's code may import, path -> text (build/typeLibraryPlugin.ts). */
declare module 'virtual:type-library/tfjs' {
  const library: Readonly<Record<string, string>>;
  export default library;
}

/** Monaco's copy of TypeScript; the package has no declarations of it. */
declare module 'monaco-editor/languages/features/typescript/lib/typescriptServices.js' {
  export const typescript: typeof import('typescript');
}

/** Monaco's way to begin a worker that mirrors models; the package has no declarations of it. */
declare module 'monaco-editor/internal/common/initialize.js' {
  export function initialize<T>(
    create: (context: { getMirrorModels(): import('./compiler/host.ts').Mirror[] }, first: T) => object,
  ): void;
}
