/** A folder of finished files, served by exact name: what was not there when it was listed does not exist. */
import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { Cache, remembered } from './cache.ts';

const brotli = promisify(brotliCompress);

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = /^(text\/|application\/json|image\/svg|font\/ttf|application\/wasm)/;
/** Smaller ones do not gain. */
const MIN_COMPRESSED = 1_024;
/** How long a listing is trusted when a name is not in it. */
const RELIST_MS = 2_000;

/** What compressing once may leave in memory. */
const COMPRESSED_BYTES = 32 * 1024 * 1024;

/** Bytes of files that are being sent right now: many who ask for one file at the same time share them. */
class Readings {
  readonly #pending = new Map<string, Promise<Buffer>>();
  readonly #alive = new Map<string, WeakRef<Buffer>>();

  /** The bytes of a file in the state that `etag` names. */
  read(file: string, etag: string): Promise<Buffer> {
    const key = `${file} ${etag}`;
    const alive = this.#alive.get(key)?.deref();
    if (alive) return Promise.resolve(alive);
    let pending = this.#pending.get(key);
    if (!pending) {
      pending = readFile(file).then((bytes) => {
        for (const [known, reference] of this.#alive) if (!reference.deref()) this.#alive.delete(known);
        this.#alive.set(key, new WeakRef(bytes));
        return bytes;
      });
      this.#pending.set(key, pending);
      const over = () => this.#pending.delete(key);
      pending.then(over, over);
    }
    return pending;
  }
}

/** A file as it is sent. `encoding` is how `bytes` are compressed, null: not at all. */
export interface Served {
  bytes: Buffer;
  type: string;
  encoding: 'br' | null;
  etag: string;
}

/** The files below one folder. */
export class Folder {
  readonly #root: string;
  #files = new Map<string, { size: number; changed: number }>();
  #listedAt = 0;
  readonly #compressed = new Cache<Promise<Buffer>>({ entries: 1_000, weight: COMPRESSED_BYTES });
  readonly #readings = new Readings();

  constructor(root: string) {
    this.#root = root;
  }

  #list(): void {
    this.#listedAt = Date.now();
    this.#files = new Map();
    let names: string[];
    try {
      names = readdirSync(this.#root, { recursive: true }) as string[];
    } catch {
      return;
    }
    for (const name of names) {
      const stat = statSync(join(this.#root, name));
      if (stat.isFile()) this.#files.set(name.split(sep).join('/'), { size: stat.size, changed: stat.mtimeMs });
    }
  }

  /** True where there is a file of this name; for a new name the folder is listed again, at most every 2 s. */
  has(name: string): boolean {
    if (!this.#files.has(name) && Date.now() - this.#listedAt > RELIST_MS) this.#list();
    return this.#files.has(name);
  }

  /** The file of that name below the root, compressed where the client takes brotli; null where there is none. */
  async read(name: string, takesBrotli: boolean): Promise<Served | null> {
    if (name.endsWith('.br') || !this.has(name)) return null;
    const file = join(this.#root, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return null;
    const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const etag = `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}"`;
    if (!takesBrotli) return { bytes: await this.#readings.read(file, etag), type, encoding: null, etag };
    if (this.has(`${name}.br`))
      return { bytes: await this.#readings.read(`${file}.br`, etag), type, encoding: 'br', etag };
    if (!COMPRESSIBLE.test(type) || stat.size < MIN_COMPRESSED)
      return { bytes: await this.#readings.read(file, etag), type, encoding: null, etag };
    return { bytes: await this.#compress(name, etag, file), type, encoding: 'br', etag };
  }

  /** Compresses once per state of a file, off the event loop. */
  #compress(name: string, etag: string, file: string): Promise<Buffer> {
    const compress = async () => brotli(await readFile(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
    return remembered(this.#compressed, `${name} ${etag}`, compress, ({ byteLength }) => byteLength);
  }
}
