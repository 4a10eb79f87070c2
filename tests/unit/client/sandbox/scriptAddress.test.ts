/** Which addresses start a worker, and load a script in one, in browsers that refuse some of them. */
import { afterEach, expect, test, vi } from 'vitest';
import { findAddress, startWorker } from '../../../../client/sandbox/scriptAddress.ts';

/** A worker that starts from addresses with one of these beginnings. Others are refused at once, or later by an event. */
function browser(taken: readonly string[], refuses: 'at once' | 'later' = 'later'): string[] {
  const started: string[] = [];
  class FakeWorker {
    onmessage: ((event: Event) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    constructor(url: string) {
      const works = taken.some((scheme) => url.startsWith(scheme));
      if (!works && refuses === 'at once') throw new DOMException('refused', 'SecurityError');
      if (works) started.push(url);
      queueMicrotask(() => (works ? this.onmessage : this.onerror)?.(new Event('x')));
    }
    terminate(): void {}
  }
  vi.stubGlobal('Worker', FakeWorker);
  return started;
}
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test.each(['at once', 'later'] as const)(
  '[SB35] workers start from data: where blob: is refused %s',
  async (refuses) => {
    const started = browser(['data:'], refuses);
    expect(await findAddress()).toBe('data');
    startWorker("postMessage('ä#%')", 'data');
    const [, body = ''] = /^data:text\/javascript;charset=utf-8,(.*)$/.exec(started.at(-1) ?? '') ?? [];
    expect(decodeURIComponent(body)).toBe("postMessage('ä#%')");
  },
);

test('[SB35] workers start from blob: where that works, since only those have shared memory', async () => {
  browser(['data:', 'blob:']);
  expect(await findAddress()).toBe('blob');
});

test('[SB35] a browser that refuses both is known as one', async () => {
  browser([]);
  expect(await findAddress()).toBeNull();
});

test.each(['blob:', 'data:'])('[SB35] a script in a worker is loaded from %s where only that works', async (scheme) => {
  const { importText } = await import('../../../../engine/mount/importText.ts');
  const loaded: string[] = [];
  const load = (url = ''): void => {
    if (!url.startsWith(scheme)) throw new DOMException('refused', 'NetworkError');
    loaded.push(url);
  };
  importText('self.x = 1', load, 'core.js');
  importText('self.x = 2', load);
  if (scheme === 'blob:') expect(loaded).toHaveLength(3);
  else
    expect(loaded.map((url) => decodeURIComponent(url.slice(url.indexOf(',') + 1)))).toEqual([
      'self.x = 1\n//# sourceURL=core.js',
      'self.x = 2',
    ]);
});
