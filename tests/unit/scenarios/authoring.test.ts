/** The page that authors write from is about the kit as it is. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROBE_KINDS, probeSpecs } from '../../../engine/contract/probes/spec.ts';
import { METRICS } from '../../../engine/scoring/index.ts';
import { RULE_NAMES } from '../../../scenarios/kit/gate/ruleList.ts';
import { jsonSchemas } from '../../../scenarios/kit/manifest/jsonSchema.ts';
import { loadScenario } from '../../../scenarios/kit/read/load.ts';
import { scaffoldOf } from '../../../scenarios/kit/read/scaffold.ts';
import { renderFiles } from '../../../scenarios/kit/render/files.ts';
import { makeWorkspace, type Workspace } from '../../../scenarios/kit/render/workspace.ts';
import { scenarioCommand } from './cliProcess.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(ROOT, 'docs/AUTHORING.md'), 'utf8');
let workspace: Workspace;
beforeAll(() => {
  workspace = makeWorkspace();
});
afterAll(() => workspace.remove());

/** Every key that a JSON Schema knows, but for what probes and counts have: they are listed by kind. */
function keysOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysOf);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> };
  const own = Object.entries(properties ?? {}).flatMap(([key, of]) =>
    key === 'probes' || key === 'holds' ? [key] : [key, ...keysOf(of)],
  );
  return [...own, ...Object.values(rest).flatMap(keysOf)];
}

it('[SN78] the page names every key, command, kind, metric and rule', () => {
  const schemas = Object.values(jsonSchemas()).flatMap((text) => keysOf(JSON.parse(text)));
  const holds = ['missing', 'values', 'told-by-label', 'scale', 'duplicates', 'drift'];
  const parameters = Object.values(probeSpecs).flatMap((spec) => Object.keys(spec.shape));
  const commands = readdirSync(path.join(ROOT, 'scenarios/kit/commands')).filter((file) =>
    readFileSync(path.join(ROOT, 'scenarios/kit/commands', file), 'utf8').includes('export function register('),
  );
  const named = [
    ...schemas,
    ...holds,
    ...parameters,
    ...PROBE_KINDS,
    ...RULE_NAMES,
    ...Object.keys(METRICS),
    ...commands.map((file) => file.replace('.ts', '')),
  ];
  const missing = [...new Set(named)].filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(page));
  expect(missing).toEqual([]);
});

it('[SN78] links of the page lead somewhere', () => {
  const headings = [...page.matchAll(/^## (.*)$/gm)].map(
    ([, title]) =>
      `#${(title as string)
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-')}`,
  );
  for (const [, target] of page.matchAll(/\]\(([^)]+)\)/g)) {
    if (target?.startsWith('#')) expect(headings).toContain(target);
    else expect(readdirSync(path.join(ROOT, 'docs'))).toContain(target);
  }
});

it('[SN78] the example goes into what new writes, loads, and renders with the bug and without', async () => {
  expect((await scenarioCommand(workspace.scenarios, 'new', 'sofa-calls', '--json')).code).toBe(0);
  const folder = path.join(workspace.scenarios, 'sofa-calls');
  const steps = [...page.matchAll(/<!-- example: (\S+) before `(.*)` -->\n```\w+\n([\s\S]*?)```/g)];
  expect(steps.length).toBe(5);
  for (const [, name, before, added] of steps) {
    const file = path.join(folder, name as string);
    const text = readFileSync(file, 'utf8');
    const mark = (before as string).replaceAll('\\n', '\n');
    expect(text.split(mark).length, `${name}: ${before}`).toBe(2);
    writeFileSync(
      file,
      text.replace(mark, () => (added as string) + mark),
    );
  }
  const scenario = await loadScenario(folder);
  expect(scenario.spec.forms.map((form) => form.id)).toEqual(['junior-a', 'senior-a', 'senior-b']);
  expect(renderFiles(scenario, scaffoldOf('python'), new Set(['copied-before-split']))['data.py']).toContain(
    '[missed] * 5',
  );
  expect(renderFiles(scenario, scaffoldOf('typescript'), new Set())['data.ts']).not.toContain('row[LABEL]');
});
