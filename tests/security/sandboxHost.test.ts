import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OfficialResult, SandboxOptions } from '../../client/sandbox/types.ts';
import { launchChromium } from '../support/chromium.ts';
import { openSandbox, type PageOptions, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { type SandboxServer, startSandboxServer } from '../support/sandboxServer.ts';

let server: SandboxServer;
let browser: Browser;
beforeAll(async () => {
  server = await startSandboxServer();
  browser = await launchChromium();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('loading', () => {
  test('[SB3] bytes are told by file, and the frame fetches nothing itself', async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url().replace(server.origin, '')));
    await page.goto(`${server.origin}/`);
    requests.length = 0;
    const seen = await page.evaluate(async () => {
      const seen: [loaded: number, total: number, file: string][] = [];
      const onState: SandboxOptions['onState'] = (state) => {
        if (state.phase === 'loading') seen.push([state.loaded, state.total, state.file ?? '']);
      };
      const options = { packages: ['numpy'], files: {}, data: [], official: null, warm: false, spare: false, onState };
      const sandbox = window.createSandbox(options);
      await sandbox.boot();
      const packages = sandbox.packages();
      sandbox.dispose();
      return { seen, packages };
    });
    const files = seen.seen.filter(([, total]) => total > 0);
    expect(files.some(([loaded, total]) => loaded > 0 && loaded < total)).toBe(true);
    expect(files.map(([, , detail]) => detail)).toEqual(expect.arrayContaining(['pyodide.asm.wasm', 'numpy']));
    expect(seen.packages).toContainEqual({ name: 'numpy', version: '2.0.2' });
    expect(requests.filter((url) => url !== '/sandbox' && !/^(\/runtime\/|blob:)/.test(url))).toEqual([]);
    await page.close();
  }, 60_000);

  test('[RT6] torch comes with the packages of who declares it, and trains in the browser', async () => {
    const sandbox = await openSandbox(browser, server, { packages: ['torch'], warm: false, spare: false });
    const ran = await sandbox.run(`import torch
w = torch.zeros(2, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for _ in range(50):
    optimizer.zero_grad()
    ((w - torch.tensor([1.0, 2.0])) ** 2).sum().backward()
    optimizer.step()
w.detach().round(decimals=2).tolist()`);
    expect(textOf(ran.items)).toBe('[1.0, 2.0]');
    await sandbox.close();
    const without = await openSandbox(browser, server, { packages: ['numpy'], warm: false, spare: false });
    const { items } = await without.run('import torch');
    expect(items.find((item) => item.type === 'error')).toMatchObject({ name: 'ModuleNotFoundError' });
    await without.close();
  }, 120_000);

  test('[SB3] a damaged and an absent file are refused by name', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/`);
    const boot = (): Promise<string> =>
      page.evaluate(() => {
        const options = { packages: ['numpy'], files: {}, data: [], official: null, warm: false, spare: false };
        const sandbox = window.createSandbox(options);
        return sandbox.boot().then(
          () => 'started',
          (error) => `${sandbox.state.phase}: ${error.message}`,
        );
      });
    await page.route('**/runtime/numpy-*.seg', async (route) => {
      const body = await (await route.fetch()).body();
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
      await route.fulfill({ body });
    });
    expect(await boot()).toMatch(/^failed: .*numpy.*is damaged/);
    await page.unroute('**/runtime/numpy-*.seg');
    await page.route('**/runtime/python_stdlib*', (route) => route.fulfill({ status: 404 }));
    expect(await boot()).toMatch(/^failed: .*python_stdlib.*answered 404/);
    await page.close();
  }, 60_000);
});

describe('the kernel in the page', () => {
  let box: SandboxPage;
  beforeAll(async () => {
    const settings = { packages: ['numpy'], heapRecycleBytes: 200 * 2 ** 20 };
    box = await openSandbox(browser, server, settings);
  }, 60_000);

  test('[RN2] files given to the host are written before the run and reloaded', async () => {
    const files = { 'model.py': 'K = 1\n' };
    expect(textOf((await box.run('from model import K\nK', { files })).items)).toBe('1');
    expect(textOf((await box.run('K', { files: { 'model.py': 'K = 2\n' } })).items)).toBe('2');
  });

  test('[RN4] a million prints leave the page alone', async () => {
    await box.page.evaluate(() => {
      const watch = window as unknown as { worst: number; watch: ReturnType<typeof setInterval> };
      let last = performance.now();
      watch.worst = 0;
      watch.watch = setInterval(() => {
        const now = performance.now();
        watch.worst = Math.max(watch.worst, now - last);
        last = now;
      }, 10);
    });
    const ran = await box.run('for i in range(1_000_000): print(i)');
    expect(ran.status).toBe('ok');
    expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
    expect(textOf(ran.items).split('\n')).toHaveLength(10_001);
    const worst = await box.page.evaluate(() => {
      const watch = window as unknown as { worst: number; watch: ReturnType<typeof setInterval> };
      clearInterval(watch.watch);
      return watch.worst;
    });
    expect(worst).toBeLessThan(1_000);
  }, 60_000);

  test('[SB10] a heap beyond the limit is given back after the run, and said', async () => {
    await box.run('kept = 1');
    const ran = await box.run('big = bytearray(300 * 2**20)\nlen(big)');
    expect(ran).toMatchObject({ status: 'ok', varsLost: true });
    expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'restarted' });
    expect((await box.run('kept')).status).toBe('error');
    const heapBytes = await box.page.evaluate(() => {
      const { state } = window.sandbox;
      return state.phase === 'ready' ? state.heapBytes : Number.NaN;
    });
    expect(heapBytes).toBeLessThan(200 * 2 ** 20);
  }, 60_000);

  test('[SB10] an interpreter that dies is replaced, and the reason is told', async () => {
    const ran = await box.run('import json\njson.loads("[" * 100_000)');
    expect(ran).toMatchObject({ status: 'lost', varsLost: true });
    expect(JSON.stringify(ran.items)).toContain('nested too deeply');
    expect((await box.run('import os\nos.abort()')).status).toBe('lost');
    expect(textOf((await box.run('6*7')).items)).toBe('42');
  }, 60_000);

  test('[SB10] Restart clears the names, keeps the files and answers afterwards', async () => {
    await box.run('kept = 1', { files: { 'helper.py': 'H = 3\n' } });
    await box.page.evaluate(() => window.sandbox.restart());
    expect((await box.run('kept')).status).toBe('error');
    expect(textOf((await box.run('from helper import H\nH')).items)).toBe('3');
  }, 60_000);

  test('[RN7] completion while code runs comes from the last idle names', async () => {
    await box.run('import numpy as np\nvariable_one = 1');
    await box.page.evaluate(() => window.sandbox.lint('explore.py', ''));
    const seen = await box.page.evaluate(async () => {
      const running = window.sandbox.run({ kind: 'cell', file: 'explore.py', code: 'while True: pass' });
      await new Promise((done) => setTimeout(done, 300));
      const started = performance.now();
      const names = await window.sandbox.complete('explore.py', 'variab', 1, 6);
      const members = await window.sandbox.complete('explore.py', 'np.aran', 1, 7);
      const marks = await window.sandbox.lint('explore.py', 'nope');
      const tookMs = performance.now() - started;
      await window.sandbox.stop();
      await running;
      return { names, members, marks, tookMs };
    });
    expect(seen.names.items.map((item) => item.name)).toEqual(['variable_one']);
    expect(seen.members.items.map((item) => item.name)).toContain('arange');
    expect(seen.marks).toBeNull();
    expect(seen.tookMs).toBeLessThan(500);
  }, 30_000);

  test('[RN1] one run at a time: a second one is refused and changes nothing', async () => {
    const seen = await box.page.evaluate(async () => {
      const running = window.sandbox.run({ kind: 'cell', file: 'explore.py', code: 'import time\ntime.sleep(0.5)' });
      const second = await window.sandbox.run({ kind: 'cell', file: 'explore.py', code: '1' }).catch((e) => e.message);
      return { second, first: (await running).status };
    });
    expect(seen).toEqual({ second: 'A run is under way; stop it first.', first: 'ok' });
  });
});

const MODEL = `
import numpy as np, os
def load(path):
    import csv
    with open(path) as rows:
        return [dict(r) for r in csv.DictReader(rows)]
def split(rows, seed):
    k = len(rows) * 4 // 5
    return rows[:k], rows[k:]
def prepare(train, valid): return {}
def fit(train, prep, seed): return {"w": np.array([float(len(train)), float(seed)]), "seen": 1}
def predict(model, rows):
    LINE
    return np.array([float(r["a"]) * model["w"][1] for r in rows])
def report(rows, labels, scores, decisions): return {"name": "mean", "value": float(np.mean(scores)), "better": "lower"}
`;

describe('the official run', () => {
  let box: SandboxPage;
  let settings: PageOptions;
  const csv = (n: number, label: boolean): string =>
    `id,a${label ? ',y' : ''}\n${Array.from({ length: n }, (_, i) => `${i},${i / 10}${label ? `,${i % 2}` : ''}`).join('\n')}\n`;
  beforeAll(async () => {
    const functions = Object.fromEntries(
      ['load', 'split', 'prepare', 'fit', 'predict', 'report'].map((name) => [name, 'model.py']),
    );
    const official = { functions, label: 'y', id: 'id', train: 'train.csv', seeds: [1, 2], mode: 'score' as const };
    const data = { 'train.csv': csv(50, true) };
    settings = { packages: ['numpy', 'pandas', 'joblib'], data, official, spare: true };
    box = await openSandbox(browser, server, settings);
  }, 60_000);

  interface Short {
    result: OfficialResult;
    predictions: number[][];
    phases: string[];
    workers: number;
  }
  const official = async (line: string, mode: 'score' | 'check', cancelMs = 0, on = box): Promise<Short> => {
    // A worker just ended is listed for a moment longer, so two samples in a row must agree.
    let workers = 0;
    let before = 0;
    const count = setInterval(() => {
      const now = box.page.workers().length;
      workers = Math.max(workers, Math.min(now, before));
      before = now;
    }, 40);
    const seen = await on.page.evaluate(
      async ({ text, mode, rows, cancelMs }) => {
        const phases: string[] = [];
        const cancel = new AbortController();
        const result = await window.sandbox.official({
          mode,
          files: { 'model.py': text },
          rows: new TextEncoder().encode(rows),
          signal: cancel.signal,
          onProgress: ({ phase, step }) => {
            if (phases.at(-1) !== phase) phases.push(phase);
            if (cancelMs && step === 'predict') setTimeout(() => cancel.abort(), cancelMs);
          },
        });
        return { result, predictions: result.ok ? result.fits.map((fit) => [...fit.predictions]) : [], phases };
      },
      { text: MODEL.replace('LINE', line), mode, rows: csv(30, false), cancelMs },
    );
    clearInterval(count);
    return { ...seen, workers };
  };

  test('[SB9] [RN10] every fit is predicted, in row order, by an interpreter that had no training data', async () => {
    const { result, predictions, phases, workers } = await official(
      'assert os.path.exists("train.csv") == (len(rows) < 11), os.listdir()',
      'score',
    );
    // In training predict runs on the 10 validation rows, where train.csv is; in prediction on batches of the 30.
    expect(result.ok, JSON.stringify(result).slice(0, 1_000)).toBe(true);
    expect(predictions.map((p) => p.length)).toEqual([30, 30]);
    expect(predictions[1]?.[10]).toBeCloseTo(2);
    expect(phases).toEqual(['start', 'train', 'start', 'predict']);
    if (result.ok) expect(result.fits[0]?.weights.total).toBeGreaterThan(0);
    expect(workers, 'interpreters alive at once').toBeLessThanOrEqual(2);
    expect(workers).toBeGreaterThan(0);
  }, 90_000);

  test('[RN10] check gives validation rows, labels and the own metric', async () => {
    const { result } = await official('pass', 'check');
    expect(result).toMatchObject({ ok: true, fits: [{ reported: { name: 'mean', better: 'lower' } }] });
    if (result.ok) expect(result.check?.labels).toHaveLength(10);
  }, 90_000);

  test('[RN10] an error names the line, and the kernel lives on', async () => {
    await box.run('kept = 1');
    const { result } = await official('raise ValueError("bad row")', 'score');
    expect(result).toMatchObject({ ok: false, code: 'code-error', stage: 'train' });
    if (!result.ok) {
      expect(result.item).toMatchObject({
        type: 'error',
        name: 'ValueError',
        frames: [{ file: 'model.py', line: 13 }],
      });
      expect(JSON.stringify(result.item)).not.toContain('/home/candidate');
    }
    expect(textOf((await box.run('kept')).items)).toBe('1');
  }, 90_000);

  test('[RN10] cancel and the limit end it; nothing stays alive', async () => {
    expect((await official('while True: pass', 'score', 200)).result).toMatchObject({ ok: false, code: 'cancelled' });
    const short = await openSandbox(browser, server, { ...settings, officialSeconds: 4, spare: false });
    const late = await official('import time; time.sleep(100)', 'score', 0, short);
    await short.close();
    expect(late.result).toMatchObject({ ok: false, code: 'timeout' });
    await expect.poll(() => box.page.workers().length, { timeout: 15_000 }).toBeLessThanOrEqual(2);
    expect(textOf((await box.run('6*7')).items)).toBe('42');
  }, 120_000);

  test('[SB9] a spare takes over after Stop, and no third interpreter appears', async () => {
    const stopped = await box.stopped('sum(range(10**11))', 300);
    expect(stopped).toMatchObject({ status: 'stopped', varsLost: true });
    expect(textOf(stopped.again.items)).toBe('42');
    // A terminated worker may be listed for two more seconds.
    await expect.poll(() => box.page.workers().length, { timeout: 15_000 }).toBeLessThanOrEqual(2);
  }, 60_000);
});
