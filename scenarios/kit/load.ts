/** From folders to scenarios. Whatever is wrong is told with folder, file and line; nothing broken gets further. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from '../../protocol/bundle.ts';
import type { DataMaker } from './data.ts';
import { AuthoringError } from './error.ts';
import { expectedSchema } from './expected.ts';
import { parseGuide } from './guide.ts';
import { bugIds, parseTemplate, type Template } from './render.ts';
import { type Scenario, scaffoldName } from './scenario.ts';
import { dictionarySpec, type ScenarioSpec, scenarioSpec } from './schema.ts';
import { parseYaml } from './yaml.ts';

export const ENDING: Record<Language, string> = { python: '.py', typescript: '.ts' };

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

/** Reads one scenario folder. @throws AuthoringError with the place of the mistake. */
export async function loadScenario(folder: string): Promise<Scenario> {
  const slug = path.basename(folder);
  const shown = (name: string) => `scenarios/${slug}/${name}`;
  const read = (name: string) => {
    if (existsSync(path.join(folder, name))) return readFileSync(path.join(folder, name), 'utf8');
    throw new AuthoringError('is missing', { path: shown(name) });
  };
  const spec = parseYaml(shown('scenario.yaml'), read('scenario.yaml'), scenarioSpec);
  checkSpec(shown('scenario.yaml'), spec);
  const scaffold: Scenario['scaffold'] = {};
  const reference: Scenario['reference'] = {};
  for (const language of spec.languages) {
    const names = spec.files.map((name) => name + ENDING[language]);
    const kinds = [null, ...spec.frameworks.filter((one) => one.languages.includes(language)).map(({ id }) => id)];
    for (const framework of kinds) {
      const name = scaffoldName(language, framework);
      const own = framework === null ? names : listed(folder, name, ENDING[language]);
      const stray = own.find((file) => !names.includes(file));
      if (own.length === 0) throw new AuthoringError('holds no file of its own', { path: shown(name) });
      if (stray) throw new AuthoringError('is not listed in "files"', { path: shown(`${name}/${stray}`) });
      const files = names.map((file) => `${own.includes(file) ? name : language}/${file}`);
      scaffold[name] = files.map((file) => parseTemplate(shown(file), read(file)));
      checkScaffold(shown, { language, framework }, scaffold[name], spec);
      const solved = listed(folder, `reference/${name}`, ENDING[language]);
      if (solved.length === 0) throw new AuthoringError('holds no test-solve', { path: shown(`reference/${name}`) });
      const solution = Object.fromEntries(solved.map((file) => [file, read(`reference/${name}/${file}`)]));
      reference[name] = framework === null ? solution : { ...reference[language], ...solution };
    }
  }
  const { phases, notPlanted } = parseGuide(shown('guide.md'), read('guide.md'));
  const measured = existsSync(path.join(folder, 'expected.json')) ? read('expected.json') : null;
  return {
    slug,
    version: `${spec.version}-${hashFolder(folder).slice(0, 8)}`,
    spec,
    brief: read('brief.md'),
    dictionary: parseYaml(shown('dictionary.yaml'), read('dictionary.yaml'), dictionarySpec).files,
    guide: phases,
    notPlanted,
    scaffold,
    reference,
    expected: measured === null ? null : parseYaml(shown('expected.json'), measured, expectedSchema),
    generate: await loadData(folder, shown('data.ts')),
  };
}

/** Names of the files in a folder that end so; none where it is not there. */
function listed(folder: string, name: string, ending: string): string[] {
  const at = path.join(folder, name);
  return existsSync(at) ? readdirSync(at).filter((file) => file.endsWith(ending)) : [];
}

