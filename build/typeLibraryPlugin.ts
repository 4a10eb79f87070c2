/** Build only: makes `virtual:type-library/tfjs` importable. */
import type { Plugin } from 'vite';
import { buildLibrary } from './typeLibrary.ts';

const ID = 'virtual:type-library/tfjs';
const RESOLVED = `\0${ID}`;

/** Built once per process: the development server asks again for each worker. */
let built: Promise<Record<string, string>> | null = null;

export function typeLibrary(): Plugin {
  return {
    name: 'type-library',
    resolveId: (id) => (id === ID ? RESOLVED : null),
    async load(id) {
      if (id !== RESOLVED) return null;
      built ??= buildLibrary();
      // Parsed faster as JSON than as code.
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(await built))});`, map: null };
    },
  };
}
