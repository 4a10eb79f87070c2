/**
 * Setup of the `fast` tier: an interpreter, a socket, a child process or a thread throws here with the name of the tier that
 * the test belongs to, so that a slow test cannot slip in unseen. The table of tiers is `tests/tiers.ts`.
 */
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import workerThreads from 'node:worker_threads';
import { vi } from 'vitest';

function refuse(what: string, tier: string): () => never {
  // Not an arrow function: a class is called with `new`.
  return function refused() {
    throw new Error(`The fast tier has no ${what}: name this test file under \`${tier}\` in tests/tiers.ts.`);
  };
}

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'] as const)
  Object.assign(childProcess, { [name]: refuse('child processes', 'server') });
Object.assign(workerThreads, { Worker: refuse('threads', 'server') });
net.Server.prototype.listen = refuse('listening sockets', 'server');
net.Socket.prototype.connect = refuse('connections', 'server');
syncBuiltinESMExports();

vi.mock('pyodide', () => ({ loadPyodide: refuse('Python', 'interpreters') }));
