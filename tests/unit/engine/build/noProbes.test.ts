/** What the workers of a candidate's browser are made of. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { ROOT } from '../../../../engine/build/paths.ts';
import { bundleOptions } from '../../../../engine/build/typescriptBundle.ts';

const WORKERS = readdirSync(path.join(ROOT, 'client/sandbox')).filter((name) => /Worker\.ts$/.test(name));

it('there are workers to look at', () => {
  expect(WORKERS).toEqual(expect.arrayContaining(['typescriptWorker.ts']));
});

it.each(WORKERS)(
  '[PB13] no probe is in %s, and none of what describes them',
  async (name) => {
    const { metafile } = await build({
      ...bundleOptions(),
      entryPoints: [path.join(ROOT, 'client/sandbox', name)],
      metafile: true,
      write: false,
      outdir: ROOT,
    });
    const inputs = Object.keys(metafile.inputs).map((input) => input.replaceAll('\\', '/'));
    expect(inputs.length).toBeGreaterThan(1);
    expect(inputs.filter((input) => /(^|\/)(probes|holdout_probes)\//.test(input))).toEqual([]);
  },
  60_000,
);
