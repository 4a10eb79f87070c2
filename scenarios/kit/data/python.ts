/**
 * An author's `data.py`: `generate(rng, size)` with numpy, run in Pyodide, the same bytes on every machine.
 *
 * The file defines `DECIMALS`, a dict of how many decimals each real-valued column is written with (values are rounded to
 * them before anything else sees them), and `generate`, which returns a dict of `train`, `holdout` (dicts of columns:
 * numpy arrays or lists; None and NaN are empty cells), `labels` and, for a cost, `arrays`. `size` has `.train` and
 * `.holdout`. A source is numpy's Generator (PCG64) with `stream(name)`: an independent one by name. Other `.py` files
 * beside it can be imported; of packages there is numpy. `rng` holds two such sources, `rng.world` and `rng.holdout` (../data.ts); those of
 * secrets draw by Philox, whose numbers do not give away its key as those of PCG64 do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PyodideInterface } from 'pyodide';
import type { Rng } from '../../../datasets/rng.ts';
import { type Column, createTable, integers, numbers, type Table, texts } from '../../../datasets/table.ts';
import { bootInNode } from '../../../engine/build/pythonRuntime.ts';
import type { DataMaker } from '../data.ts';
import { AuthoringError } from '../manifest/error.ts';

interface Failure {
  message: string;
  /** Name in the scenario's folder. */
  file: string;
  line: number | null;
}

/** What `run` of python.py returns beside its arrays, which come in the order of the columns, then of `trainArrays`, of `arrays`, then labels. */
interface Header {
  error?: Failure;
  tables: Record<'train' | 'holdout', { rows: number; columns: HeaderColumn[] }>;
  arrays: string[];
  /** Null where data.py gives none. */
  trainArrays: string[] | null;
}
type HeaderColumn =
  | { name: string; kind: 'integer' }
  | { name: string; kind: 'number'; decimals: number }
  | { name: string; kind: 'text'; texts: string[] };

interface Proxy<Value> {
  toJs(): Value;
  destroy(): void;
}
/** @param sources JSON of {@link SourceKeys} */
type Runner = (folder: string, sources: string, train: number, holdout: number) => Proxy<[string, ArrayBufferView[]]>;

/** What the sources are seeded with in Python. */
interface SourceKeys {
  world: Key;
  holdout: Key;
  /** Whether one source stands for both, as generators of an earlier version took it. */
  one: boolean;
}
type Key = ReturnType<Rng['key']>;

interface Interpreter {
  pyodide: PyodideInterface;
  run: Runner;
}

/** One for all scenarios of a process: numpy's boot takes a second or two and about 250 MB. */
let interpreter: Promise<Interpreter> | undefined;

/**
 * The generator of a scenario whose folder holds `data.py`. The interpreter is started here, so that calls are synchronous
 * like those of a `data.ts`; files are read here too, and a change needs another call.
 *
 * @param folder of the scenario
 * @returns a maker that throws AuthoringError with file and line of what went wrong in Python
 */
export async function loadPythonData(folder: string): Promise<DataMaker> {
  interpreter ??= start();
  const { pyodide, run } = await interpreter;
  const slug = path.basename(folder);
  const home = `/scenarios/${slug}`;
  pyodide.FS.mkdirTree(home);
  // What an earlier call left and the author has removed since must not be found.
  for (const name of pyodide.FS.readdir(home) as string[])
    if (name.endsWith('.py')) pyodide.FS.unlink(`${home}/${name}`);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.py')))
    pyodide.FS.writeFile(`${home}/${name}`, readFileSync(path.join(folder, name)));
  return (rng, size) => {
    const keys: SourceKeys = { world: rng.world.key(), holdout: rng.holdout.key(), one: 'stream' in rng };
    const answer = run(home, JSON.stringify(keys), size.train, size.holdout);
    const [header, arrays] = answer.toJs();
    answer.destroy();
    const { error, tables, arrays: names, trainArrays: trained } = JSON.parse(header) as Header;
    if (error)
      throw new AuthoringError(error.message, {
        path: `scenarios/${slug}/${error.file}`,
        ...(error.line === null ? {} : { line: error.line }),
      });
    const left = arrays.values();
    const next = <Kind>() => left.next().value as Kind;
    const train = tableOf(tables.train.columns, next);
    const holdout = tableOf(tables.holdout.columns, next);
    const numbersOf = (of: string[]) => Object.fromEntries(of.map((name) => [name, next<Float64Array>()]));
    const trainArrays = trained && numbersOf(trained);
    const costs = numbersOf(names);
    return { train, holdout, labels: next<Uint8Array>(), arrays: costs, ...(trainArrays ? { trainArrays } : {}) };
  };
}

async function start(): Promise<Interpreter> {
  // Prints of an author go where they disturb nobody who reads standard output.
  const toStderr = (line: string) => process.stderr.write(`${line}\n`);
  const env = { PYTHONHASHSEED: '0' };
  const { pyodide } = await bootInNode({ packages: ['numpy'], env, stdout: toStderr, stderr: toStderr });
  const source = readFileSync(new URL('./python.py', import.meta.url), 'utf8');
  return { pyodide, run: pyodide.runPython(`${source}\nrun`) as Runner };
}

function tableOf(columns: HeaderColumn[], next: <Kind>() => Kind): Table {
  return createTable(
    columns.map((column): Column => {
      if (column.kind === 'text') return texts(column.name, column.texts);
      if (column.kind === 'integer') return integers(column.name, next<Int32Array>());
      return numbers(column.name, next<Float64Array>(), column.decimals);
    }),
  );
}
