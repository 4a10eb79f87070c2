/**
 * npm start: installs, prepares the Python runtime, builds, then runs the server in a separate process.
 * Each step sees what it did before: a second start goes straight to the server and needs no network.
 */
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { prepareRuntime } from './runtime.mjs';
import { checkNode, ensureInstalled, main, ROOT, readFlags, say } from './steps.mjs';

const HELP = `npm start -- [options]
  --port N        port, default 8080 (PORT)
  --host ADDRESS  address to listen on, default 127.0.0.1 (HOST)
  --data-dir DIR  folder of the store, default ./data (DATA_DIR)
  --no-demo       make no demo interview
  --json          print the links as one JSON line
  --wheels DIR    folder with Python wheels, for machines without a network (HOLDOUT_WHEELS)
Other settings: .env.example`;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'data-dir': { type: 'string' },
  'no-demo': { type: 'boolean' },
  json: { type: 'boolean' },
  wheels: { type: 'string' },
};

await main(async () => {
  checkNode();
  const flags = readFlags(OPTIONS, HELP);
  await ensureInstalled();
  await prepareRuntime(flags.wheels ? ['--wheels', flags.wheels] : []);
  await build();
  const args = ['port', 'host', 'data-dir'].flatMap((name) =>
    flags[name] === undefined ? [] : [`--${name}`, flags[name]],
  );
  for (const name of ['json', 'no-demo']) if (flags[name]) args.push(`--${name}`);
  return serve(args);
});

/** Runs the server until it ends; signals go on to it, so that it can close its rooms. @returns its exit code. */
function serve(args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      say(`the server cannot be started: ${error.message}`);
      done(1);
    });
    child.on('close', (code, signal) => done(signal ? 1 : code));
  });
}
