/** Python files read by Python, in an interpreter without packages, without running them. */
import { readFileSync } from 'node:fs';
import { readManifest } from '../../../engine/build/paths.ts';
import { bootInNode } from '../../../engine/build/pythonRuntime.ts';
import type { Parsed } from './parsed.ts';

let reader: Promise<(asked: string) => string> | undefined;

/** Reads folders of files; answers by folder and file, those of equal text once. @param packages that the scaffold has */
export async function parsePython(
  folders: readonly Record<string, string>[],
  packages: readonly string[],
): Promise<Record<string, Parsed>[]> {
  reader ??= start();
  const read = await reader;
  const modules = importsOf(packages);
  const asked = new Map<string, object>();
  for (const files of folders)
    for (const text of Object.values(files))
      asked.set(text, { text, own: Object.keys(files).map((name) => name.replace(/\.py$/, '')), packages: modules });
  const answers = JSON.parse(read(JSON.stringify([...asked.values()]))) as Parsed[];
  const byText = new Map([...asked.keys()].map((text, at) => [text, answers[at] as Parsed]));
  return folders.map((files) =>
    Object.fromEntries(Object.entries(files).map(([file, text]) => [file, byText.get(text) as Parsed])),
  );
}

/** Modules that packages and what they need offer. */
function importsOf(packages: readonly string[]): string[] {
  const { packages: known } = readManifest();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const need of known[name]?.depends ?? []) visit(need);
  };
  packages.forEach(visit);
  return [...seen].flatMap((name) => known[name]?.imports ?? [name]);
}

async function start(): Promise<(asked: string) => string> {
  const quiet = () => {};
  const { pyodide } = await bootInNode({ packages: [], env: {}, stdout: quiet, stderr: quiet });
  return pyodide.runPython(readFileSync(new URL('./pythonProgram.py', import.meta.url), 'utf8')) as (
    asked: string,
  ) => string;
}
