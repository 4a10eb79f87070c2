import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Which of our folders a folder may import from, besides itself (DESIGN.md section 2). */
const MAY_IMPORT: Record<string, readonly string[]> = {
  protocol: [],
  datasets: ['protocol'],
  engine: ['protocol'],
  scenarios: ['protocol', 'engine', 'datasets'],
  server: ['protocol', 'engine', 'datasets', 'scenarios'],
  client: ['protocol', 'engine'],
};

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const full = path.join(folder, name);
    if (statSync(full).isDirectory()) {
      if (name !== 'node_modules' && name !== '__pycache__') yield* sources(full);
    } else if (/\.(ts|tsx|mts)$/.test(name)) yield full;
  }
}

/** Relative specifiers of a file with whether they are type-only. */
function imports(file: string): { to: string; typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const found: { to: string; typeOnly: boolean }[] = [];
  const pattern =
    /(import|export)\s+(type\s+)?[^'"();]*?from\s+['"](\.[^'"]+)['"]|import\s*\(?\s*['"](\.[^'"]+)['"]|new URL\(\s*['"](\.[^'"]+)['"]/g;
  for (const m of text.matchAll(pattern)) {
    const specifier = m[3] ?? m[4] ?? m[5];
    if (specifier) found.push({ to: path.resolve(path.dirname(file), specifier), typeOnly: m[2] !== undefined });
  }
  return found;
}

it.each(Object.keys(MAY_IMPORT))('[SM7] %s imports only from the folders it may', (folder) => {
  const wrong: string[] = [];
  for (const file of sources(path.join(root, folder))) {
    for (const { to, typeOnly } of imports(file)) {
      const target = path.relative(root, to).split(path.sep)[0] ?? '';
      if (target === folder || !(target in MAY_IMPORT) || MAY_IMPORT[folder]?.includes(target)) continue;
      const apiTypes = typeOnly && target === 'server' && file.startsWith(path.join(root, 'client/api'));
      if (!apiTypes) wrong.push(`${path.relative(root, file)} imports ${path.relative(root, to)}`);
    }
  }
  expect(wrong).toEqual([]);
});
