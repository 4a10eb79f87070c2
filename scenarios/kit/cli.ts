/**
 * `npm run scenario -- <command>`: what an author does with scenarios. Exit codes: 0 fine, 1 a mistake in a scenario or
 * in the arguments, 2 a measurement that could not be made.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { language } from '../../protocol/bundle.ts';
import { type EffectRun, formatEffects, measureEffects } from './effects.ts';
import type { Expected, MeasuredRun } from './expected.ts';
import { jsonSchemas } from './jsonSchema.ts';
import { loadScenario, loadScenarios } from './load.ts';
import { MeasureError } from './measure.ts';
import { makeVariant } from './variant.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const print = (text: string) => process.stdout.write(`${text}\n`);
const program = new Command('scenario').description('Look at, render and measure scenarios').showHelpAfterError();

program
  .command('list')
  .description('scenarios with their forms')
  .option('--json', 'one JSON array')
  .action(async ({ json }: { json?: boolean }) => {
    const listed = [...(await loadScenarios(ROOT)).values()].map(({ slug, version, spec, expected }) => ({
      slug,
      version,
      title: spec.title,
      languages: spec.languages,
      minutes: spec.minutes,
      forms: spec.forms.map((form) => form.id),
      measured: expected !== null,
    }));
    if (json) print(JSON.stringify(listed));
    else
      for (const one of listed)
        print(`${one.slug} ${one.version}  ${one.title}  [${one.languages.join(', ')}]  ${one.forms.join(' ')}`);
  });

program
  .command('schema')
  .description('write the JSON Schemas that editors use for scenario.yaml and dictionary.yaml')
  .action(() => {
    for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(path.join(ROOT, 'kit', name), text);
    print(Object.keys(jsonSchemas()).join(', '));
  });

program
  .command('render <slug>')
  .description('write exactly what a candidate gets: files, training data, brief')
  .requiredOption('--form <id>', 'form')
  .requiredOption('--seed <text>', 'seed')
  .option('--lang <language>', 'python or typescript', 'python')
  .option('--out <folder>', 'where to write', 'rendered')
  .option('--json', 'print a JSON object instead of a line')
  .action(async (slug: string, options: { form: string; seed: string; lang: string; out: string; json?: boolean }) => {
    const scenario = await loadScenario(path.join(ROOT, slug));
    const variant = makeVariant(scenario, {
      form: options.form,
      seed: options.seed,
      lang: language.parse(options.lang),
    });
    mkdirSync(options.out, { recursive: true });
    const files = { ...variant.files, [scenario.spec.data.train]: variant.trainCsv, 'brief.md': scenario.brief };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(options.out, name), text);
    const told = { folder: path.resolve(options.out), files: Object.keys(files), fingerprint: variant.fingerprint };
    print(options.json ? JSON.stringify(told) : `${told.files.join(', ')} in ${told.folder}`);
  });

program
  .command('effects <slug>')
  .description('measure clean, each bug, each form and the reference in Pyodide, and print the table')
  .option('--lang <language>', 'python or typescript', 'python')
  .option('--framework <id>', "which scaffold of the language; default: the language's own")
  .option('--seeds <list>', 'seeds, separated by commas', 'effect-1,effect-2,effect-3,effect-4,effect-5')
  .option('--holdout <rows>', 'hold-out rows; default: what public scores rest on', positive)
  .option('--fit-seeds <list>', 'fit seeds, separated by commas', '1')
  .option('--processes <number>', 'interpreters at a time, about 1 GB each', positive, 2)
  .option('--write', 'keep the runs in expected.json: targets come from there')
  .option('--json', 'print the runs as JSON')
  .action(async (slug: string, options: EffectFlags) => {
    const folder = path.join(ROOT, slug);
    const scenario = await loadScenario(folder);
    const holdout = options.holdout ?? Math.round(scenario.spec.data.rows.holdout * 0.3);
    const runs = await measureEffects(scenario, {
      folder,
      lang: language.parse(options.lang),
      framework: options.framework ?? null,
      seeds: options.seeds.split(','),
      holdout,
      fitSeeds: options.fitSeeds.split(',').map(Number),
      processes: options.processes,
      told: (done, of) => process.stderr.write(`run ${done} of ${of}\n`),
    });
    if (options.write)
      writeFileSync(path.join(folder, 'expected.json'), expectedText(scenario.expected, holdout, runs));
    print(options.json ? JSON.stringify(runs) : formatEffects(runs));
  });

interface EffectFlags {
  lang: string;
  framework?: string;
  seeds: string;
  holdout?: number;
  fitSeeds: string;
  processes: number;
  write?: boolean;
  json?: boolean;
}

/** The runs with those of other scaffolds before them; a run a line, so that a difference between versions can be read. */
function expectedText(before: Expected | null, holdout: number, runs: readonly EffectRun[]): string {
  const same = (a: MeasuredRun, b?: MeasuredRun) => a.language === b?.language && a.framework === b.framework;
  const others = before?.runs.filter((run) => !same(run, runs[0])) ?? [];
  if (before && others.length > 0 && before.holdout !== holdout)
    throw new MeasureError(
      `expected.json holds runs on ${before.holdout} rows; measure with --holdout ${before.holdout}`,
    );
  const round = (value: number) => Number(value.toPrecision(6));
  const kept: Expected['runs'] = runs.map(({ secondary: _, fitSeconds: __, ...run }) => ({
    ...run,
    reported: { ...run.reported, value: round(run.reported.value) },
    hidden: round(run.hidden),
    naive: round(run.naive),
    diff: round(run.diff),
    sd: round(run.sd),
  }));
  return `{\n"holdout": ${holdout},\n"runs": [\n${[...others, ...kept].map((run) => JSON.stringify(run)).join(',\n')}\n]\n}\n`;
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number above 0');
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof MeasureError ? 2 : 1;
}
