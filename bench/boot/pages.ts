/** The two pages of the boot benchmark: the stock loader on a plain page, and our sandbox as the product uses it. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What both arms load. */
export const PACKAGES = ['numpy', 'pandas', 'scikit-learn'] as const;

/** The first Python line: the usual imports and one fit, so that nothing is merely promised. Prints the score. */
export const FIRST_LINE = `
import numpy as np, pandas as pd
import sklearn.linear_model, sklearn.ensemble, sklearn.metrics, sklearn.model_selection, sklearn.pipeline, sklearn.preprocessing
_r = np.random.default_rng(0); _x = _r.normal(size=(200, 3)); _y = _x[:, 0] > 0
print("score", sklearn.linear_model.LogisticRegression().fit(pd.DataFrame(_x), _y).score(pd.DataFrame(_x), _y))
`;

/** What a page leaves in \`window.bench\` when it is done: ms since navigation, and what Python printed. */
export interface PageResult {
  total: number;
  printed: string;
  error?: string;
}

const shell = (body: string): string => `<!doctype html><meta charset="utf-8"><title>bench</title><body>${body}`;

/** Pyodide's loader and wheels, unchanged, on a plain page. */
export function stockPage(): string {
  return shell(`<script src="/stock/pyodide.js"></script><script type="module">
    let printed = '';
    try {
      const py = await loadPyodide({ indexURL: '/stock/', packages: ${JSON.stringify(PACKAGES)}, stdout: (line) => { printed += line + '\\n'; } });
      py.runPython(${JSON.stringify(FIRST_LINE)});
      window.bench = { total: performance.now(), printed };
    } catch (error) { window.bench = { total: performance.now(), printed, error: String(error) }; }
  </script>`);
}

/** The product's sandbox host; \`window.again()\` replaces the interpreter and runs the line again. */
export async function sandboxPage(): Promise<string> {
  const host = fileURLToPath(new URL('../../client/sandbox/host.ts', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: script(host), resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
  });
  const code = (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script');
  return shell(`<script type="module">${code}</script>`);
}

const script = (host: string): string => `
import { createSandbox } from ${JSON.stringify(host)};
let printed = '';
const sandbox = createSandbox({
  packages: ${JSON.stringify(PACKAGES)},
  files: {}, data: [], official: null, spare: false,
  onOutput: (_run, items) => { printed += items.map((item) => ('text' in item ? item.text : '')).join(''); },
});
const line = async () => {
  printed = '';
  const result = await sandbox.run({ kind: 'cell', file: 'explore.py', code: ${JSON.stringify(FIRST_LINE)} });
  return result.status === 'ok' ? undefined : result.status + ' ' + printed;
};
const measured = async (from, body) => {
  try {
    await body();
    const error = await line();
    return { total: performance.now() - from, printed, error };
  } catch (error) { return { total: performance.now() - from, printed, error: String(error) }; }
};
window.again = () => measured(performance.now(), () => sandbox.restart());
measured(0, () => sandbox.boot()).then((result) => { window.bench = result; });
`;
