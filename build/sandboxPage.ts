/**
 * Writes what runs candidates' code: dist/sandbox.html, the frame; dist/tfjs/, the TypeScript runtime with its manifest; and dist/probes/,
 * the workers of staff browsers.
 * With `--watch` again whenever their sources change.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packFile } from '../engine/build/pack.ts';
import { libraryVersions } from '../engine/build/typescriptBundle.ts';
import { WASM_FILE } from '../engine/build/typescriptRuntime.ts';
import {
  TFJS_WASM,
  TYPESCRIPT_MANIFEST,
  TYPESCRIPT_SCRIPT,
  type TypescriptManifest,
} from '../engine/typescript/runtimeFiles.ts';
import { buildSandbox, buildStaffWorkers, buildTypescriptWorker } from './sandboxBundle.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FILE = join(ROOT, 'dist/sandbox.html');
const FOLDER = join(ROOT, 'dist/tfjs');
const PROBES = join(ROOT, 'dist/probes');
const report = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** Whoever reads meanwhile finds the file before or the one after. */
function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

async function writeTypescript(): Promise<void> {
  const script = new TextEncoder().encode(await buildTypescriptWorker());
  mkdirSync(FOLDER, { recursive: true });
  const parts = [
    { name: 'kernel', ending: '.js', bytes: script },
    { name: 'tfjs-backend-wasm-simd', ending: '.wasm', bytes: new Uint8Array(readFileSync(WASM_FILE)) },
  ];
  const [kernel, wasm] = await Promise.all(parts.map((part) => packFile(FOLDER, part, report)));
  if (!kernel || !wasm) throw new Error('the TypeScript runtime was not packed');
  const versions = libraryVersions();
  const manifest: TypescriptManifest = {
    format: 1,
    version: versions['@tensorflow/tfjs'] ?? '',
    versions,
    files: { [TYPESCRIPT_SCRIPT]: kernel, [TFJS_WASM]: wasm },
  };
  put(join(FOLDER, TYPESCRIPT_MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  const current = [TYPESCRIPT_MANIFEST, ...[kernel, wasm].flatMap(({ file }) => [file, `${file}.br`])];
  for (const name of readdirSync(FOLDER)) if (!current.includes(name)) rmSync(join(FOLDER, name));
}

async function write(): Promise<void> {
  const html = await buildSandbox();
  put(FILE, html);
  report(`dist/sandbox.html, ${Math.round(html.length / 1000)} kB`);
  await writeTypescript();
  for (const [language, script] of Object.entries(await buildStaffWorkers())) {
    put(join(PROBES, `${language}.js`), script);
    report(`dist/probes/${language}.js, ${Math.round(script.length / 1000)} kB`);
  }
}

await write();
if (process.argv.includes('--watch')) {
  let waiting: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      write().catch((error: unknown) => report(String(error)));
    }, 100);
  };
  for (const folder of ['client/sandbox', 'engine', 'protocol'])
    watch(join(ROOT, folder), { recursive: true }, changed);
}
