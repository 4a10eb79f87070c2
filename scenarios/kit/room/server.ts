/** Starts the product's server as a child process on this machine, with scenarios from a folder of choice. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const HOST = '127.0.0.1';
/** Lines of standard error that are shown where the server does not start. */
const LAST_LINES = 12;

export interface LocalServer {
  url: string;
  port: number;
  /** Link of the staff. */
  staff: string;
  /** Resolves when the process has ended, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const printed = z.object({ url: z.string(), staff: z.string() });

/**
 * Starts it on a loopback address.
 *
 * @param port 0 for any free one
 * @throws Error where the pages or the runtime are not built, or the server ends before it prints its links
 */
export async function startLocalServer(
  scenarios: string,
  { port, dataDir }: { port: number; dataDir: string },
): Promise<LocalServer> {
  requireBuilt();
  const args = [
    '--import',
    'tsx',
    'server/main.ts',
    '--json',
    '--no-demo',
    '--port',
    String(port),
    '--data-dir',
    dataDir,
  ];
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // What an operator has set is for their server, not for this one.
    env: {
      ...process.env,
      HOST,
      HOLDOUT_SCENARIOS: scenarios,
      PUBLIC_URL: '',
      DATABASE_URL: '',
      TRUST_PROXY: '',
      LOG_LEVEL: 'error',
    },
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
  });
  const ended = once(child, 'exit').then(() => {});
  const first = await Promise.race([firstLine(child), ended]);
  if (first === undefined) throw new Error(`the server did not start:\n${lastLines.join('\n')}`);
  const { url, staff } = printed.parse(JSON.parse(first));
  return {
    url,
    port: Number(new URL(url).port),
    staff,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = (await once(lines, 'line')) as [string];
  // Nothing else is expected there; what comes is read, so that the pipe never fills.
  lines.on('line', () => {});
  return line;
}

/** Pages, sandbox and runtime are made by `npm start`; without them the links would open an empty page. */
function requireBuilt(): void {
  const { HOLDOUT_CLIENT = 'dist/client', HOLDOUT_SANDBOX = 'dist/sandbox.html' } = process.env;
  const { HOLDOUT_RUNTIME = '.cache/runtime/dist' } = process.env;
  for (const file of [
    path.join(HOLDOUT_CLIENT, 'index.html'),
    HOLDOUT_SANDBOX,
    path.join(HOLDOUT_RUNTIME, 'manifest.json'),
  ])
    if (!existsSync(path.resolve(PROJECT, file)))
      throw new Error(`${file} is missing: run npm start once, which prepares the runtime and builds the pages`);
}
