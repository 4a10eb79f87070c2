/** The real server in a separate process group, to be killed without warning. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Printed {
  url: string;
  staff: string;
  demo: { candidate: string; interviewer: string } | null;
}

export class ServerProcess {
  readonly #args: string[];
  readonly #databaseUrl: string;
  #child: ChildProcess | null = null;
  /** What it wrote to standard error, newest last. */
  said = '';

  /** @param databaseUrl of PostgreSQL; empty: the embedded store in `dataDir` */
  constructor(dataDir: string, databaseUrl: string, port = 0, more: string[] = []) {
    this.#databaseUrl = databaseUrl;
    this.#args = ['--data-dir', dataDir, '--port', String(port), '--json', ...more];
  }

  /** Starts and resolves when the links are printed. */
  async start(): Promise<Printed> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...this.#args], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LOG_LEVEL: 'warn', DATABASE_URL: this.#databaseUrl, PUBLIC_URL: '' },
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-4_000);
    });
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      child.stdout.resume();
      return JSON.parse(line) as Printed;
    }
    throw new Error(`the server ended before it printed its links:\n${this.said}`);
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child?.pid || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    process.kill(-child.pid, signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  /** SIGKILL to the whole group. */
  kill(): Promise<number | null> {
    return this.#end('SIGKILL');
  }

  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }
}
