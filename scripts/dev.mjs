/**
 * npm run dev: the server restarts on changes, Vite serves the pages and forwards the rest to the server.
 * The sandbox is rebuilt on changes by a separate build and always comes from the server.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepareRuntime } from './runtime.mjs';
import { checkNode, ensureInstalled, main, PlainError, ROOT, runTs, say } from './steps.mjs';

const HOST = '127.0.0.1';
const serverPort = process.env.PORT ?? '8080';
const pagePort = process.env.DEV_PORT ?? '5173';
const api = `http://${HOST}:${serverPort}`;

await main(async () => {
  checkNode();
  await ensureInstalled();
  await prepareRuntime();
  if ((await runTs('build/sandboxPage.ts')) !== 0) throw new PlainError('The sandbox build failed; see above.');
  const bin = (path) => join(ROOT, 'node_modules', path);
  const parts = [
    [
      bin('tsx/dist/cli.mjs'),
      'watch',
      '--clear-screen=false',
      'server/main.ts',
      '--port',
      serverPort,
      ...process.argv.slice(2),
    ],
    [bin('tsx/dist/cli.mjs'), 'build/sandboxPage.ts', '--watch'],
    [bin('vite/bin/vite.js'), '--port', pagePort, '--strictPort', '--host', HOST],
  ];
  // Links and the Origin check must name the address that people open: Vite's.
  const env = { ...process.env, PUBLIC_URL: `http://${HOST}:${pagePort}`, HOLDOUT_API: api };
  const children = parts.map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env }));
  return new Promise((done) => {
    let code = 0;
    let left = children.length;
    const stop = () => {
      for (const child of children) child.kill('SIGTERM');
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    for (const [index, child] of children.entries()) {
      child.on('close', (ended) => {
        if (ended) say(`${parts[index].slice(1).join(' ')} ended with ${ended}`);
        code ||= ended ?? 0;
        stop();
        if (--left === 0) done(code);
      });
    }
  });
});
