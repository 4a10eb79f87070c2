/** What the commands share. Nothing here may be imported from node_modules: it runs before `npm ci`. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LEAST = [20, 19];

/** A failure whose message is all that a person needs; no stack is shown. */
export class PlainError extends Error {}

/** Progress. Always stderr: stdout belongs to results. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a command's body; a `PlainError` ends the process with its message and code 1. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    say(error instanceof PlainError ? error.message : error.stack);
    process.exitCode = 1;
  }
}

/** The command's flags; `--help` prints `help` and ends the process. @throws where there is a flag that it does not have. */
export function readFlags(options, help) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } }, strict: true });
    if (!values.help) return values;
  } catch (error) {
    throw new PlainError(`${error.message}\n${help}`);
  }
  say(help);
  process.exit(0);
}

/** Throws where this Node is too old for what follows. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  throw new PlainError(
    `Node ${LEAST.join('.')} or newer is needed, this is ${process.versions.node}: https://nodejs.org/en/download`,
  );
}

/**
 * Runs a child in the root of the repository. Its stdout goes to our stderr unless `stdout` is set.
 * With `limit` (ms) its whole process group is ended when the time is over. @returns its exit code, never throws.
 */
export function run(command, args, { env = {}, stdout = 2, limit = 0 } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', stdout, 2],
      env: { ...process.env, ...env },
      detached: limit > 0 && process.platform !== 'win32',
    });
    const end = (signal) => {
      try {
        process.kill(limit > 0 && process.platform !== 'win32' ? -child.pid : child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    let stopped = false;
    const pass = (signal) => {
      stopped = true;
      end(signal);
    };
    const overdue = () => {
      say(`${command}: not done after ${limit / 60_000} minutes, ended`);
      end('SIGKILL');
    };
    const timer = limit > 0 ? setTimeout(overdue, limit) : undefined;
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', pass).off('SIGTERM', pass);
      // After a request to stop the next step is not begun.
      if (stopped) process.exit(130);
      done(code);
    };
    child.on('error', (error) => {
      say(`${command}: ${error.message}`);
      finish(127);
    });
    child.on('close', (code, signal) => finish(signal ? 1 : code));
  });
}

/** Runs a TypeScript entry of the project with the installed loader. */
export function runTs(entry, args = [], options = {}) {
  return run(process.execPath, ['--import', 'tsx', entry, ...args], options);
}

/** Runs npm, the same one that runs us where there is one. */
export function runNpm(args) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args]);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
}

/** Installs exactly what package-lock.json lists, unless that is what is there. */
export async function ensureInstalled() {
  const lockFile = join(ROOT, 'package-lock.json');
  const stampFile = join(ROOT, 'node_modules/.holdout-lock');
  const stamp = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  if (!isInstalled(lockFile)) {
    say('Installing packages (npm ci)');
    const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
    if (code !== 0)
      throw new PlainError(
        'npm ci failed (see above). It needs the npm registry; run the command again when it is reachable.',
      );
  }
  writeFileSync(stampFile, stamp);
}

/** Whether npm's record of node_modules has every needed package of the lock in its version. */
function isInstalled(lockFile) {
  const record = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages).every(
    ([path, wanted]) =>
      path === '' || wanted.optional || (there[path]?.version === wanted.version && existsSync(join(ROOT, path))),
  );
}

/** Hash of files and folders by path and content; `skip` names folders that do not count. */
export function hashOf(paths, skip = ['node_modules', '__pycache__']) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!skip.includes(name)) visit(join(path, name));
    } else {
      hash
        .update(`${relative(ROOT, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
    }
  };
  for (const path of paths) visit(resolve(ROOT, path));
  return hash.digest('hex');
}

/** Writes a file and the folders it needs. */
export function put(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
