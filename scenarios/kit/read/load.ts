/** From folders to scenarios. Whatever is wrong is told with folder, file and line; nothing broken gets further. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ENDING } from '../../../protocol/language.ts';
import { loadDataMaker } from '../data/maker.ts';
import { AuthoringError, together } from '../manifest/error.ts';
import { dictionarySpec, type ScenarioSpec, scenarioSpec } from '../manifest/schema.ts';
import { type PlacedYaml, parsePlacedYaml, parseYaml } from '../manifest/yaml.ts';
import { parseTemplate } from '../render/files.ts';
import { expectedSchema } from './expectedFile.ts';
import { parseGuide } from './guide.ts';
import { type LoadRule, Mistakes } from './mistakes.ts';
import { referenceMistakes } from './nameMistakes.ts';
import { contractMistakes, homelessBugs, regionMistakes } from './scaffoldMistakes.ts';
import { type Scenario, scaffoldName } from './scenario.ts';

/** Every folder below `root` that holds a `scenario.yaml`, by name. Throws for the first broken one. */
export async function loadScenarios(root: string): Promise<Map<string, Scenario>> {
  const slugs = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'scenario.yaml')))
    .map((entry) => entry.name)
    .sort();
  const loaded = new Map<string, Scenario>();
  for (const slug of slugs) loaded.set(slug, await loadScenario(path.join(root, slug)));
  return loaded;
}

/** Reads one scenario folder. @throws AuthoringError with the place of the first mistake; it holds the others. */
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

interface ReadingFolder {
  folder: string;
  /** A name in the folder as an author knows it. */
  shown: (name: string) => string;
  /** @throws AuthoringError where the file is missing */
  read: (name: string) => string;
  mistakes: Mistakes;
  manifest: PlacedYaml<ScenarioSpec>;
}

function readScaffolds(at: ReadingFolder): Pick<Scenario, 'scaffold' | 'reference'> {
  const { folder, shown, read, mistakes, manifest } = at;
  const spec = manifest.value;
  const scaffold: Scenario['scaffold'] = {};
  const reference: Scenario['reference'] = {};
  for (const language of spec.languages) {
    const names = spec.files.map((name) => name + ENDING[language]);
    const kinds = [null, ...spec.frameworks.filter((one) => one.languages.includes(language)).map(({ id }) => id)];
    for (const framework of kinds) {
      const name = scaffoldName(language, framework);
      const own = framework === null ? names : listed(folder, name, ENDING[language]);
      if (own.length === 0)
        mistakes.add('files', new AuthoringError('holds no file of its own', { path: shown(name) }));
      for (const stray of listed(folder, name, ENDING[language]).filter((file) => !names.includes(file)))
        mistakes.add('files', new AuthoringError('is not listed in "files"', { path: shown(`${name}/${stray}`) }));
      const files = names.map((file) => `${own.includes(file) ? name : language}/${file}`);
      const templates = files.flatMap((file) => {
        const text = mistakes.try('files', () => read(file));
        const template = text === null ? null : mistakes.try('regions', () => parseTemplate(shown(file), text));
        return template ? [template] : [];
      });
      if (templates.length === files.length) {
        scaffold[name] = templates;
        const whole = { language, framework, files: templates };
        for (const mistake of regionMistakes(whole, manifest)) mistakes.add('regions', mistake);
        for (const mistake of contractMistakes(whole, shown, manifest)) mistakes.add('contract', mistake);
      }
      const solved = listed(folder, `reference/${name}`, ENDING[language]);
      if (solved.length === 0)
        mistakes.add('files', new AuthoringError('holds no test-solve', { path: shown(`reference/${name}`) }));
      const solution = Object.fromEntries(solved.map((file) => [file, read(`reference/${name}/${file}`)]));
      reference[name] = framework === null ? solution : { ...reference[language], ...solution };
    }
  }
  for (const mistake of homelessBugs(Object.values(scaffold), manifest)) mistakes.add('regions', mistake);
  return { scaffold, reference };
}

/** The author's code of probes of the kind `own`: `probes/<id>.py` and `probes/<id>.ts`. */
function readOwnProbes({ read, mistakes, manifest }: ReadingFolder): Scenario['ownProbes'] {
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
