/**
 * The data files, and when they may be read. A model is what crosses from training to predicting, so while files are
 * imported nothing may be read, and while rows are predicted nothing but the rows.
 */
import { OfficialError } from './error.ts';

/** What may be read now: everything, nothing with the reason, or one file. */
type Permission = { kind: 'all' } | { kind: 'none'; code: string; reason: string } | { kind: 'only'; path: string };

export class Reader {
  readonly #files = new Map<string, Uint8Array>();
  #permission: Permission = { kind: 'all' };

  /** Adds or replaces a file. */
  set(path: string, bytes: Uint8Array): void {
    this.#files.set(path, bytes);
  }

  delete(path: string): void {
    this.#files.delete(path);
  }

  /** Bytes of a file. @throws OfficialError where it may not be read now, Error where there is none. */
  read(path: string): Uint8Array {
    const name = String(path).replace(/^\.?\/+/, '');
    const { kind } = this.#permission;
    if (kind === 'none')
      throw new OfficialError(this.#permission.code, `${name} may not be read here: ${this.#permission.reason}`);
    if (kind === 'only' && this.#permission.path !== name) {
      throw new OfficialError('reads-files', `${name} may not be read here: load reads the file that it is given`);
    }
    const bytes = this.#files.get(name);
    if (bytes) return bytes;
    throw new Error(
      `there is no file "${name}"; there ${this.#files.size === 1 ? 'is' : 'are'} ${[...this.#files.keys()].join(', ') || 'none'}`,
    );
  }

  /** Runs `action` under a permission, also while it waits. */
  async under<T>(permission: Permission, action: () => T | Promise<T>): Promise<T> {
    const before = this.#permission;
    this.#permission = permission;
    try {
      return await action();
    } finally {
      this.#permission = before;
    }
  }
}

/** While contract files are imported. */
export const IMPORTING: Permission = {
  kind: 'none',
  code: 'import-reads',
  reason: 'files of the contract hold definitions only; read data inside load',
};

/** While rows are predicted. */
export const PREDICTING: Permission = {
  kind: 'none',
  code: 'reads-files',
  reason: 'predict may use the model and the given rows alone; return from fit what it needs',
};
