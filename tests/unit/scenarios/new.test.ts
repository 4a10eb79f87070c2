/** A new scenario as `new` writes it: a good one from the first minute. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../protocol/language.ts';
import { register } from '../../../scenarios/kit/commands/new.ts';
import { scenariosOption } from '../../../scenarios/kit/commands/options.ts';
import { published } from '../../../scenarios/kit/data/source.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { referenceFiles, renderFiles } from '../../../scenarios/kit/render/files.ts';
import { toCandidateBundle } from '../../../scenarios/kit/render/project.ts';
import { makeVariant } from '../../../scenarios/kit/render/variant.ts';
import { makeWorkspace, type Workspace } from '../../../scenarios/kit/render/workspace.ts';
import { expandTemplate, TEMPLATE_METRICS } from '../../../scenarios/kit/template/template.ts';
import { typeErrors } from '../../support/typeErrors.ts';
import { scenarioCommand } from './cliProcess.ts';

let workspace: Workspace;
const run = (...args: string[]) => scenarioCommand(workspace.scenarios, ...args);
beforeAll(() => {
  workspace = makeWorkspace();
});
afterAll(() => workspace.remove());

it('[SN70] new writes a folder that passes the quick gate as it stands', async () => {
  const made = await run('new', 'sofa-calls', '--title', 'Call: "or" drive?', '--json');
  expect(made.code, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ slug: 'sofa-calls', languages: ['python', 'typescript'] });
  const checked = await run('check', 'sofa-calls', '--quick', '--no-cache', '--json', '--seed', 'new-1');
  expect(checked.code, checked.stdout + checked.stderr).toBe(0);
  const [listed] = JSON.parse((await run('list', '--json')).stdout) as [Record<string, unknown>];
  expect(listed).toMatchObject({ slug: 'sofa-calls', title: 'Call: "or" drive?', measured: false, stale: false });
}, 240_000);

/** The command in this process: what it refuses it throws. */
async function refused(...args: string[]): Promise<string> {
  const program = new Command()
    .addOption(scenariosOption())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  register(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  const before = readdirSync(workspace.scenarios);
  const why = await program.parseAsync(['--scenarios', workspace.scenarios, 'new', ...args], { from: 'user' }).then(
    () => 'nothing',
    (error: Error) => error.message,
  );
  expect(readdirSync(workspace.scenarios)).toEqual(before);
  return why;
}

it.each([
  ['Sofa', /"Sofa" is no name for a scenario: lower-case words joined by "-"/],
  ['sofa_calls', /is no name/],
  ['../sofa', /is no name/],
  ['a'.repeat(41), /at most 40 characters/],
  ['taken', /taken is there already/],
])('[SN70] the name %j is refused in words, and nothing is written', async (slug, message) => {
  mkdirSync(path.join(workspace.scenarios, 'taken'), { recursive: true });
  expect(await refused(slug)).toMatch(message);
});

it('[SN70] a metric or language that is none is refused with what there is', async () => {
  expect(await refused('other', '--metric', 'auc')).toContain('expected_cost or average_precision');
  expect(await refused('other', '--languages', 'python,cobol')).toContain('"cobol" is none of python, typescript');
  expect(await refused('other', '--languages', ',')).toContain('is none of python, typescript');
});

const CHOICES: [string, Language[]][] = TEMPLATE_METRICS.flatMap((metric) => [
  [metric, ['python']],
  [metric, ['typescript']],
  [metric, ['python', 'typescript']],
]);

describe.each(CHOICES)('metric %s in %j', (metric, languages) => {
  const slug = `new-${metric.replaceAll('_', '-')}-${languages.join('-')}`;
  const load = async () => {
    const folder = path.join(workspace.scenarios, slug);
    const wanted = { title: 'New', languages, metric, minutes: 50, staleAfter: '2030-01-01' } as const;
    for (const [name, text] of Object.entries(expandTemplate(wanted as Parameters<typeof expandTemplate>[0]))) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return loadScenario(folder);
  };

  it('[SN70] the folder loads, teaches every part and leaves no directive behind', async () => {
    const { spec } = await load();
    expect(spec.languages).toEqual(languages);
    expect(spec.bugs.length).toBeGreaterThanOrEqual(3);
    for (const bug of spec.bugs) expect(bug.hints, bug.id).toHaveLength(3);
    expect([spec.probes.length >= 3, spec.twists.length, spec.quiz.length, spec.quirks.length]).toEqual([
      true,
      2,
      3,
      2,
    ]);
    const folder = path.join(workspace.scenarios, slug);
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|py|md|yaml)$/.test(name)) continue;
      const text = readFileSync(path.join(folder, name), 'utf8');
      expect(text, name).not.toMatch(/\{\{|^\s*%(if|unless|else|end|skip)/m);
      expect(text, name).not.toMatch(/^\n|\n\n\n\n|\n\n$/);
    }
    for (const name of ['scenario', 'dictionary'])
      expect(readFileSync(path.join(folder, `${name}.yaml`), 'utf8').split('\n')[0]).toBe(
        `# yaml-language-server: $schema=../kit/${name}.schema.json`,
      );
  });

  it('[SN70] every subset of bugs renders, without a marker', async () => {
    const scenario = await load();
    const ids = scenario.spec.bugs.map((bug) => bug.id);
    for (const language of languages)
      for (let mask = 0; mask < 2 ** ids.length; mask++) {
        const files = renderFiles(scenario, scaffoldOf(language), new Set(ids.filter((_, at) => mask & (1 << at))));
        for (const text of Object.values(files)) expect(text).not.toMatch(/@bug|@fix|@end/);
      }
  });

  if (languages.join() !== 'typescript') return;
  it('[SN70] the editor underlines nothing in what is handed out, fixed or solved', async () => {
    const scenario = await load();
    const form = scenario.spec.forms[0]?.id ?? '';
    const bundle = toCandidateBundle(
      makeVariant(scenario, {
        form,
        source: published('types'),
        language: 'typescript',
        rows: { train: 50, holdout: 50 },
      }),
    );
    const sets = [new Set<string>(), new Set(scenario.spec.bugs.map((bug) => bug.id))];
    const rendered = sets.map((bugs) => renderFiles(scenario, scaffoldOf('typescript'), bugs));
    expect(typeErrors(bundle, [...rendered, referenceFiles(scenario, scaffoldOf('typescript'))])).toEqual([]);
  });
});
