/** Settings, read once: one schema names each variable, what it means and what is wrong with it. */

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const ROOT = resolve(fileURLToPath(new URL('..', import.meta.url)));

const flag = z
  .enum(['', '0', '1', 'true', 'false'])
  .default('')
  .transform((value) => value === '1' || value === 'true');

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default(join(ROOT, 'data')),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  /** Address that people use, where there is a proxy before the server; links are made from it. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !URL.canParse(url) || new URL(url).pathname === '/', {
      error: 'must have no path: the pages need a host name of their own, e.g. https://interviews.example.org',
    })
    .optional(),
  /** 1 where a proxy sets X-Forwarded-Proto and X-Forwarded-For. */
  TRUST_PROXY: flag,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  HOLDOUT_NO_DEMO: flag,
  /** Folders, for tests and unusual installations. */
  HOLDOUT_SCENARIOS: z.string().min(1).default(join(ROOT, 'scenarios')),
  HOLDOUT_CLIENT: z.string().min(1).default(join(ROOT, 'dist/client')),
  HOLDOUT_SANDBOX: z.string().min(1).default(join(ROOT, 'dist/sandbox.html')),
  HOLDOUT_RUNTIME: z.string().min(1).default(join(ROOT, '.cache/runtime/dist')),
  HOLDOUT_TFJS: z.string().min(1).default(join(ROOT, 'dist/tfjs')),
  HOLDOUT_PROBES: z.string().min(1).default(join(ROOT, 'dist/probes')),
});

/** The settings in use; folders and files are absolute paths. */
export interface Config {
  /** 0: the system chooses a free one. */
  port: number;
  host: string;
  dataDir: string;
  /** Of PostgreSQL; null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  /** Address that people use, where it is not the one that the server listens on. */
  publicUrl: string | null;
  trustProxy: boolean;
  logLevel: string;
  /** Whether the start makes and prints a demo interview. */
  demo: boolean;
  /** Whether the start prints one line of JSON instead of text. */
  json: boolean;
  scenariosDir: string;
  clientDir: string;
  sandboxFile: string;
  /** Python's runtime, and TypeScript's. */
  runtimeDir: string;
  tfjsDir: string;
  /** The programs that run probes, by language; for staff only. */
  probesDir: string;
}

/** A setting or flag that cannot be used; `message` names it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'data-dir': { type: 'string' },
  json: { type: 'boolean' },
  'no-demo': { type: 'boolean' },
} as const;

/** Reads environment and flags; a flag wins. An empty variable counts as unset. Throws ConfigError naming what is wrong. */
export function readConfig(env: Record<string, string | undefined>, args: string[]): Config {
  let flags: ReturnType<typeof parseArgs<{ options: typeof FLAGS }>>['values'];
  try {
    flags = parseArgs({ args, options: FLAGS, strict: true }).values;
  } catch (e) {
    throw new ConfigError(e instanceof Error ? e.message : String(e));
  }
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && value !== '') given[name] = value;
  const over = { PORT: flags.port, HOST: flags.host, DATA_DIR: flags['data-dir'] };
  for (const [name, value] of Object.entries(over)) if (value !== undefined) given[name] = value;
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name}=${JSON.stringify(given[name] ?? '')}: ${issue.message}`;
    });
    throw new ConfigError(`wrong setting: ${wrong.join('; ')} (.env.example lists them all)`);
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL ?? null,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    demo: !(flags['no-demo'] || e.HOLDOUT_NO_DEMO),
    json: flags.json ?? false,
    scenariosDir: resolve(e.HOLDOUT_SCENARIOS),
    clientDir: resolve(e.HOLDOUT_CLIENT),
    sandboxFile: resolve(e.HOLDOUT_SANDBOX),
    runtimeDir: resolve(e.HOLDOUT_RUNTIME),
    tfjsDir: resolve(e.HOLDOUT_TFJS),
    probesDir: resolve(e.HOLDOUT_PROBES),
  };
}
