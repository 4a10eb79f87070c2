/** What a scaffold must hold: regions of declared bugs, those of its forms, and the functions of the contract. */
import { trackOf } from '../../../engine/tracks.ts';
import { ENDING } from '../../../protocol/language.ts';
import { AuthoringError } from '../manifest/error.ts';
import type { ScenarioSpec } from '../manifest/schema.ts';
import type { PlacedYaml } from '../manifest/yaml.ts';
import { bugIds, type Template } from './regions.ts';
import type { Scaffold } from './scaffold.ts';

interface ScaffoldFiles extends Scaffold {
  files: readonly Template[];
}

/** Regions of no bug, and bugs of a form that have no region. */
export function regionMistakes(
  { name: scaffold, language, framework, files }: ScaffoldFiles,
  { value: spec, at }: PlacedYaml<ScenarioSpec>,
): AuthoringError[] {
  const found: AuthoringError[] = [];
  const declared = spec.bugs.map((bug) => bug.id);
  const regions = new Set(files.flatMap(bugIds));
  for (const file of files)
    for (const part of file.parts) {
      if (Array.isArray(part)) continue;
      const place = { path: file.path, line: part.line };
      if (!declared.includes(part.id))
        found.push(new AuthoringError(`the region "${part.id}" is no bug of scenario.yaml`, place));
    }
  for (const [n, form] of spec.forms.entries()) {
    if (!form.languages.includes(language) || form.framework !== framework) continue;
    for (const id of form.bugs)
      if (declared.includes(id) && !regions.has(id)) {
        const message = `no file of ${scaffold} has a region for "${id}" of form ${form.id}`;
        found.push(new AuthoringError(message, at(['forms', n, 'bugs'])));
      }
  }
  return found;
}

/** Bugs that no scaffold has a region for. */
export function homelessBugs(
  scaffolds: readonly (readonly Template[])[],
  { value: spec, at }: PlacedYaml<ScenarioSpec>,
): AuthoringError[] {
  const regions = new Set(scaffolds.flat().flatMap(bugIds));
  const drawn = new Set(spec.forms.flatMap((form) => form.bugs));
  return [...spec.bugs.entries()]
    .filter(([, bug]) => !regions.has(bug.id) && !drawn.has(bug.id))
    .map(([n, bug]) => new AuthoringError(`no scaffold has a region for the bug "${bug.id}"`, at(['bugs', n, 'id'])));
}

/** Functions of the contract that their file does not define, and files that nobody lists. */
export function contractMistakes(
  { language, files }: ScaffoldFiles,
  shown: (name: string) => string,
  { value: spec }: PlacedYaml<ScenarioSpec>,
): AuthoringError[] {
  return Object.entries(spec.contract.functions).flatMap(([name, file]) => {
    const template = files.find(({ path }) => path.endsWith(`/${file}${ENDING[language]}`));
    if (!template) {
      const message = `contract.functions.${name} lives here, but "files" does not list it`;
      return [new AuthoringError(message, { path: shown(`${language}/${file}${ENDING[language]}`) })];
    }
    const defined = trackOf(language).definition(name);
    const lines = template.parts.flatMap((part) => (Array.isArray(part) ? part : part.fixed));
    if (lines.some((line) => defined.test(line))) return [];
    return [new AuthoringError(`defines no function "${name}"`, { path: template.path })];
  });
}
