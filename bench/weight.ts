/**
 * Page weight: brotli bytes (quality 11) of all that a page loads before it works, read from the build. Nothing is timed, so the same
 * build gives the same numbers everywhere. The Python runtime and the sandbox frame are not counted; `bench/boot.ts` measures those.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/** A chunk of vite's manifest; keys of `imports` are keys of the manifest. */
interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
}

export type Manifest = Readonly<Record<string, Chunk>>;

export const BUILT = fileURLToPath(new URL('../dist/client', import.meta.url));

/** The chunk that runs Python: loaded by the candidate's room at once, by those who watch only when they re-run something. */
export const SANDBOX_HOST = 'sandbox/host.ts';
const ENTRY = 'index.html';
/** What loads the TypeScript compiler: asked for by the candidate's room of a TypeScript interview. */
export const TYPESCRIPT_HELP = 'editor/typescript/help.ts';
const TYPESCRIPT_WORDS = '../node_modules/monaco-editor/esm/vs/languages/definitions/typescript/typescript.js';
const PYTHON_WORDS = '../node_modules/monaco-editor/esm/vs/languages/definitions/python/python.js';

/** Bytes; `goal` is what the design asks for, `ceiling` what the build may not exceed (tests/unit/weight.test.ts). */
export interface Route {
  name: string;
  /** Manifest keys of the chunks that the page always asks for. */
  chunks: readonly string[];
  goal: number | null;
  ceiling: number;
}

export const ROUTES: readonly Route[] = [
  { name: 'landing', chunks: ['pages/landing/Landing.tsx'], goal: 100_000, ceiling: 100_000 },
  { name: 'join', chunks: ['pages/join/Join.tsx'], goal: null, ceiling: 105_000 },
  { name: 'staff', chunks: ['pages/staff/Staff.tsx'], goal: 100_000, ceiling: 102_000 },
  // What is there while the brief is read; editor and interpreter load behind it.
  { name: 'room: brief', chunks: ['pages/room/Room.tsx'], goal: null, ceiling: 315_000 },
  {
    name: 'room: editor',
    chunks: ['pages/room/Room.tsx', 'pages/room/editor/EditorPane.tsx', SANDBOX_HOST, PYTHON_WORDS],
    goal: 700_000,
    ceiling: 1_150_000,
  },
  // The compiler comes behind the editor, in a worker.
  {
    name: 'room: TypeScript',
    chunks: [
      'pages/room/Room.tsx',
      'pages/room/editor/EditorPane.tsx',
      SANDBOX_HOST,
      TYPESCRIPT_WORDS,
      TYPESCRIPT_HELP,
    ],
    goal: null,
    ceiling: 2_300_000,
  },
  { name: 'watch', chunks: ['pages/watch/Watch.tsx', PYTHON_WORDS], goal: 700_000, ceiling: 1_110_000 },
  { name: 'replay', chunks: ['pages/replay/Replay.tsx', PYTHON_WORDS], goal: 700_000, ceiling: 1_110_000 },
];

/** @throws where the pages are not built. */
export function readManifest(folder = BUILT): Manifest {
  const file = join(folder, '.vite/manifest.json');
  if (!existsSync(file)) throw new Error(`${file} is missing; build the pages first: node scripts/build.mjs`);
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

/** Keys of all chunks that load with these and with the page itself: they, and what they import without asking. */
export function closure(manifest: Manifest, chunks: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const open = [ENTRY, ...chunks];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (reached.has(key)) continue;
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no chunk ${key}; bench/weight.ts names the chunks of each route`);
    reached.add(key);
    open.push(...(chunk.imports ?? []));
  }
  return reached;
}

/** Files of these chunks: code, styles, fonts, icons and the editor's worker, and the page itself. */
export function filesOf(manifest: Manifest, chunks: readonly string[]): string[] {
  const files = new Set([ENTRY]);
  for (const key of closure(manifest, chunks)) {
    const { file, css = [], assets = [] } = manifest[key] as Chunk;
    for (const name of [file, ...css, ...assets]) files.add(name);
  }
  return [...files].sort();
}

/** Brotli bytes of a built file; that of the build where it wrote one, as the server sends it. */
export function weigh(name: string, folder = BUILT): number {
  const file = join(folder, name);
  if (existsSync(`${file}.br`)) return readFileSync(`${file}.br`).length;
  const raw = readFileSync(file);
  return brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length;
}

export interface Weight extends Route {
  bytes: number;
  /** Bytes by file, heaviest first. */
  files: [name: string, bytes: number][];
}

export function weights(folder = BUILT): Weight[] {
  const manifest = readManifest(folder);
  const known = new Map<string, number>();
  const weighed = (name: string): number => {
    const bytes = known.get(name) ?? weigh(name, folder);
    known.set(name, bytes);
    return bytes;
  };
  return ROUTES.map((route) => {
    const files = filesOf(manifest, route.chunks)
      .map((name): [string, number] => [name, weighed(name)])
      .sort(([, a], [, b]) => b - a);
    return { ...route, files, bytes: files.reduce((sum, [, bytes]) => sum + bytes, 0) };
  });
}

const kB = (bytes: number): number => Number((bytes / 1000).toFixed(1));

/** A row a route, in kB (1000 bytes). `met` is absent where the design sets no goal. */
export async function run(): Promise<{ name: string; rows: Record<string, unknown>[] }> {
  const rows = weights().map(({ name, bytes, goal, ceiling, files }) => ({
    route: name,
    'brotli kB': kB(bytes),
    'goal kB': goal === null ? '' : kB(goal),
    ...(goal === null ? {} : { met: bytes <= goal }),
    'ceiling kB': kB(ceiling),
    files: files.length,
    heaviest: files
      .slice(0, 4)
      .map(([file, size]) => `${file.replace(/^assets\/|-[\w-]{8}(?=\.)/g, '')} ${kB(size)}`)
      .join(', '),
  }));
  return { name: 'weight', rows };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.table((await run()).rows);
}
