/**
 * Build only: the declarations that the editor gives the compiler, made from the installed packages. Each library is flattened into one
 * file, so that the compiler looks for nothing; documentation comments stay, because hovers show them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { LIBRARIES } from '../engine/typescript/libraries/list.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const require = createRequire(import.meta.url);

/** What candidates may import -> where its declarations begin, from the project's folder. */
const DECLARED: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LIBRARIES).flatMap(([name, { types }]) => (types === null ? [] : [[name, types]])),
);

/** Packages that libraries are made of. */
const PARTS = /^(@tensorflow\/tfjs-|@uwdata\/)/;

/** Modules that the declarations import and that are not among the libraries: what is seen of them. */
const STUBS: Readonly<Record<string, string>> = {
  d3: `export type CurveFactory = (context: unknown) => unknown;
export interface SymbolType { draw(context: unknown, size: number): void }
export interface GeoPermissibleObjects { type: string }
export interface GeoStreamWrapper { stream(stream: unknown): unknown }
export type GeoPath = (object: GeoPermissibleObjects) => string | null;
`,
};
/** What the runtime gives with a library that the library's declarations do not have (engine/typescript/libraries/danfo/module.ts). */
const ADDED: Readonly<Record<string, string>> = {
  danfojs: `/** Reads a data file with commas and a line of names: \`await dfd.readCSV('train.csv')\`. */
export declare function readCSV(path: string): Promise<DataFrame>;
/** Reads a data file that holds an array of objects in JSON. */
export declare function readJSON(path: string): Promise<DataFrame>;
/** The text of a frame or series as CSV. */
export declare function toCSV(data: DataFrame | Series, options?: { sep?: string; header?: boolean }): string;
/** Rows as objects, or columns as lists with \`format: 'row'\`. */
export declare function toJSON(data: DataFrame | Series, options?: { format?: 'column' | 'row' }): unknown;
`,
};

/** Only options of printing and plotting in danfojs have these types: any value is accepted there. */
const UNSEEN = ['table', 'plotly.js-dist-min'];

const pathOf = (name: string): string => `/node_modules/${name}/index.d.ts`;

/**
 * Flattening gives an exported declaration another name where two have the same, and leaves the old one inside `declare module`
 * blocks, where only exports count: there `Tensor1D` would be nothing. Puts the new names in, of types only, whose names
 * begin with a capital: names of methods stay.
 */
export function nameInBlocks(code: string): string {
  const renamed = new Map<string, string>();
  for (const [, list = ''] of code.matchAll(/^export (?:type )?\{([^}]*)\};$/gm))
    for (const [, inside = '', outside = ''] of list.matchAll(/([\w$]+) as ([\w$]+)/g)) renamed.set(outside, inside);
  return code.replace(/^declare module "[^"]*" \{\n[\s\S]*?^\}$/gm, (block) =>
    block.replace(/(?<![\w$.])[A-Z][\w$]*(?![\w$])/g, (name, at: number) => {
      const declares = /(?:interface|class|type|namespace)\s+$/.test(block.slice(0, at));
      return declares ? name : (renamed.get(name) ?? name);
    }),
  );
}

/** One file of all declarations that a library exports. @throws Error where they use a module that is not named above. */
async function flatten(name: string): Promise<string> {
  const bundle = await rollup({
    input: join(ROOT, DECLARED[name] ?? ''),
    external: (id) => !/^[./]/.test(id) && !PARTS.test(id),
    plugins: [dts({ respectExternal: true, compilerOptions: { skipLibCheck: true } })],
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const [{ code, imports }] = output;
  const unknown = imports.filter((id) => !(id in DECLARED) && !(id in STUBS) && !UNSEEN.includes(id));
  if (unknown.length > 0) throw new Error(`The types of ${name} need those of ${unknown.join(', ')}.`);
  return nameInBlocks(code) + (ADDED[name] ?? '');
}

/** TypeScript's declarations of the language itself, without the DOM's. */
function language(): Record<string, string> {
  const folder = dirname(require.resolve('typescript'));
  const names = readdirSync(folder).filter((name) =>
    /^lib\.(es5|es20(1\d|2[0-3])(\.\w+)*|decorators(\.legacy)?)\.d\.ts$/.test(name),
  );
  const declarations = names.filter((name) => !name.endsWith('.full.d.ts')).sort();
  return Object.fromEntries(declarations.map((name) => [`/lib/${name}`, readFileSync(join(folder, name), 'utf8')]));
}

/** Path -> declarations of all that the TypeScript runtime offers. The same packages give the same text, byte for byte. */
export async function buildLibrary(): Promise<Record<string, string>> {
  const names = Object.keys(DECLARED);
  const flat = await Promise.all(names.map(async (name) => [pathOf(name), await flatten(name)] as const));
  const stubs = Object.entries(STUBS).map(([name, text]) => [pathOf(name), text] as const);
  // Completion of an import's path offers what this names.
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
  return {
    ...language(),
    ...Object.fromEntries(flat),
    ...Object.fromEntries(stubs),
    '/package.json': JSON.stringify({ dependencies }),
  };
}
