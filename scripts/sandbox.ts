/** Writes dist/sandbox.html, the frame in which candidates' code runs; with `--watch` again whenever its sources change. */
import { mkdirSync, renameSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSandbox } from '../client/sandbox/build.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const FILE = join(ROOT, 'dist/sandbox.html');

async function write(): Promise<void> {
  const html = await buildSandbox();
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(`${FILE}.part`, html);
  renameSync(`${FILE}.part`, FILE);
  process.stderr.write(`  dist/sandbox.html, ${Math.round(html.length / 1000)} kB\n`);
}

await write();
if (process.argv.includes('--watch')) {
  let waiting: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      write().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
    }, 100);
  };
  for (const folder of ['client/sandbox', 'engine', 'protocol'])
    watch(join(ROOT, folder), { recursive: true }, changed);
}
