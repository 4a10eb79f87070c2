import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import type { PageBundle } from '../support/typescriptPage/main.ts';
import { startTypeScriptPage, type TypeScriptPage } from '../support/typescriptPage.ts';

const DATA = `export interface Transfer { amount: number; channel: string }

export function load(path: string): Transfer[] {
  return [{ amount: path.length, channel: 'app' }];
}
`;
const MODEL = `import * as tf from '@tensorflow/tfjs';
import type { TrainRow } from 'holdout/data';
import { load } from './data';

export function fit(rows: TrainRow[]): tf.Tensor {
  const first: string = load('train.csv')[0].amount;
  return tf.tensor1d(rows.map((row) => row.amount)).add(Number(first));
}
`;

const BUNDLE: PageBundle = {
  files: [
    { id: 'data.ts', name: 'data.ts', text: DATA, kind: 'contract' },
    { id: 'model.ts', name: 'model.ts', text: MODEL, kind: 'contract' },
  ],
  data: [{ name: 'train.csv', rows: 2, bytes: 20, columns: [{ name: 'amount', dtype: 'float64' }] }],
  dictionary: [
    {
      file: 'train.csv',
      columns: [{ name: 'amount', type: 'decimal', unit: 'EUR', meaning: 'Amount of the transfer.', known: 'at once' }],
    },
  ],
};

let server: TypeScriptPage;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startTypeScriptPage(), launchChromium()]);
  page = await browser.newPage();
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
  page.on('pageerror', (error) => void faults.push(String(error)));
  await page.goto(server.origin);
  await page.evaluate((bundle) => void window.openEditor(bundle), BUNDLE);
  await page.evaluate(() => window.page.show('model.ts'));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Waits until a file's marks are these: `line:code`. */
const marked = (name: string, marks: string[]) =>
  expect.poll(() => page.evaluate((file) => window.page.marks(file), name), { timeout: 20_000 }).toEqual(marks);

describe('the editor of a TypeScript interview, under the pages’ own security policy', () => {
  test('[TY1] colours need no compiler: nothing of it is loaded, and nothing is answered, until it is asked for', async () => {
    expect(server.asked.filter((path) => /worker-|help-/.test(path) && !path.includes('editor.worker'))).toEqual([]);
    expect(await page.evaluate(() => window.page.emit('a.ts', 'const a: number = 1'))).toBeNull();
    expect(await page.evaluate(() => window.page.diagnosticsOf())).toEqual([]);
  });

  test('[TY2] errors of types are marked, across files and libraries', async () => {
    await page.evaluate(() => void window.page.help());
    await marked('model.ts', ['6:2322']);
    expect(await page.evaluate(() => window.page.diagnosticsOf())).toEqual([
      {
        file: 'model.ts',
        line: 6,
        column: 9,
        code: 2322,
        message: "Type 'number' is not assignable to type 'string'.",
      },
    ]);
  });

  test('[TY2] a change of an imported file is seen in the file on screen', async () => {
    await page.evaluate(() => {
      const { models, file } = window.page;
      models.replace(
        file('data.ts'),
        file('data.ts').text.toString().replace('amount: number', 'amount: string').replace('path.length', 'path'),
      );
    });
    await marked('model.ts', []);
  });

  test('[TY3] a file that is renamed, deleted or added is what imports find, and undo outlives the new name', async () => {
    await page.evaluate(() => window.page.projectFiles.rename('data.ts', 'transfers.ts'));
    await marked('model.ts', ['3:2307']);
    await page.evaluate(() => {
      const { models, file } = window.page;
      models.undo(file('transfers.ts'));
    });
    expect(await page.evaluate(() => window.page.file('transfers.ts').text.toString())).toBe(DATA);
    await page.evaluate(() =>
      window.page.projectFiles.add('data.ts', 'export const load = (path: string) => [{ amount: path }];\n'),
    );
    await marked('model.ts', []);
    await page.evaluate(() => {
      const { projectFiles, file } = window.page;
      projectFiles.remove(file('data.ts').id);
    });
    await marked('model.ts', ['3:2307']);
    await page.evaluate(() => window.page.projectFiles.rename('data.ts', 'data.ts'));
    await marked('model.ts', ['6:2322']);
  });

  test('[TY3] a file that is renamed while it is on screen stays there', async () => {
    await page.evaluate(() => window.page.show('data.ts'));
    await page.evaluate(() => window.page.projectFiles.rename('data.ts', 'source.ts'));
    const shown = await page.evaluate(() => window.page.editor.getModel()?.uri.path);
    expect(shown).toBe('/work/source.ts');
    await page.evaluate(() => window.page.projectFiles.rename('data.ts', 'data.ts'));
    await page.evaluate(() => window.page.show('model.ts'));
  });

  test('[TY4] completion offers what a library, a column or another file has', async () => {
    const offered = async (text: string): Promise<string[]> => {
      await page.evaluate((code) => {
        const { models, file, editor } = window.page;
        models.replace(file('model.ts'), code);
        const model = editor.getModel();
        if (model) editor.setPosition(model.getPositionAt(code.length));
        editor.focus();
        editor.trigger('test', 'editor.action.triggerSuggest', {});
      }, text);
      const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
      await expect.poll(() => rows.count()).toBeGreaterThan(0);
      const names = await rows.allTextContents();
      await page.keyboard.press('Escape');
      await expect.poll(() => rows.count()).toBe(0);
      return names;
    };
    expect(await offered("import * as tf from '@tensorflow/tfjs';\ntf.tensor2")).toContain('tensor2d');
    expect(await offered("import type { TrainRow } from 'holdout/data';\ndeclare const row: TrainRow;\nrow.")).toEqual([
      'amount',
    ]);
    expect(await offered("import * as d from './data';\nd.")).toEqual(['load']);
  });

  test('[TY5] code is compiled with the line each line comes from', async () => {
    const made = await page.evaluate(() =>
      window.page.emit('a.ts', 'interface A {\n  b: number;\n}\nconst a: A = { b: await 1 };\na.b'),
    );
    expect(made).toEqual({ code: 'const a = { b: await 1 };\na.b;\n', lines: [4, 5, 5] });
    expect(await page.evaluate(() => window.page.emit('a.ts', 'const a = ;'))).toBeNull();
  });

  test('[TY1] the policy of the pages was broken nowhere', () => {
    expect(faults).toEqual([]);
  });
});
