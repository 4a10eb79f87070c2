/** GA3: whether everything that can be rendered is a program: it parses, imports what exists, and defines the contract. */
import { ENDING, type Language } from '../../../../protocol/language.ts';
import type { Place } from '../../manifest/error.ts';
import { packagesOf, type Scaffold } from '../../read/scaffold.ts';
import { renderLines } from '../../render/files.ts';
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';
import type { FileFault, ParseFolders } from '../parsed.ts';
import { parsePython } from '../pythonProgram.ts';
import { type RenderedFiles, renderings } from '../renderings.ts';
import { parseTypescript } from '../typescriptProgram.ts';

/** Who reads the files of a language: a further language is a row here. */
const PARSERS: Readonly<Record<Language, ParseFolders>> = { python: parsePython, typescript: parseTypescript };

export async function program(facts: Facts): Promise<Complaint[]> {
  const found = new Map<string, Complaint>();
  for (const scaffold of facts.scaffolds)
    for (const { rendered, faults } of await parsed(facts, scaffold))
      for (const { file, line, message } of faults) {
        const place = placeOf(facts, scaffold, rendered, file, line);
        const key = `${place.path}:${place.line}:${message}`;
        if (!found.has(key)) found.set(key, complain('program', place, `${message} (${rendered.of})`));
      }
  return [...found.values()];
}

interface ParsedRendering {
  rendered: RenderedFiles;
  faults: (FileFault & { file: string })[];
}

async function parsed(facts: Facts, scaffold: Scaffold): Promise<ParsedRendering[]> {
  const { scenario } = facts;
  const { language } = scaffold;
  const all = renderings(scenario, scaffold);
  const answers = await PARSERS[language](
    all.map(({ files }) => files),
    packagesOf(scenario.spec, scaffold),
  );
  const [clean] = answers;
  // What is missing everywhere is reported where the folder is read.
  const functions = Object.entries(scenario.spec.contract.functions).filter(([name, stem]) =>
    clean?.[stem + ENDING[language]]?.defines.includes(name),
  );
  return all.map((rendered, at) => {
    const files = answers[at] ?? {};
    const faults = Object.entries(files).flatMap(([file, program]) =>
      program.faults.map((fault) => ({ ...fault, file })),
    );
    for (const [name, stem] of functions) {
      const file = stem + ENDING[language];
      const program = files[file];
      // A test-solve may do without what is optional.
      if (rendered.bugs === null && name === 'tune') continue;
      if (program && program.faults.length === 0 && !program.defines.includes(name))
        faults.push({ file, line: null, message: `defines no function "${name}"` });
    }
    return { rendered, faults };
  });
}

/** From a line of a rendered file to the author's. */
function placeOf(
  { scenario }: Facts,
  scaffold: Scaffold,
  { bugs, files }: RenderedFiles,
  file: string,
  line: number | null,
): Place {
  const { name, language, framework } = scaffold;
  const shown = (path: string) => ({ path: `scenarios/${scenario.slug}/${path}`, ...(line === null ? {} : { line }) });
  if (bugs === null && scenario.reference[name]?.[file] !== undefined) {
    const own = framework === null || scenario.reference[language]?.[file] !== scenario.reference[name]?.[file];
    return shown(`reference/${own ? name : language}/${file}`);
  }
  const template = scenario.scaffold[name]?.[Object.keys(files).indexOf(file)];
  if (!template || line === null) return { path: template?.path ?? shown(file).path };
  const source = renderLines(template, bugs ?? new Set())[line - 1]?.line;
  return { path: template.path, ...(source === undefined ? {} : { line: source }) };
}
