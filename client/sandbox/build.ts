/**
 * Builds `/sandbox`: one HTML file that holds the frame's script, in it the worker's script as text, and in that the
 * Python sources of engine/python. Module scripts do not load at the origin `null`, so both are classic scripts.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const PYTHON = resolve(HERE, '../../engine/python');

/** The product's Python files by path relative to engine/python, with forward slashes. */
export async function pythonSources(folder: string = PYTHON): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.py')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, i) => [name.split(sep).join('/'), texts[i] as string]));
}

async function bundle(entry: string, define: Record<string, string>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    define,
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} was not built`);
  return file.text;
}

/** Text that may stand inside a `<script>` element; inside JavaScript strings the replaced sequences mean the same. */
const inScript = (text: string): string => text.replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\x21--');

/**
 * The page of `/sandbox`; serve it with `SANDBOX_HEADERS` of protocol/sandboxHeaders.ts.
 * @param workerSource another worker in place of ours, for tests of what the frame withstands.
 * @throws naming the file where one does not compile.
 */
export async function buildSandbox(workerSource?: string): Promise<string> {
  const worker = workerSource ?? (await bundle('worker.ts', { PYTHON_SOURCES: JSON.stringify(await pythonSources()) }));
  const frame = await bundle('frame.ts', { WORKER_SOURCE: JSON.stringify(worker) });
  return `<!doctype html>\n<meta charset="utf-8">\n<title>Sandbox</title>\n<script>${inScript(frame)}</script>\n`;
}
