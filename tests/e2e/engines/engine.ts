/** What the tests need of a browser that Playwright does not drive: Debian's Firefox and WebKit, each over its own protocol. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';

/** A page with a profile of its own: no cookies of another one. */
export interface EnginePage {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of an expression in the page, awaited; it crosses as JSON. @throws what the expression throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses the mouse at a place of the window, in px. */
  click(x: number, y: number): Promise<void>;
  /** Presses keys as a person does: each character for itself; `held` is held meanwhile. */
  press(text: string, held?: string): Promise<void>;
  /** What the page's and the sandbox's policies have refused so far; null where this engine's driver cannot listen. */
  readonly violations: readonly string[] | null;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** As the browser says it. */
  readonly version: string;
  open(): Promise<EnginePage>;
  /** Ends the browser and everything that was started for it. */
  end(): Promise<void>;
}

/** Keys without a character, as WebDriver writes them. */
export const KEY = { control: '\uE009', shift: '\uE008', enter: '\uE007', escape: '\uE00C' } as const;

/** The actions of WebDriver, classic and BiDi alike, for these keys. */
export function keyActions(text: string, held?: string): unknown[] {
  const hold = (type: 'keyDown' | 'keyUp') => (held ? [{ type, value: held }] : []);
  const typed = [...text].flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
  return [{ type: 'key', id: 'keys', actions: [...hold('keyDown'), ...typed, ...hold('keyUp')] }];
}

/** The actions of WebDriver for a press of the mouse. */
export function clickActions(x: number, y: number): unknown[] {
  const button = 0;
  const actions = [
    { type: 'pointerMove', x, y },
    { type: 'pointerDown', button },
    { type: 'pointerUp', button },
  ];
  return [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }];
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A child of the test; it is ended by its id, and its group with it. */
export class Child {
  readonly process: ChildProcess;
  readonly #gone: Promise<void>;

  constructor(command: string, args: string[], env: NodeJS.ProcessEnv = {}) {
    this.process = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      detached: true,
    });
    this.#gone = new Promise((done) => {
      this.process.once('exit', () => done());
      this.process.once('error', () => done());
    });
    this.process.stdout?.resume();
    this.process.stderr?.resume();
  }

  async end(): Promise<void> {
    const { pid } = this.process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group is gone already.
    }
    await this.#gone;
  }
}

/** Asks again and again until there is an answer. @throws the last error after so long. */
export async function eventually<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  const until = performance.now() + ms;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}

/** The first of these files that is there. */
export const found = (paths: readonly string[]): string | null => paths.find((path) => existsSync(path)) ?? null;
