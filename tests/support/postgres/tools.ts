/** The programs of PostgreSQL on this machine, run as a user that they accept: PostgreSQL refuses to serve as root. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian puts them: outside PATH, a folder per version. */
const DEBIAN = '/usr/lib/postgresql';
const TOOLS = ['initdb', 'pg_ctl', 'pg_basebackup', 'postgres'];

/** A user of the system by number. */
interface User {
  uid: number;
  gid: number;
}

/** The folder that holds all tools, the newest version first; null where there is none. */
function folder(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.filter((version) => Number(version) >= 15).map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((at) => TOOLS.every((tool) => existsSync(join(at, tool)))) ?? null;
}

/** Null where the tests do not run as root, so that no other user is needed; undefined where there is no such user. */
function unprivileged(): User | null | undefined {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

const BIN = folder();

/** Who runs PostgreSQL in the tests; null: whoever runs the tests. */
export const USER = unprivileged();

/** Why there can be no cluster here; null where there can. */
export const NO_CLUSTER: string | null =
  BIN === null
    ? `no ${TOOLS.join(', ')} of PostgreSQL 15 or newer in PATH or ${DEBIAN} (Debian: apt-get install postgresql)`
    : USER === undefined
      ? 'the tests run as root, which PostgreSQL refuses, and there is no user postgres or nobody'
      : null;

/** Runs a tool to its end. @throws Error with what it wrote, where its exit code is not 0 */
export function tool(name: string, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(BIN ?? '', name), args, { cwd, ...USER, env: { ...process.env, LC_ALL: 'C' } });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4_000);
      });
    child.on('error', reject);
    // Not 'close': the server that pg_ctl starts may hold its output open.
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}:\n${said}`))));
  });
}
