/** `list`: scenarios, their forms, and whether somebody should look at them again. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Command } from 'commander';
import { contentHash } from '../gate/contentHash.ts';
import { scaffoldOfRun } from '../read/expectedFile.ts';
import { loadScenarios } from '../read/load.ts';
import { type Scenario, scaffoldsIn } from '../read/scenario.ts';
import { columns } from '../text/columns.ts';
import { print, rootOf } from './options.ts';

export function register(program: Command): void {
  program
    .command('list')
    .description('scenarios with their forms, languages, last measurement, and what has become stale')
    .option('--json', 'one JSON array')
    .action(async ({ json }: { json?: boolean }, command: Command) => {
      const root = rootOf(command);
      const listed = [...(await loadScenarios(root)).values()].map((scenario) => describe(root, scenario));
      if (json) print(JSON.stringify(listed));
      else
        print(
          columns([
            ['scenario', 'version', 'languages', 'measured', 'read again from', 'title', 'forms'],
            ...listed.map((scenario) => [
              scenario.slug,
              scenario.version,
              scenario.languages.join(' '),
              measuredText(scenario),
              scenario.stale ? `${scenario.staleAfter} (now)` : scenario.staleAfter,
              scenario.title,
              scenario.forms.join(' '),
            ]),
          ]),
        );
    });
}

function describe(root: string, scenario: Scenario) {
  const { slug, version, spec, expected } = scenario;
  const runs = expected?.runs ?? [];
  const folder = path.join(root, slug);
  return {
    slug,
    version,
    title: spec.title,
    languages: spec.languages,
    minutes: spec.minutes,
    forms: spec.forms.map((form) => form.id),
    measured: expected !== null,
    /** Scaffolds that were measured: `python`, `python-torch`. */
    scaffolds: [...new Set(runs.map(scaffoldOfRun))],
    /** Day of the commit that holds the measurement; null where there is none. */
    measuredOn: expected ? committedOn(path.join(folder, 'expected.json')) : null,
    /** Scaffolds that have changed since the gate measured them, or that it never did. */
    changed: scaffoldsIn(scenario)
      .filter((scaffold) => expected?.hashes?.[scaffold.name] !== contentHash(folder, scenario, scaffold))
      .map(({ name }) => name),
    staleAfter: spec.staleAfter,
    /** Whether somebody should read it again. */
    stale: spec.staleAfter < new Date().toISOString().slice(0, 10),
  };
}

/** When the gate measured last, and what has changed since. */
function measuredText({ measured, measuredOn, changed }: ReturnType<typeof describe>): string {
  if (!measured) return 'never';
  const when = measuredOn ?? 'not committed';
  return changed.length === 0 ? when : `${when} (stale: ${changed.join(' ')})`;
}

/** `YYYY-MM-DD` of the last commit that changed a file; null outside a repository or before its first commit. */
function committedOn(file: string): string | null {
  const git = spawnSync('git', ['log', '-1', '--format=%cs', '--', path.basename(file)], {
    cwd: path.dirname(file),
    encoding: 'utf8',
  });
  return git.status === 0 ? git.stdout.trim() || null : null;
}
