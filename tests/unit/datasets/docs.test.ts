/** The page for authors and the examples in the code: every snippet runs exactly as printed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/DATASETS.md'), 'utf8');
const files = readdirSync(path.join(root, 'datasets')).filter((name) => name.endsWith('.ts'));

const blocks = [...page.matchAll(/^## (.*)|```ts\n([\s\S]*?)```/gm)];
const [prelude = '', ...codes] = blocks.filter((found) => found[2]).map((found) => found[2] as string);
const named = codes.map((code) => {
  const at = blocks.findIndex((found) => found[2] === code);
  return { title: blocks[at - 1]?.[1] ?? '', code };
});

it.each(named)('[SN45] the snippet runs: $title', async ({ code }) => {
  await runCode(prelude + code);
});

const sources = files.map((name) => ({ name, text: readFileSync(path.join(root, 'datasets', name), 'utf8') }));
const examples = sources.flatMap(({ name, text }) =>
  [...text.matchAll(/@example\n([\s\S]*?)\n \*\/\nexport (?:const|function) (\w+)/g)].map(([, block = '', of]) => ({
    title: `${of} of ${name}`,
    code: block.replace(/^ \* ?/gm, ''),
  })),
);
const imports = sources.map(({ name, text }) => {
  const names = [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map((found) => found[1]);
  return `import { ${names.join(', ')} } from '../../datasets/${name}';`;
});

/** An example may use every export of the folder, and `rng`; a line `expression; // value` must have that value. */
it.each(examples)('[SN46] the example runs and has the value it shows: $title', async ({ code }) => {
  const checked = code.replace(/^([^\n]+); \/\/ (.+)$/gm, 'assert.deepEqual($1, $2);');
  const assert = "import assert from 'node:assert/strict';";
  await runCode(`${assert}\n${imports.join('\n')}\nconst rng = createRng('example');\n{\n${checked}\n}`);
});

it('[SN45] the page names every file that authors use', () => {
  const kit = files.filter((name) => !INNER.includes(name));
  expect(kit.filter((name) => !page.includes(name))).toEqual([]);
});

/** What only other files of the kit, or the scenario kit, import. */
const INNER = [
  'correlation.ts',
  'counts.ts',
  'csv.ts',
  'describeColumn.ts',
  'duplicateShare.ts',
  'measures.ts',
  'normalCurve.ts',
  'order.ts',
  'regression.ts',
  'secretRng.ts',
];

/** Bundles TypeScript as if it lay in `scenarios/kit`, and runs it. */
async function runCode(contents: string): Promise<void> {
  const stdin = { contents, resolveDir: path.join(root, 'scenarios/kit'), loader: 'ts' } as const;
  const { outputFiles } = await build({ stdin, bundle: true, platform: 'node', format: 'esm', write: false });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
}
