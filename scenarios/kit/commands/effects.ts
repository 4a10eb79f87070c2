/** `effects`: official runs of every case of a scaffold, and the table of what they scored: a view of the gate's measuring. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Language } from '../../../protocol/language.ts';
import { memoryCache } from '../gate/cache.ts';
import { type EffectRun, effectRuns, formatEffects } from '../gate/effectTable.ts';
import { measurePlans } from '../gate/measured.ts';
import { effectPlan } from '../gate/plan.ts';
import { MeasureError } from '../measure/job.ts';
import { type Expected, expectedText, scaffoldOfRun, storedRun } from '../read/expectedFile.ts';
import { loadScenario } from '../read/load.ts';
import { scaffoldOf } from '../read/scaffold.ts';
import { commaList, oneLanguage, positive, print, report, rootOf } from './options.ts';

interface Flags {
  lang: Language;
  framework?: string;
  seeds: string[];
  holdout?: number;
  fitSeeds: string[];
  processes: number;
  write?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('effects <slug>')
    .description('measure clean, each bug, each form and the reference, and print the table')
    .option('--lang <language>', 'python or typescript', oneLanguage, 'python')
    .option('--framework <id>', "which scaffold of the language; default: the language's own")
    .option(
      '--seeds <list>',
      'seeds, separated by commas',
      commaList,
      [1, 2, 3, 4, 5].map((n) => `effect-${n}`),
    )
    .option('--holdout <rows>', 'hold-out rows; default: what public scores rest on', positive)
    .option('--fit-seeds <list>', 'fit seeds, separated by commas', commaList, ['1'])
    .option('--processes <number>', 'interpreters at a time, about 1 GB each', positive, 2)
    .option('--write', 'keep the runs in expected.json: targets come from there')
    .option('--json', 'print the runs as JSON')
    .action(async (slug: string, flags: Flags, command: Command) => {
      const folder = path.join(rootOf(command), slug);
      const scenario = await loadScenario(folder);
      const { train, holdout: declared } = scenario.spec.data.rows;
      const holdout = flags.holdout ?? Math.round(declared * 0.3);
      const scaffold = scaffoldOf(flags.lang, flags.framework);
      // Measured anew each time: whoever asks for this table wants to look at these very runs.
      const setting = { folder, scenario, seeds: flags.seeds, rows: { train, holdout }, cache: memoryCache() };
      const measured = await measurePlans(setting, [effectPlan(scenario, scaffold)], {
        processes: flags.processes,
        fitSeeds: flags.fitSeeds.map(Number),
        strict: true,
        onProgress: (done, of) => report(`run ${done} of ${of}`),
      }).catch(notMeasured);
      const runs = (await Promise.all(measured.map(effectRuns))).flat();
      if (flags.write)
        writeFileSync(
          path.join(folder, 'expected.json'),
          expectedText(withRuns(scenario.expected, holdout, runs, scaffold.name)),
        );
      print(flags.json ? JSON.stringify(runs) : formatEffects(runs));
    });
}

/** Whatever ends the measuring, also a scaffold that does not exist or data that cannot be made, has the exit code 2. */
function notMeasured(error: unknown): never {
  if (error instanceof MeasureError) throw error;
  throw new MeasureError(error instanceof Error ? error.message : String(error), { cause: error });
}

/**
 * The runs in place of those of the same scaffold. What else is stored of the scaffold (hash, probes) belongs to older runs,
 * so it goes: `check --write` makes it anew.
 */
function withRuns(before: Expected | null, holdout: number, runs: readonly EffectRun[], scaffold: string): Expected {
  const others = before?.runs.filter((run) => scaffoldOfRun(run) !== scaffold) ?? [];
  if (before && others.length > 0 && before.holdout !== holdout)
    throw new MeasureError(
      `expected.json holds runs on ${before.holdout} rows; measure with --holdout ${before.holdout}`,
    );
  const { [scaffold]: _, ...hashes } = before?.hashes ?? {};
  return {
    ...before,
    holdout,
    ...(before?.hashes ? { hashes } : {}),
    runs: [...others, ...runs.map(storedRun)],
    ...(before?.probes ? { probes: before.probes.filter((probed) => probed.scaffold !== scaffold) } : {}),
  };
}
