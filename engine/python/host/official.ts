/**
 * The official path inside one interpreter: train, or predict with what crossed. Host-neutral.
 * The Python side is engine/python/src/holdout_official; its `__init__.py` states arguments and answers.
 */
import type { PyodideInterface } from 'pyodide';
import type { OfficialAnswer, OfficialConfig } from '../../contract/official.ts';
import { runningPython } from '../../crossing/python/running.ts';
import { Kept, keptNote } from '../../official/kept.ts';
import { HOME } from './home.ts';
import { writeData } from './kernel.ts';
import { filesInUse, memoryInUse } from './memory.ts';

interface Official {
  /** Phase 1; `train.csv` must lie in the candidate's folder. */
  train(progress: (text: string) => void): OfficialAnswer;
  /** After it, in the same interpreter: the validation rows with these ids, for a Check. */
  validation(validIds: readonly unknown[]): OfficialAnswer;
  /** Phase 2, with one payload. */
  predicting(payload: Uint8Array, progress: (text: string) => void): PythonPredicting;
}

/** One payload, opened, asked batch after batch, and closed; engine/official/answers.ts says what the answers are. */
export interface PythonPredicting {
  open(): OfficialAnswer;
  ask(rows: Uint8Array, places: Uint32Array): OfficialAnswer;
  close(): OfficialAnswer;
}

const HOLDOUT = 'holdout.csv';

/** Writes what runs of the candidate's files (the normalised text that is counted) and gives access to the official functions over it. */
export function createOfficial(
  pyodide: PyodideInterface,
  config: OfficialConfig,
  files: Readonly<Record<string, string>>,
): Official {
  const encoder = new TextEncoder();
  const { scaffold: _, ...contract } = config;
  const running = runningPython(files, Object.values(config.functions), config.explore ?? ['explore.py']);
  for (const [path, text] of Object.entries(running)) writeData(pyodide, path, encoder.encode(text));
  const settings = JSON.stringify({
    ...contract,
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
    validation: (validIds) => plain(module.validation(settings, pyodide.toPy(validIds))),
    predicting(payload, progress) {
      const one = module.Predicting(settings, toBytes(new Uint8Array(payload)), progress);
      const kept = new Kept();
      const files = new Kept();
      /** What remembering takes, once memory has grown and somebody looks closer. */
      let looking: number | null = null;
      const memory = () => memoryInUse(pyodide) - (looking ?? 0);
      const written = () => filesInUse(pyodide, `${HOME}/${HOLDOUT}`);
      return {
        open: () => plain(one.open()),
        ask(rows, places) {
          // The one before is gone: no call has more rows than these. The kernel owns what it is given.
          writeData(pyodide, HOLDOUT, rows.slice());
          const answer = plain(one.ask(places));
          kept.add(places.length, memory);
          files.add(places.length, written);
          if (kept.grown > 0 && looking === null) {
            const before = memoryInUse(pyodide);
            one.look();
            looking = memoryInUse(pyodide) - before;
          }
          return answer;
        },
        close() {
          kept.end(memory);
          files.end(written);
          const found = [
            ...(kept.grown > 0 ? [keptNote(kept.grown, (one.grown() as string | undefined) ?? null)] : []),
            ...(files.grown > 0 ? [keptNote(files.grown, 'files')] : []),
          ];
          const { value, transfer } = plain(one.close());
          one.destroy();
          return { value: withNotes(value, found), transfer };
        },
      };
    },
  };
}

/** An answer with more notes than Python could make. What is no list of notes is for its reader to refuse. */
function withNotes(answer: unknown, more: readonly object[]): unknown {
  const { notes } = answer as { notes?: unknown };
  return more.length > 0 && Array.isArray(notes) ? { ...(answer as object), notes: [...notes, ...more] } : answer;
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
