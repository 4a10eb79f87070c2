/**
 * Probes inside one interpreter. Host-neutral; the Python side is engine/python/src/holdout_probes, which must be installed
 * beside `holdout_official`, and the training file must lie in the candidate's folder.
 */
import type { PyodideInterface } from 'pyodide';
import type { OfficialConfig } from '../../contract/official.ts';
import { type ProbeOptions, type ProbeResult, probeResult } from '../../contract/probes/result.ts';
import type { Probe } from '../../contract/probes/spec.ts';
import { TAMPERED } from '../../contract/probes/tampered.ts';
import { HOME } from './home.ts';
import { writeData } from './kernel.ts';
import { sealOf } from './seal.ts';

/**
 * Writes the candidate's files and runs the probes over them, in order. An endless loop of the candidate's Python ends after
 * `options.seconds`; what blocks inside a library is ended by whoever owns the interpreter.
 * @throws for a config that is wrong or an answer that is none; never for what the candidate's code does.
 *
 * @example
 * writeData(pyodide, 'train.csv', bytes);
 * const results = runProbes(pyodide, config, files, [probeSpec.parse({ id: 'late', kind: 'mask', column: 'fee', value: 0 })]);
 */
export function runProbes(
  pyodide: PyodideInterface,
  config: OfficialConfig,
  files: Readonly<Record<string, string>>,
  probes: readonly Probe[],
  { onResult, ...options }: ProbeOptions = {},
): ProbeResult[] {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(files)) writeData(pyodide, path, encoder.encode(text));
  const settings = { ...config, folder: HOME, train: `${HOME}/${config.train}` };
  pyodide.runPython(
    `import os as _o, sys as _s; _o.chdir(${JSON.stringify(HOME)}); _s.dont_write_bytecode = True; del _o, _s`,
  );
  const run = pyodide.runPython(
    'import json as _j, holdout_probes as _p; (lambda j, p: lambda *given: j.dumps(p.run_probes(*given)))(_j, _p)',
  );
  const brokenNow = sealOf(pyodide);
  let broken: string | null = null;
  const results: ProbeResult[] = [];
  const report = (text: string): void => {
    const told = probeResult.parse(JSON.parse(text));
    broken ??= brokenNow();
    const result = broken === null ? told : withoutWord(told, broken);
    results.push(result);
    onResult?.(result);
  };
  run(JSON.stringify(settings), JSON.stringify(probes), JSON.stringify(options), report);
  run.destroy();
  return results;
}

/** What is left of a result where the code has replaced what asked it. */
const withoutWord = (result: ProbeResult, broken: string): ProbeResult => ({
  ...result,
  verdict: 'cannot-tell',
  value: null,
  message: `${TAMPERED}: ${broken} is another one than before`,
});
