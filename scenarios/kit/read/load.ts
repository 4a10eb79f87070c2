/** From folders to scenarios. Whatever is wrong is reported with folder, file and line; nothing broken gets further. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { loadDataMaker } from '../data/maker.ts';
import { AuthoringError, together } from '../manifest/error.ts';
import { dictionarySpec, type ScenarioSpec, scenarioSpec } from '../manifest/schema.ts';
import { type PlacedYaml, parsePlacedYaml, parseYaml } from '../manifest/yaml.ts';
import { expectedSchema } from './expectedFile.ts';
import { parseGuide } from './guide.ts';
import { type LoadRule, Mistakes } from './mistakes.ts';
import { referenceMistakes } from './nameMistakes.ts';
import { readOwnProbes, readScaffolds } from './scaffoldFolders.ts';
import type { Scenario } from './scenario.ts';

/** Every folder below `root` that holds a `scenario.yaml`, by name. @throws AuthoringError for the first broken one */
export async function loadScenarios(root: string): Promise<Map<string, Scenario>> {
  const slugs = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'scenario.yaml')))
    .map((entry) => entry.name)
    .sort();
  const loaded = new Map<string, Scenario>();
  for (const slug of slugs) loaded.set(slug, await loadScenario(path.join(root, slug)));
  return loaded;
}

/**
 * Reads one scenario folder.
 * @throws AuthoringError with the place of the first mistake; it holds the others
 *
 * @example
 * const scenario = await loadScenario('scenarios/bank-scam');
 * scenario.spec.forms.map(({ id }) => id); // ['junior-a', 'junior-b', …]
 */
export async function loadScenario(folder: string): Promise<Scenario> {
  const { scenario, mistakes } = await readScenario(folder);
  if (!scenario || mistakes.list.length > 0) throw together(mistakes.some());
  return scenario;
}

/** A folder as it was read: everything that is wrong with it, and a scenario where one can be made of it. */
export interface Reading {
  scenario: Scenario | null;
  mistakes: Mistakes;
  /** Places in `scenario.yaml`; null where it could not be read. */
  manifest: PlacedYaml<ScenarioSpec> | null;
}

/**
 * Reads a folder to its end, mistakes or not.
 * @param without rules that are not asked; for tests of the gate
 */
export async function readScenario(folder: string, without: readonly LoadRule[] = []): Promise<Reading> {
  const slug = path.basename(folder);
  const shown = (name: string) => `scenarios/${slug}/${name}`;
  const read = (name: string) => {
    if (existsSync(path.join(folder, name))) return readFileSync(path.join(folder, name), 'utf8');
    throw new AuthoringError('is missing', { path: shown(name) });
  };
  const mistakes = new Mistakes(without);
  for (const name of links(folder))
    mistakes.add('files', new AuthoringError('is a link; a scenario holds plain files', { path: shown(name) }));
  const text = mistakes.try('files', () => read('scenario.yaml'));
  const manifest =
    text === null ? null : mistakes.try('yaml', () => parsePlacedYaml(shown('scenario.yaml'), text, scenarioSpec));
  const meanings = mistakes.try('files', () => read('dictionary.yaml'));
  const dictionary =
    meanings === null
      ? null
      : mistakes.try('yaml', () => parseYaml(shown('dictionary.yaml'), meanings, dictionarySpec));
  const brief = mistakes.try('files', () => read('brief.md'));
  const guide = mistakes.try('files', () => parseGuide(shown('guide.md'), read('guide.md')));
  const measured = existsSync(path.join(folder, 'expected.json')) ? read('expected.json') : null;
  const expected =
    measured === null ? null : mistakes.try('yaml', () => parseYaml(shown('expected.json'), measured, expectedSchema));
  if (!manifest) return { scenario: null, mistakes, manifest: null };
  for (const mistake of referenceMistakes(manifest)) mistakes.add('names', mistake);
  const { scaffold, reference } = readScaffolds({ folder, shown, read, mistakes, manifest });
  const ownProbes = readOwnProbes({ folder, shown, read, mistakes, manifest });
  const generate = await mistakes.tryLater('files', () => loadDataMaker(folder));
  if (!dictionary || brief === null || !guide || !generate) return { scenario: null, mistakes, manifest };
  const scenario: Scenario = {
    slug,
    version: `${manifest.value.version}-${hashFolder(folder).slice(0, 8)}`,
    spec: manifest.value,
    brief,
    dictionary: dictionary.files,
    guide: guide.phases,
    notPlanted: guide.notPlanted,
    scaffold,
    reference,
    ownProbes,
    expected,
    generate,
  };
  return { scenario, mistakes, manifest };
}

/** Symbolic links below a folder: they could lead out of it, and their content is not the folder's. */
function links(folder: string, at = ''): string[] {
  return readdirSync(path.join(folder, at)).flatMap((name) => {
    const file = at ? `${at}/${name}` : name;
    const found = lstatSync(path.join(folder, file));
    if (found.isSymbolicLink()) return [file];
    return found.isDirectory() ? links(folder, file) : [];
  });
}

/** What was measured with a folder, by machines and by people; not a part of its version. */
const RESULTS = ['expected.json', 'solves.json'];

/** sha256 over names and contents below the folder, results left out. */
function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  const visit = (at: string) => {
    for (const name of readdirSync(path.join(folder, at)).sort()) {
      const file = path.join(at, name);
      if (name === '__pycache__' || RESULTS.includes(file)) continue;
      if (statSync(path.join(folder, file)).isDirectory()) visit(file);
      else
        hash
          .update(`${file.split(path.sep).join('/')}\0`)
          .update(readFileSync(path.join(folder, file)))
          .update('\0');
    }
  };
  visit('');
  return hash.digest('hex');
}
