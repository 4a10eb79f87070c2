/**
 * How what the candidate imports is bundled: one tfjs, danfojs without plotly and mathjs' parser, arquero without `Function`,
 * Observable Plot with a small document written here.
 *
 * Every replaced text is looked for when the bundle is made, so that a new version of a library that no longer has it fails
 * the build and not the candidate.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';
import { PACKAGES } from '../typescript/libraries/list.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** Folder of an installed package. */
function packageFolder(name: string): string {
  const parts = require.resolve.paths(name) ?? [];
  for (const folder of parts) {
    try {
      require.resolve(join(folder, name, 'package.json'));
      return join(folder, name);
    } catch {
      // The next folder up may have it.
    }
  }
  throw new Error(`The package ${name} is not installed: run npm ci.`);
}

const own = (path: string): string => join(HERE, '../typescript/libraries', path);

/** Modules of libraries that are replaced by a module of this project: [importer, what it imports, what it gets]. */
const STAND_INS: readonly [importer: RegExp, asked: RegExp, given: string][] = [
  [/[\\/]arquero[\\/]src[\\/]expression[\\/]/, /^\.\/compile\.js$/, 'arquero/compile.ts'],
  [/[\\/]arquero[\\/]src[\\/]verbs[\\/]/, /expression[\\/]compare\.js$/, 'arquero/compare.ts'],
  [/[\\/]arquero[\\/]src[\\/]expression[\\/]parse\.js$/, /^\.\/parse-expression\.js$/, 'arquero/parse.ts'],
  [/[\\/]arquero[\\/]src[\\/]/, /[\\/]util[\\/]unroll\.js$/, 'arquero/unroll.ts'],
  // Threads need shared memory that a score must not depend on; the loader alone is 60 kB.
  [/[\\/]tfjs-backend-wasm[\\/]/, /threaded-simd(\.worker)?\.js$/, 'tensorflow/emptyModule.ts'],
];

/** Texts inside libraries that are replaced: [file, old text, new text]. */
const TEXTS: readonly [file: RegExp, found: string, put: string][] = [
  // Both find out by `new Function` whether there is a window. Plots are what is asked for, and they work.
  [
    /[\\/]danfojs-base[\\/]shared[\\/]utils\.js$/,
    'new Function("try {return this===window;}catch(e){ return false;}")',
    'function () { return true; }',
  ],
  [
    /[\\/]danfojs-base[\\/]shared[\\/]utils\.js$/,
    'new Function("try {return this===global;}catch(e){return false;}")',
    'function () { return false; }',
  ],
  // Every array that becomes a tensor comes by here.
  [
    /[\\/]tfjs-core[\\/]dist[\\/]util\.js$/,
    'export function toTypedArray(a, dtype) {',
    'export function toTypedArray(a, dtype) {\n    checkLiterals(a, dtype);',
  ],
  [/[\\/]danfojs-base[\\/]plotting[\\/]index\.js$/, 'typeof window !== "undefined"', 'true'],
  [/[\\/]plot[\\/]src[\\/]context\.js$/, 'typeof window !== "undefined" ? window.document : undefined', 'plotDocument'],
  [
    /[\\/]plot[\\/]src[\\/]marks[\\/]tip\.js$/,
    'typeof requestAnimationFrame !== "undefined") requestAnimationFrame(postrender)',
    'true) document.whenShown(svg, postrender)',
  ],
];

const PREAMBLES: readonly [file: RegExp, text: string][] = [
  [/[\\/]plot[\\/]src[\\/]context\.js$/, `import { plotDocument } from ${JSON.stringify(own('plot/document.ts'))};\n`],
  [
    /[\\/]tfjs-core[\\/]dist[\\/]util\.js$/,
    `import { checkLiterals } from ${JSON.stringify(own('tensorflow/refusals/literals.ts'))};\n`,
  ],
];

/** The plugin that makes the libraries fit; also usable alone in another build. */
const libraries: Plugin = {
  name: 'libraries',
  setup(build) {
    const danfo = join(packageFolder('danfojs'), 'dist/danfojs-base/index.js');
    const tfjs = join(packageFolder('@tensorflow/tfjs'), 'dist/index.js');
    build.onResolve({ filter: /^danfojs$/ }, () => ({ path: own('danfo/base.ts') }));
    build.onResolve({ filter: /^danfojs\/base$/ }, () => ({ path: danfo }));
    // What danfojs requires: objects that files of danfo/ fill. One tfjs for all, or there would be two engines.
    const given = (name: string) => ({ path: name, namespace: 'given' });
    build.onResolve({ filter: /^danfojs\/given\// }, ({ path }) => given(path.slice('danfojs/given/'.length)));
    build.onLoad({ filter: /.*/, namespace: 'given' }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    build.onResolve({ filter: /^(@tensorflow\/tfjs|mathjs|plotly\.js-dist-min)$/ }, ({ path, importer }) => {
      if (/[\\/]danfojs-base[\\/]/.test(importer)) return given(path);
      return path === '@tensorflow/tfjs' ? { path: tfjs } : undefined;
    });
    build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, importer }) => {
      const found = STAND_INS.find(([who, what]) => who.test(importer) && what.test(path));
      return found ? { path: own(found[2]) } : undefined;
    });
    build.onLoad(
      { filter: /[\\/]((danfojs-base|plot[\\/]src)[\\/].*|tfjs-core[\\/]dist[\\/]util)\.js$/ },
      async ({ path }) => {
        const edits = TEXTS.filter(([file]) => file.test(path));
        if (edits.length === 0) return undefined;
        let contents = await readFile(path, 'utf8');
        for (const [, found, put] of edits) {
          if (!contents.includes(found)) return { errors: [{ text: `${path} no longer holds: ${found}` }] };
          contents = contents.replace(found, put);
        }
        const preamble = PREAMBLES.filter(([file]) => file.test(path)).map(([, text]) => text);
        return { contents: preamble.join('') + contents, loader: 'js' };
      },
    );
  },
};

/** Versions of the installed packages that a candidate may import, by name. */
export function libraryVersions(): Record<string, string> {
  const version = (name: string): string => require(join(packageFolder(name), 'package.json')).version;
  return Object.fromEntries(PACKAGES.map((name) => [name, version(name)]));
}

/** Options of esbuild for a script that runs in a classic worker and in a `vm` context of Node. */
export function bundleOptions(): BuildOptions {
  return {
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: { global: 'globalThis', LIBRARY_VERSIONS: JSON.stringify(libraryVersions()) },
    inject: [own('tensorflow/animationFrame.ts')],
    plugins: [libraries],
    logLevel: 'silent',
  };
}
