/**
 * The official path inside one interpreter: train, or predict with what crossed. Host-neutral.
 * The Python side is engine/python/src/holdout_official; its `__init__.py` states arguments and answers.
 */
import type { PyodideInterface } from 'pyodide';
import type { OfficialAnswer, OfficialConfig } from '../../contract/official.ts';
import { HOME, writeData } from './kernel.ts';

interface Official {
  /** Phase 1; `train.csv` must lie in the candidate's folder. */
  train(progress: (text: string) => void): OfficialAnswer;
  /** Phase 2, one answer per payload, in order; stops at the first that is not ok. */
  predict(rows: ArrayBuffer, payloads: readonly ArrayBuffer[], progress: (text: string) => void): OfficialAnswer;
}

const HOLDOUT = 'holdout.csv';

/** Writes the candidate's files and gives access to the official functions over them. */
export function createOfficial(
  pyodide: PyodideInterface,
  config: OfficialConfig,
  files: Readonly<Record<string, string>>,
): Official {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(files)) writeData(pyodide, path, encoder.encode(text));
  const settings = JSON.stringify({
    ...config,
    folder: HOME,
    train: `${HOME}/${config.train}`,
    holdout: `${HOME}/${HOLDOUT}`,
  });
  pyodide.runPython(
    `import os as _o, sys as _s; _o.chdir(${JSON.stringify(HOME)}); _s.dont_write_bytecode = True; del _o, _s`,
  );
  const module = pyodide.pyimport('holdout_official.official');
  const toBytes = pyodide.runPython('lambda buffer: buffer.to_bytes()');
  return {
    train: (progress) => plain(module.train(settings, progress)),
    predict(rows, payloads, progress) {
      writeData(pyodide, HOLDOUT, new Uint8Array(rows));
      const all: OfficialAnswer = { value: [], transfer: [] };
      for (const payload of payloads) {
        const one = plain(module.predict(settings, toBytes(new Uint8Array(payload)), progress));
        (all.value as unknown[]).push(one.value);
        all.transfer.push(...one.transfer);
        if ((one.value as { ok?: unknown }).ok !== true) break;
      }
      return all;
    },
  };
}

interface Proxy {
  toJs(options: { dict_converter: (entries: Iterable<[string, unknown]>) => unknown }): unknown;
  destroy(): void;
}

/** A Python answer as plain objects; `bytes` become separate Uint8Arrays. */
function plain(answer: Proxy): OfficialAnswer {
  const value = answer.toJs({ dict_converter: Object.fromEntries });
  answer.destroy();
  const transfer: ArrayBuffer[] = [];
  const collect = (part: unknown): void => {
    if (part instanceof Uint8Array) {
      if (part.buffer instanceof ArrayBuffer && part.byteLength === part.buffer.byteLength) transfer.push(part.buffer);
    } else if (Array.isArray(part)) {
      if (typeof part[0] === 'object') part.forEach(collect);
    } else if (typeof part === 'object' && part !== null) {
      Object.values(part).forEach(collect);
    }
  };
  collect(value);
  return { value, transfer };
}