/** What one file cannot tell about itself: names that refer to each other. */
function checkSpec(file: string, spec: ScenarioSpec): void {
  const fail = (message: string): never => {
    throw new AuthoringError(message, { path: file });
  };
  const findings = [...spec.bugs, ...spec.quirks];
  const ids = findings.map((finding) => finding.id);
  const twice = [
    ...ids,
    ...spec.rubric.map((criterion) => criterion.id),
    ...spec.forms.map((form) => form.id),
    ...spec.frameworks.map((framework) => framework.id),
  ].find((id, at, all) => all.indexOf(id) !== at);
  if (twice) fail(`the id "${twice}" is used twice`);
  if (findings.filter((finding) => finding.found.includes('data')).length * 3 < findings.length)
    fail('at least a third of bugs and quirks must be found in the data');
  for (const bug of spec.bugs)
    for (const other of bug.neverWith)
      if (!ids.includes(other)) fail(`bugs.${bug.id}.neverWith names "${other}", which is no bug`);
  for (const form of spec.forms) {
    for (const id of form.bugs) {
      const bug = spec.bugs.find((one) => one.id === id);
      if (!bug) fail(`forms.${form.id} plants "${id}", which is no bug`);
      const clash = bug?.neverWith.find((other) => form.bugs.includes(other));
      if (clash) fail(`forms.${form.id} plants "${id}" together with "${clash}", which neverWith rules out`);
    }
    const framework = spec.frameworks.find((one) => one.id === form.framework);
    if (form.framework !== null && !framework)
      fail(`forms.${form.id} names the framework "${form.framework}", which is none`);
    for (const language of form.languages) {
      if (!spec.languages.includes(language)) fail(`forms.${form.id} is for ${language}, which the scenario lacks`);
      if (framework && !framework.languages.includes(language))
        fail(`forms.${form.id} is for ${language}, which the framework "${framework.id}" lacks`);
    }
  }
  for (const { id, anchors, expected } of spec.rubric)
    for (const [who, at] of Object.entries(expected))
      if (at >= anchors.length) fail(`rubric.${id} expects anchor ${at} of ${who}, there are ${anchors.length}`);
}

function checkScaffold(
  shown: (name: string) => string,
  { language, framework }: { language: Language; framework: string | null },
  files: Template[],
  spec: ScenarioSpec,
): void {
  const regions = new Set(files.flatMap(bugIds));
  const declared = spec.bugs.map((bug) => bug.id);
  for (const file of files)
    for (const part of file.parts)
      if (!Array.isArray(part) && !declared.includes(part.id))
        throw new AuthoringError(`the region "${part.id}" is no bug of scenario.yaml`, {
          path: file.path,
          line: part.line,
        });
  const folder = shown(scaffoldName(language, framework));
  for (const form of spec.forms.filter((one) => one.languages.includes(language) && one.framework === framework))
    for (const id of form.bugs)
      if (!regions.has(id))
        throw new AuthoringError(`no file has a region for "${id}" of form ${form.id}`, { path: folder });
  for (const [name, file] of Object.entries(spec.contract.functions)) {
    const template = files.find((one) => one.path.endsWith(`/${file}${ENDING[language]}`));
    if (!template)
      throw new AuthoringError(`contract.functions.${name} lives here, but "files" does not list it`, {
        path: shown(`${language}/${file}${ENDING[language]}`),
      });
    const defined =
      language === 'python'
        ? new RegExp(`^def ${name}\\(`)
        : new RegExp(`^export (async )?(function|const) ${name}\\b`);
    const lines = template.parts.flatMap((part) => (Array.isArray(part) ? part : part.fixed));
    if (!lines.some((line) => defined.test(line)))
      throw new AuthoringError(`defines no function "${name}"`, { path: template.path });
  }
}

async function loadData(folder: string, shown: string): Promise<DataMaker> {
  const file = path.join(folder, 'data.ts');
  if (!existsSync(file)) throw new AuthoringError('is missing', { path: shown });
  const module = (await import(pathToFileURL(file).href)) as { generate?: unknown };
  if (typeof module.generate !== 'function')
    throw new AuthoringError('exports no function "generate"', { path: shown });
  return module.generate as DataMaker;
}

/** sha256 over names and contents below the folder, measurements left out. */
function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  const visit = (at: string) => {
    for (const name of readdirSync(path.join(folder, at)).sort()) {
      const file = path.join(at, name);
      if (name === '__pycache__' || file === 'expected.json') continue;
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
