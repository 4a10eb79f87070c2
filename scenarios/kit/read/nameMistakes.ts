/** What the shape of `scenario.yaml` cannot rule out: names that lead nowhere, are there twice or contradict each other. */
import { METRICS } from '../../../engine/scoring/index.ts';
import { AuthoringError } from '../manifest/error.ts';
import type { ScenarioSpec } from '../manifest/schema.ts';
import type { PlacedYaml } from '../manifest/yaml.ts';
import { scaffoldsOf } from './scaffold.ts';

type Path = readonly PropertyKey[];

/** Every name that leads nowhere, is there twice or contradicts another one, with its place. */
export function referenceMistakes({ value: spec, at }: PlacedYaml<ScenarioSpec>): AuthoringError[] {
  const found: AuthoringError[] = [];
  const fail = (path: Path, message: string) => found.push(new AuthoringError(message, at(path)));
  const scaffolds = scaffoldsOf(spec).map(({ name }) => name);
  twice(spec, fail);
  const findings = [...spec.bugs, ...spec.quirks];
  if (findings.filter((finding) => finding.found.includes('data')).length * 3 < findings.length)
    fail(['bugs'], 'at least a third of bugs and quirks must be found in the data');
  for (const name of [spec.metric, ...spec.secondary].map((metric) => metric.name))
    if (!METRICS[name]) fail(['metric'], `the metric "${name}" is none of ${Object.keys(METRICS).join(', ')}`);
  for (const [n, { id, only }] of spec.probes.entries())
    for (const name of only)
      if (!scaffolds.includes(name))
        fail(['probes', n, 'only'], `probes.${id}.only names "${name}"; there are ${scaffolds.join(', ')}`);
  bugs(spec, scaffolds, fail);
  for (const [n, quirk] of spec.quirks.entries())
    for (const name of quirk.rubric) criterion(spec, ['quirks', n, 'rubric'], `quirks.${quirk.id}`, name, fail);
  forms(spec, fail);
  for (const [n, { id, anchors, expected }] of spec.rubric.entries())
    for (const [who, place] of Object.entries(expected))
      if (place >= anchors.length)
        fail(
          ['rubric', n, 'expected', who],
          `rubric.${id} expects anchor ${place} of ${who}, there are ${anchors.length}`,
        );
  return found;
}

type Fail = (path: Path, message: string) => void;

function twice(spec: ScenarioSpec, fail: Fail): void {
  const lists = ['bugs', 'quirks', 'rubric', 'forms', 'frameworks'] as const;
  // Findings, criteria, forms and frameworks are named in one log; probes, twists and quiz have separate lists.
  const groups = [lists, ['probes'], ['twists'], ['quiz']] as const;
  for (const group of groups) {
    const seen = new Set<string>();
    for (const list of group)
      for (const [n, { id }] of spec[list].entries()) {
        if (seen.has(id)) fail([list, n, 'id'], `the id "${id}" is used twice`);
        seen.add(id);
      }
  }
}

function bugs(spec: ScenarioSpec, scaffolds: string[], fail: Fail): void {
  const ids = spec.bugs.map((bug) => bug.id);
  const probes = spec.probes.map((probe) => probe.id);
  for (const [n, bug] of spec.bugs.entries()) {
    for (const key of ['neverWith', 'interacts'] as const)
      for (const other of bug[key])
        if (!ids.includes(other)) fail(['bugs', n, key], `bugs.${bug.id}.${key} names "${other}", which is no bug`);
    for (const name of bug.rubric) criterion(spec, ['bugs', n, 'rubric'], `bugs.${bug.id}`, name, fail);
    const alarms = bug.alarms ?? [];
    if (!Array.isArray(alarms))
      for (const name of Object.keys(alarms))
        if (!scaffolds.includes(name))
          fail(
            ['bugs', n, 'alarms', name],
            `bugs.${bug.id}.alarms is for "${name}"; there are ${scaffolds.join(', ')}`,
          );
    for (const key of ['hidden', 'leftOut'] as const)
      for (const probe of bug[key])
        if (!probes.includes(probe))
          fail(['bugs', n, key], `bugs.${bug.id}.${key} names "${probe}", which is no probe`);
    for (const alarm of Array.isArray(alarms) ? alarms : Object.values(alarms).flat())
      if (!probes.includes(alarm))
        fail(['bugs', n, 'alarms'], `bugs.${bug.id}.alarms names "${alarm}", which is no probe`);
  }
}

function criterion(spec: ScenarioSpec, path: Path, who: string, name: string, fail: Fail): void {
  if (!spec.rubric.some(({ id }) => id === name)) fail(path, `${who}.rubric names "${name}", which is no criterion`);
}

function forms(spec: ScenarioSpec, fail: Fail): void {
  for (const [n, form] of spec.forms.entries()) {
    for (const id of form.bugs) {
      const bug = spec.bugs.find((declared) => declared.id === id);
      if (!bug) fail(['forms', n, 'bugs'], `forms.${form.id} plants "${id}", which is no bug`);
      const clash = bug?.neverWith.find((other) => form.bugs.includes(other));
      if (clash)
        fail(
          ['forms', n, 'bugs'],
          `forms.${form.id} plants "${id}" together with "${clash}", which neverWith rules out`,
        );
    }
    const framework = spec.frameworks.find(({ id }) => id === form.framework);
    if (form.framework !== null && !framework)
      fail(['forms', n, 'framework'], `forms.${form.id} names the framework "${form.framework}", which is none`);
    for (const language of form.languages) {
      if (!spec.languages.includes(language))
        fail(['forms', n, 'languages'], `forms.${form.id} is for ${language}, which the scenario lacks`);
      if (framework && !framework.languages.includes(language))
        fail(
          ['forms', n, 'framework'],
          `forms.${form.id} is for ${language}, which the framework "${framework.id}" lacks`,
        );
    }
  }
}
