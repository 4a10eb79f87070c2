/** The kit's commands as processes, as an author runs them. */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const ARGS = ['--import', 'tsx', 'scenarios/kit/cli.ts'];

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end, whatever its exit code. */
export function scenarioCommand(scenarios: string, ...args: string[]): Promise<Ran> {
  return scenarioCommandWith({}, scenarios, ...args);
}

/** The same with other settings. */
export async function scenarioCommandWith(
  own: Record<string, string>,
  scenarios: string,
  ...args: string[]
): Promise<Ran> {
  const argv = [...ARGS, '--scenarios', scenarios, ...args];
  const env = { ...environment(), ...own };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, argv, { cwd: ROOT, env })) };
  } catch (error) {
    return error as Ran;
  }
}

/** A command that goes on; its JSON lines are asked for one after another. */
export interface Running {
  /** The next line of standard output. @throws where the process ends before it */
  next(): Promise<Record<string, unknown>>;
  /** Asks it to end. @returns its exit code */
  end(): Promise<number | null>;
}

export function startCommand(scenarios: string, env: Record<string, string>, ...args: string[]): Running {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [...ARGS, '--scenarios', scenarios, ...args],
    { cwd: ROOT, env: { ...environment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  return {
    async next() {
      const line = await lines.next();
      if (line.done) throw new Error(`the command ended:\n${said.join('')}`);
      return JSON.parse(line.value) as Record<string, unknown>;
    },
    end() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Settings of whoever runs the tests are not the test's. */
function environment(): NodeJS.ProcessEnv {
  const { HOLDOUT_SCENARIOS: _, DATA_DIR: __, DATABASE_URL: ___, ...rest } = process.env;
  return rest;
}

/** Stands for what the build makes, so that no test depends on it. */
export function fakeBuild(): { env: Record<string, string>; remove: () => void } {
  const root = mkdtempSync(path.join(tmpdir(), 'built-'));
  const put = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
    return path.join(root, name);
  };
  put('client/.vite/manifest.json', '{}');
  put('client/assets/app-1.js', 'export {};');
  const env = {
    HOLDOUT_CLIENT: path.dirname(put('client/index.html', '<!doctype html><title>Holdout</title>')),
    HOLDOUT_SANDBOX: put('sandbox.html', '<!doctype html><title>Sandbox</title>'),
    HOLDOUT_RUNTIME: path.dirname(put('runtime/manifest.json', '{}')),
  };
  return { env, remove: () => rmSync(root, { recursive: true, force: true }) };
}
