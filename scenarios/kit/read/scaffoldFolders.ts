/** Scaffolds, test-solves and the author's probes, read from their folders. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ENDING } from '../../../protocol/language.ts';
import { AuthoringError } from '../manifest/error.ts';
import type { ScenarioSpec } from '../manifest/schema.ts';
import type { PlacedYaml } from '../manifest/yaml.ts';
import type { Mistakes } from './mistakes.ts';
import { parseTemplate } from './regions.ts';
import { type Scaffold, scaffoldsOf } from './scaffold.ts';
import { contractMistakes, homelessBugs, regionMistakes } from './scaffoldMistakes.ts';
import type { Scenario } from './scenario.ts';

/** A folder that is being read, and where its mistakes go. */
interface ReadingFolder {
  folder: string;
  /** A name in the folder as an author knows it. */
  shown: (name: string) => string;
  /** @throws AuthoringError where the file is missing */
  read: (name: string) => string;
  mistakes: Mistakes;
  manifest: PlacedYaml<ScenarioSpec>;
}

/** Templates and test-solves by scaffold; a scaffold that lacks a file, or has one with a broken region, is left out. */
export function readScaffolds(at: ReadingFolder): Pick<Scenario, 'scaffold' | 'reference'> {
  const { mistakes, manifest } = at;
  const scaffold: Scenario['scaffold'] = {};
  const reference: Scenario['reference'] = {};
  for (const chosen of scaffoldsOf(manifest.value)) {
    const { name, language, framework } = chosen;
    const templates = readTemplates(at, chosen);
    if (templates) {
      scaffold[name] = templates;
      const whole = { ...chosen, files: templates };
      for (const mistake of regionMistakes(whole, manifest)) mistakes.add('regions', mistake);
      for (const mistake of contractMistakes(whole, at.shown, manifest)) mistakes.add('contract', mistake);
    }
    const solution = readSolution(at, chosen);
    reference[name] = framework === null ? solution : { ...reference[language], ...solution };
  }
  for (const mistake of homelessBugs(Object.values(scaffold), manifest)) mistakes.add('regions', mistake);
  return { scaffold, reference };
}

/** The files of a scaffold in the order in which they are shown; null where one of them is missing or broken. */
function readTemplates({ folder, shown, read, mistakes, manifest }: ReadingFolder, chosen: Scaffold) {
  const { name, language, framework } = chosen;
  const names = manifest.value.files.map((stem) => stem + ENDING[language]);
  const own = framework === null ? names : listed(folder, name, ENDING[language]);
  if (own.length === 0) mistakes.add('files', new AuthoringError('holds no file of its own', { path: shown(name) }));
  for (const stray of listed(folder, name, ENDING[language]).filter((file) => !names.includes(file)))
    mistakes.add('files', new AuthoringError('is not listed in "files"', { path: shown(`${name}/${stray}`) }));
  const templates = names.flatMap((file) => {
    const place = `${own.includes(file) ? name : language}/${file}`;
    const text = mistakes.try('files', () => read(place));
    const template = text === null ? null : mistakes.try('regions', () => parseTemplate(shown(place), text));
    return template ? [template] : [];
  });
  return templates.length === names.length ? templates : null;
}

/** Files of the test-solve that are in the scaffold's folder of `reference/`. */
function readSolution({ folder, shown, read, mistakes }: ReadingFolder, { name, language }: Scaffold) {
  const solved = listed(folder, `reference/${name}`, ENDING[language]);
  if (solved.length === 0)
    mistakes.add('files', new AuthoringError('holds no test-solve', { path: shown(`reference/${name}`) }));
  return Object.fromEntries(solved.map((file) => [file, read(`reference/${name}/${file}`)]));
}

/** The author's code of probes of the kind `own`: `probes/<id>.py` and `probes/<id>.ts`. */
export function readOwnProbes({ read, mistakes, manifest }: ReadingFolder): Scenario['ownProbes'] {
  const { languages, probes } = manifest.value;
  const texts: Scenario['ownProbes'] = { python: {}, typescript: {} };
  for (const { id, kind, only } of probes) {
    if (kind !== 'own') continue;
    for (const language of languages) {
      const wanted = only.length === 0 || only.some((name) => name === language || name.startsWith(`${language}-`));
      const text = wanted ? mistakes.try('files', () => read(`probes/${id}${ENDING[language]}`)) : null;
      if (text !== null) texts[language][id] = text;
    }
  }
  return texts;
}

/** Names of the files in a folder that end so; none where it is not there. */
function listed(folder: string, name: string, ending: string): string[] {
  const at = path.join(folder, name);
  return existsSync(at) ? readdirSync(at).filter((file) => file.endsWith(ending)) : [];
}
