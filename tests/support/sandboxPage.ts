/** A page with a sandbox in it, driven from a test: what the tests of the sandbox share. */
import type { Browser, Page } from 'playwright';
import type { ProbingSandbox } from '../../client/sandbox/probing.ts';
import type { RunResult, Sandbox, SandboxOptions, SandboxRun } from '../../client/sandbox/types.ts';
import { trackOf } from '../../engine/tracks.ts';
import type { OutputItem } from '../../protocol/output.ts';
import type { SandboxServer } from './sandboxServer.ts';

/** Globals of the test page (tests/support/sandboxServer.ts, `TEST_PAGE`). */
declare global {
  interface Window {
    createSandbox: (options: SandboxOptions) => Sandbox;
    ProbingSandbox: typeof ProbingSandbox;
    /** Of the tests of the ledger's sandbox. */
    probing: ProbingSandbox;
    sandbox: Sandbox;
    items: OutputItem[];
    phases: string[];
    files: Record<string, string>;
    /** {@link COUNT_WORKERS} */
    workersAlive: number;
  }
}

export interface Ran extends RunResult {
  items: OutputItem[];
}

export interface Stopped extends Ran {
  /** From the call of `stop` to its end, and to the end of a run after it. */
  stopMs: number;
  againMs: number;
  again: Ran;
}

export interface SandboxPage {
  page: Page;
  run(code: string, more?: Partial<SandboxRun> & { files?: Record<string, string> }): Promise<Ran>;
  /** Starts the code, calls `stop` after `afterMs`, then runs `6*7`. */
  stopped(code: string, afterMs: number): Promise<Stopped>;
  close(): Promise<void>;
}

export type PageOptions = Partial<Omit<SandboxOptions, 'data' | 'onState' | 'onOutput' | 'parent'>> & {
  /** Text files by path. */
  data?: Record<string, string>;
  /** Path of the page: `/` is isolated, `/plain` is not. */
  path?: string;
};

/** Opens a page of the server and boots a sandbox in it. */
export async function openSandbox(
  browser: Pick<Browser, 'newPage'>,
  server: SandboxServer,
  options: PageOptions = {},
): Promise<SandboxPage> {
  const page = await browser.newPage();
  const { data = {}, path = '/', ...rest } = options;
  const main = `explore${trackOf(options.language ?? 'python').extension}`;
  const given = { main, data, rest: rest as Record<string, unknown> & { files?: Record<string, string> } };
  // Some loaders wrap functions in a helper of this name, which the page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.addInitScript(COUNT_WORKERS);
  await page.goto(server.origin + path);
  await page.evaluate(async ({ main, data, rest }) => {
    window.items = [];
    window.phases = [];
    window.files = { [main]: '', ...rest.files };
    window.sandbox = window.createSandbox({
      packages: [],
      official: null,
      spare: false,
      warm: false,
      ...rest,
      files: window.files,
      data: Object.entries(data).map(([path, text]) => ({ path, from: new TextEncoder().encode(text) })),
      onState: (state) => window.phases.push(state.phase),
      onOutput: (_run, items) => window.items.push(...items),
    });
    await window.sandbox.boot();
  }, given);
  const run: SandboxPage['run'] = (code, more = {}) =>
    page.evaluate(
      async ({ main, code, more: { files, ...request } }) => {
        Object.assign(window.files, files);
        window.sandbox.setFiles(window.files);
        window.items = [];
        const result = await window.sandbox.run({ kind: 'cell', file: main, code, ...request });
        return { ...result, items: window.items };
      },
      { main, code, more },
    );
  return {
    page,
    run,
    async stopped(code, afterMs) {
      const first = await page.evaluate(
        async ({ main, code, afterMs }) => {
          window.items = [];
          const running = window.sandbox.run({ kind: 'cell', file: main, code });
          await new Promise((done) => setTimeout(done, afterMs));
          const start = performance.now();
          await window.sandbox.stop();
          const stopMs = performance.now() - start;
          const result = await running;
          const items = window.items;
          window.items = [];
          const again = await window.sandbox.run({ kind: 'cell', file: main, code: '6*7' });
          return {
            ...result,
            items,
            stopMs,
            againMs: performance.now() - start,
            again: { ...again, items: window.items },
          };
        },
        { main, code, afterMs },
      );
      return first;
    },
    close: () => page.close(),
  };
}

/**
 * Counts the workers of a frame that were made and not ended. Playwright's own list would do, but for the workers inside workers: where
 * the outer one ends first, it never hears of the end of the inner one.
 */
const COUNT_WORKERS = `globalThis.workersAlive = 0;
globalThis.Worker = class extends Worker {
  #ended = false;
  constructor(...given) {
    super(...given);
    globalThis.workersAlive++;
  }
  terminate() {
    if (!this.#ended) globalThis.workersAlive--;
    this.#ended = true;
    super.terminate();
  }
};`;

/** Interpreters that are alive, in all frames of the page. */
export async function interpretersIn(page: Page): Promise<number> {
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  // A frame that is just removed has none.
  const counts = await Promise.all(frames.map((frame) => frame.evaluate(() => window.workersAlive).catch(() => 0)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Text of the streams and values of a run, joined. */
export const textOf = (items: readonly OutputItem[]): string =>
  items.map((item) => (item.type === 'stream' || item.type === 'value' ? item.text : '')).join('');
