/** Writes files of the runtime as the server offers them: named by their content, with a brotli form beside. Node only. */
import { createHash } from 'node:crypto';
import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { RuntimeFile } from '../mount/packages.ts';
import { megabytes, type Report } from './download.ts';

const brotli = promisify(brotliCompress);
/** 9 packs nearly as well as 11 in a twentieth of the time; the window must span whole segments. */
const QUALITY = 9;
const WINDOW = 24;

/**
 * Writes `<name>-<hash><ending>` and its `.br` into the folder. Compression runs in Node's thread pool, and not at all
 * where the file is there already: its name is the hash of its content.
 */
export async function packFile(
  folder: string,
  { name, ending, bytes }: { name: string; ending: string; bytes: Uint8Array },
  report: Report,
): Promise<RuntimeFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = `${name}-${sha256.slice(0, 16)}${ending}`;
  writeWhole(join(folder, file), bytes);
  const packed = join(folder, `${file}.br`);
  if (!existsSync(packed)) {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    writeWhole(packed, await brotli(bytes, { params }));
  }
  const brBytes = statSync(packed).size;
  report(`packed ${file}, ${megabytes(bytes.length)} to ${megabytes(brBytes)} MB`);
  return { file, bytes: bytes.length, brBytes, sha256 };
}

/** Writes a file at once: nobody ever reads half of it. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}
