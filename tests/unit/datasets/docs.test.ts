/** The page for authors: every snippet runs as it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/DATASETS.md'), 'utf8');

const blocks = [...page.matchAll(/^## (.*)|```ts\n([\s\S]*?)```/gm)];
const [prelude = '', ...codes] = blocks.filter((found) => found[2]).map((found) => found[2] as string);
const named = codes.map((code) => {
  const at = blocks.findIndex((found) => found[2] === code);
  return { title: blocks[at - 1]?.[1] ?? '', code };
});

it.each(named)('[SN45] the snippet runs: $title', async ({ code }) => {
  const folder = path.join(root, 'scenarios/kit');
  const stdin = { contents: prelude + code, resolveDir: folder, loader: 'ts' } as const;
  const { outputFiles } = await build({ stdin, bundle: true, platform: 'node', format: 'esm', write: false });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  await import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
});

it('[SN45] the page names every file that authors use', () => {
  const kit = readdirSync(path.join(root, 'datasets')).filter((name) => !INNER.includes(name));
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
];
