/**
 * Builds `/sandbox`: one HTML file that holds the frame's script, in it the worker's script as text, and in that the
 * Python sources of the kernel and of the official path. Module scripts do not load at the origin `null`, so both are classic scripts.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions } from '../engine/build/typescriptBundle.ts';
import type { Language } from '../protocol/language.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const SANDBOX = join(HERE, '../client/sandbox');
const PYTHON = join(HERE, '../engine/python/src');

/** Packages that every sandbox has; others of engine/python/src come with the runtime where a scenario declares them. */
const PACKAGES = ['holdout_official', 'holdout_kernel'];

/** Python files of these packages by path relative to engine/python/src, with forward slashes. */
export async function pythonSources(packages: readonly string[] = PACKAGES): Promise<Record<string, string>> {
  const folders = packages.map((name) => readdir(join(PYTHON, name), { recursive: true }));
  const names = (await Promise.all(folders))
    .flatMap((found, at) => found.map((name) => join(packages[at] as string, name)))
    .filter((name) => name.endsWith('.py'))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(PYTHON, name), 'utf8')));
  return Object.fromEntries(names.map((name, i) => [name.split(sep).join('/'), texts[i] as string]));
}

const SCRIPT: BuildOptions = {
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'silent',
};

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles = [] } = await build({
    ...SCRIPT,
    minify: true,
    ...options,
    entryPoints: [join(SANDBOX, entry)],
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} was not built`);
  return file.text;
}

/**
 * The whole TypeScript worker as one script: tfjs, the libraries, the kernel. The page hands it to the frame.
 * @throws naming the file where one does not compile.
 */
export function buildTypescriptWorker(): Promise<string> {
  return bundle('typescriptWorker.ts', bundleOptions());
}

/**
 * The workers of staff browsers that keep a ledger, by language: what candidates' have, and the probes.
 * @throws naming the file where one does not compile.
 */
export async function buildStaffWorkers(): Promise<Readonly<Record<Language, string>>> {
  const sources = JSON.stringify(await pythonSources([...PACKAGES, 'holdout_probes']));
  const [python, typescript] = await Promise.all([
    bundle('staff/python.ts', { define: { PYTHON_SOURCES: sources } }),
    bundle('staff/typescript.ts', bundleOptions()),
  ]);
  return { python, typescript };
}

/** Text that is safe inside a `<script>` element; inside JavaScript strings the replaced sequences mean the same. */
const inScript = (text: string): string => text.replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\x21--');

/**
 * The page of `/sandbox`; serve it with `SANDBOX_HEADERS` of protocol/sandboxHeaders.ts.
 * @param workerSource another worker in place of ours, for tests of what the frame withstands.
 * @throws naming the file where one does not compile.
 */
export async function buildSandbox(workerSource?: string): Promise<string> {
  const worker =
    workerSource ??
    (await bundle('pythonWorker.ts', { define: { PYTHON_SOURCES: JSON.stringify(await pythonSources()) } }));
  const frame = await bundle('frame.ts', { define: { WORKER_SOURCE: JSON.stringify(worker) } });
  return `<!doctype html>\n<meta charset="utf-8">\n<title>Sandbox</title>\n<script>${inScript(frame)}</script>\n`;
}
