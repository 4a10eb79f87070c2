/** What the names of libraries/list.ts refer to when code runs: one tfjs engine, danfojs on it, arquero, Observable Plot, our helpers. */
import * as Plot from '@observablehq/plot';
import * as arquero from 'arquero';
import * as holdout from './helpers/index.ts';
import { danfojs } from './libraries/danfo/module.ts';
import type { LoadedName } from './libraries/list.ts';
import { tfjs } from './libraries/tensorflow/refusals/calls.ts';
import './display/tables/print.ts';

declare const LIBRARY_VERSIONS: Readonly<Record<string, string>>;

/** Namespaces by the name in an import. */
export const NAMESPACES: Readonly<Record<LoadedName, Readonly<Record<string, unknown>>>> = {
  '@tensorflow/tfjs': tfjs,
  danfojs,
  arquero,
  '@observablehq/plot': Plot,
  holdout,
};

/** Versions of the libraries by the same names, put in by engine/build/typescriptBundle.ts; `holdout` is part of the product and has none. */
export const VERSIONS = LIBRARY_VERSIONS;

// Minifying renames classes; what candidates see of an instance is its class by the name that they import.
for (const namespace of Object.values(NAMESPACES)) {
  for (const [name, value] of Object.entries(namespace)) {
    if (/^[A-Z]/.test(name) && typeof value === 'function') Object.defineProperty(value, 'name', { value: name });
  }
}
