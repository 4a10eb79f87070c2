/** Loading: bytes, packages, damaged files. */
import { describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../client/sandbox/types.ts';
import { openSandbox, textOf } from '../support/sandboxPage.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';

const world = sandboxWorld();

describe('loading', () => {
  test('[SB3] bytes are told by file, and the frame fetches nothing itself', async () => {
    const page = await world.browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url().replace(world.server.origin, '')));
    await page.goto(`${world.server.origin}/`);
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
    const sandbox = await openSandbox(world.browser, world.server, { packages: ['torch'], warm: false, spare: false });
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
    const without = await openSandbox(world.browser, world.server, { packages: ['numpy'], warm: false, spare: false });
    const { items } = await without.run('import torch');
    expect(items.find((item) => item.type === 'error')).toMatchObject({ name: 'ModuleNotFoundError' });
    await without.close();
  }, 120_000);

  test('[SB3] a damaged and an absent file are refused by name', async () => {
    const page = await world.browser.newPage();
    await page.goto(`${world.server.origin}/`);
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
