/**
 * Lints Python with ruff's WebAssembly build, so that no Python is needed: node scripts/ruff.mjs [--fix] [file or folder ...]
 * Rules: errors (E, F), order of imports (I), lines of 120 columns. `--fix` writes what ruff can repair by itself.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { main, PlainError, ROOT, say } from './steps.mjs';

const ROOTS = ['bench', 'engine/python/src', 'scenarios', 'scripts', 'tests'];
const OPTIONS = {
  'line-length': 120,
  'target-version': 'py312',
  lint: {
    select: ['E', 'F', 'I'],
    isort: { 'known-first-party': ['holdout_kernel', 'holdout_official', 'holdout_probes', 'torch'] },
  },
};
/** Tables of cases, one per line: broken into short lines they would be five times as long, and nobody reads them sideways. */
const LONG_LINES = 'tests/torch/';

/** Folders whose Python is not linted, each with its reason. */
const LEFT_OUT = [
  // A PyTorch subset whose circular imports need a certain order.
  'engine/python/src/torch/',
  // Scenarios whose tests compare bytes: what an author wrote stays as it is.
  'scenarios/bank-scam/',
  'scenarios/meter-reader/',
  // Broken on purpose.
  'tests/scenarios/broken/',
  // Programs of candidates, one cell of which does not parse.
  'tests/contract/kernel/programs/python/',
  // A candidate's files in pieces that the tests of the probes put together.
  'tests/unit/engine/probes/programs/python/',
  'tests/unit/engine/python/programs/',
  'tests/unit/engine/weights/programs/',
  'tests/unit/scenarios/programs/',
  'tests/security/programs/',
];

function* pythonFiles(path) {
  const name = relative(ROOT, path).split(sep).join('/');
  if (statSync(path).isDirectory()) {
    if (/(^|\/)(node_modules|__pycache__)$/.test(name) || LEFT_OUT.includes(`${name}/`)) return;
    for (const inner of readdirSync(path).sort()) yield* pythonFiles(join(path, inner));
  } else if (name.endsWith('.py')) yield name;
}

/** Applies ruff's repairs of a text, the last one first so that earlier places stay where they are. */
function repaired(text, diagnostics) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = ({ row, column }) => (starts[row - 1] ?? text.length) + column - 1;
  return diagnostics
    .flatMap(({ fix }) => fix?.edits ?? [])
    .map((edit) => ({ from: offset(edit.location), to: offset(edit.end_location), by: edit.content ?? '' }))
    .sort((a, b) => b.from - a.from)
    .reduce((now, { from, to, by }) => now.slice(0, from) + by + now.slice(to), text);
}

await main(async () => {
  const { PositionEncoding, Workspace } = createRequire(import.meta.url)('@astral-sh/ruff-wasm-nodejs');
  const strict = new Workspace(OPTIONS, PositionEncoding.Utf16);
  const tables = new Workspace({ ...OPTIONS, lint: { ...OPTIONS.lint, ignore: ['E501'] } }, PositionEncoding.Utf16);
  const fix = process.argv.includes('--fix');
  const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  const files = (asked.length > 0 ? asked : ROOTS).flatMap((path) => [...pythonFiles(join(ROOT, path))]);
  if (files.length === 0) throw new PlainError('There is no Python file to lint.');
  let faults = 0;
  for (const file of files) {
    const workspace = file.startsWith(LONG_LINES) ? tables : strict;
    const text = readFileSync(join(ROOT, file), 'utf8');
    let found = workspace.check(text);
    if (fix && found.some((diagnostic) => diagnostic.fix)) {
      const now = repaired(text, found);
      writeFileSync(join(ROOT, file), now);
      found = workspace.check(now);
    }
    for (const { code, message, start_location: at } of found)
      say(`${file}:${at.row}:${at.column} ${code ?? 'syntax'} ${message}`);
    faults += found.length;
  }
  say(`ruff: ${files.length} Python files, ${faults === 0 ? 'nothing to mend' : `${faults} faults`}`);
  return faults > 0 ? 1 : 0;
});
