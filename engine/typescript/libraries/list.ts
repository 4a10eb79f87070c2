/**
 * What a candidate may import in TypeScript, beside files of the work. The one list: the runtime's namespaces, the versions that
 * the pages show, the editor's declarations and the gate's check of imports derive from it.
 */

/** One name that can be imported. */
interface Library {
  /** A package of npm, whose version people see; else it is a part of this project. */
  isPackage: boolean;
  /** Where its declarations begin, from the project's folder; null: they are made for each scenario. */
  types: string | null;
}

/** By the name in an import. */
export const LIBRARIES = {
  '@tensorflow/tfjs': { isPackage: true, types: 'node_modules/@tensorflow/tfjs/dist/index.d.ts' },
  danfojs: { isPackage: true, types: 'node_modules/danfojs/dist/danfojs-base/index.d.ts' },
  arquero: { isPackage: true, types: 'node_modules/arquero/dist/types/index.d.ts' },
  '@observablehq/plot': { isPackage: true, types: 'node_modules/@observablehq/plot/src/index.d.ts' },
  holdout: { isPackage: false, types: 'engine/typescript/helpers/index.ts' },
  // The scenario's rows as types: nothing of it exists when code runs.
  'holdout/data': { isPackage: false, types: null },
} as const satisfies Record<string, Library>;

type Name = keyof typeof LIBRARIES;

/** Names that exist for their types only. */
export const TYPES_ONLY = 'holdout/data' satisfies Name;

/** Names that have values when code runs. */
export type LoadedName = Exclude<Name, typeof TYPES_ONLY>;

/** The packages of npm among them. */
export const PACKAGES: readonly string[] = Object.entries(LIBRARIES)
  .filter(([, { isPackage }]) => isPackage)
  .map(([name]) => name);

/** True for a name that can be imported. */
export const isLibrary = (name: string): boolean => Object.hasOwn(LIBRARIES, name);
