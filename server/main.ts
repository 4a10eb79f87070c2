/** The process: settings in, links out, an orderly end. The only file that reads the environment. */
import pino from 'pino';
import { isLoopback } from './access/origin.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { type StartLinks, startLinks } from './demo.ts';
import { faultOf } from './fault.ts';
import { scenarioThread } from './scenarios/thread.ts';
import { startServer } from './server.ts';
import { FolderInUseError } from './store/lock.ts';
import { openStore } from './store/open.ts';
import { StoreError } from './store/port.ts';

const EXIT_MS = 10_000;

/** Standard output carries the links only; everything else goes to standard error. */
const report = (line: string) => process.stderr.write(`${line}\n`);

function warnings({ host, publicUrl }: Config): string[] {
  if (isLoopback(host) || publicUrl?.startsWith('https://')) return [];
  return [
    `Warning: listening on ${host} without TLS. Browsers on other machines then give no secure context, so these are off:`,
    '  the interrupt of running code (Stop ends the interpreter instead), offline drafts under a lock, copying by button, __Host- cookies.',
    '  Put a TLS proxy before the server and set PUBLIC_URL=https://... and TRUST_PROXY=1 (docs/DEPLOY.md).',
  ];
}

function printLinks(config: Config, url: string, { staff, demo }: StartLinks): void {
  if (config.json) {
    process.stdout.write(`${JSON.stringify({ url, staff, demo })}\n`);
    return;
  }
  const lines = [`Holdout listens on ${url}`, '', `  Staff        ${staff}`];
  if (demo)
    lines.push('', '  Demo interview', `  Candidate    ${demo.candidate}`, `  Interviewer  ${demo.interviewer}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  // Whatever this process makes (database, links, copies) holds candidates' work: its user alone may read it.
  process.umask(0o077);
  const config = readConfig(process.env, process.argv.slice(2));
  const log = pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
  for (const line of warnings(config)) report(line);
  const store = await openStore(config, log);
  const scenarios = scenarioThread(config.scenariosDir);
  const running = await startServer({ config, clock: systemClock, log, store, scenarios });

  const end = (signal: string) => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), EXIT_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (e) => {
        log.error({ error: faultOf(e) }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end(signal));

  const url = config.publicUrl ?? running.url;
  printLinks(config, url, await startLinks(running.deps, config.dataDir, url, config.demo));
}

main().catch((e: unknown) => {
  const known = e instanceof ConfigError || e instanceof FolderInUseError || e instanceof StoreError;
  const inUse = e instanceof Error && 'code' in e && e.code === 'EADDRINUSE';
  if (known) report((e as Error).message);
  else if (inUse) report(`The port is taken: ${(e as Error).message}. Choose another with --port or PORT.`);
  else report(e instanceof Error ? (e.stack ?? e.message) : String(e));
  process.exit(1);
});
