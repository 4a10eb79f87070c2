/** Starts the two things that are compared, each in a separate process with the probe inside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Ask, Usage } from './probe.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MS = 60_000;

/** `in memory`: the server with its data on a file system in memory, which shows the share of the server and that of the disk. */
export type Kind = 'relay' | 'server' | 'in memory';

const MEMORY = '/dev/shm';
export const KINDS: readonly Kind[] = existsSync(MEMORY) ? ['relay', 'server', 'in memory'] : ['relay', 'server'];

const FLUSHES = 60;

/** Ms that a flush of 4 KiB takes where the server has its data, sorted; no acknowledgement can be faster. */
export function flushes(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'holdout-flush-'));
  const file = openSync(join(folder, 'flush'), 'w');
  const page = Buffer.alloc(4096);
  const took = Array.from({ length: FLUSHES }, () => {
    const start = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return took.sort((a, b) => a - b);
}

export interface Target {
  kind: Kind;
  /** Of the process. */
  pid: number;
  /** The first message of the process, e.g. `{url, staff}`. */
  said: { url: string; staff?: string };
  start: () => Promise<void>;
  usage: () => Promise<Usage>;
  stop: () => Promise<void>;
}

/** @throws where the process ends before it listens; its standard error is in the message. */
export async function startTarget(kind: Kind): Promise<Target> {
  const dataDir = mkdtempSync(join(kind === 'in memory' ? MEMORY : tmpdir(), 'holdout-collab-'));
  const main = kind === 'relay' ? ['bench/collab/relay.ts'] : ['server/main.ts', '--json', '--no-demo'];
  // For a look inside: COLLAB_NODE='--cpu-prof --cpu-prof-dir=<folder>'.
  const own = (process.env.COLLAB_NODE ?? '').split(' ').filter(Boolean);
  const child = spawn(process.execPath, [...own, '--import', 'tsx', '--import', './bench/collab/probe.ts', ...main], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: '', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const said = await firstLine(child, () => errors);
  const ask = async (question: Ask): Promise<unknown> => {
    const answer = once(child, 'message');
    child.send(question);
    return (await answer)[0];
  };
  return {
    kind,
    pid: child.pid ?? 0,
    said: JSON.parse(said),
    start: async () => {
      await ask('start');
    },
    usage: async () => (await ask('read')) as Usage,
    async stop() {
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}: ${errors()}`));
    const late = setTimeout(() => fail(`nothing was said within ${START_MS} ms`), START_MS);
    child.once('exit', (code) => fail(`the process ended with ${code} before it listened`));
    if (!child.stdout) return fail('no standard output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(late);
      resolve(line);
    });
  });
}
