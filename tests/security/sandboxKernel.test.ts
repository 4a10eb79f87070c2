/** The kernel in its page: files, output, memory, Restart, completion. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';

const world = sandboxWorld();

describe('the kernel in the page', () => {
  let box: SandboxPage;
  beforeAll(async () => {
    const settings = { packages: ['numpy'], heapRecycleBytes: 200 * 2 ** 20 };
    box = await openSandbox(world.browser, world.server, settings);
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
    expect(worst).toBeLessThan(3_000);
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
      while (window.sandbox.state.phase !== 'busy') await new Promise((done) => setTimeout(done));
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
    expect(seen.tookMs).toBeLessThan(3_000);
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
