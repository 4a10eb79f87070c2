/** `effects`: official runs of every case, and the table of what they scored. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Language } from '../../../protocol/language.ts';
import { type EffectRun, formatEffects, measureEffects } from '../gate/cases.ts';
import { MeasureError } from '../measure/pool.ts';
import { type Expected, expectedText, keptRun, type MeasuredRun } from '../read/expectedFile.ts';
import { loadScenario } from '../read/load.ts';
import { scaffoldName } from '../read/scenario.ts';
import { commaList, oneLanguage, positive, print, rootOf, tell } from './options.ts';

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
      const holdout = flags.holdout ?? Math.round(scenario.spec.data.rows.holdout * 0.3);
      const name = scaffoldName(flags.lang, flags.framework ?? null);
      const runs = await measureEffects(scenario, {
        folder,
        language: flags.lang,
        framework: flags.framework ?? null,
        seeds: flags.seeds,
        holdout,
        fitSeeds: flags.fitSeeds.map(Number),
        processes: flags.processes,
        told: (done, of) => tell(`run ${done} of ${of}`),
      });
      if (flags.write)
        writeFileSync(
          path.join(folder, 'expected.json'),
          expectedText(withRuns(scenario.expected, holdout, runs, name)),
        );
      print(flags.json ? JSON.stringify(runs) : formatEffects(runs));
    });
}

/**
 * The runs in place of those of the same scaffold. What the gate says of the scaffold (hash, probes) belongs to older runs, so
 * it goes: `check --write` makes it anew.
 */
function withRuns(before: Expected | null, holdout: number, runs: readonly EffectRun[], scaffold: string): Expected {
  const others = before?.runs.filter((run) => scaffoldOf(run) !== scaffold) ?? [];
  if (before && others.length > 0 && before.holdout !== holdout)
    throw new MeasureError(
      `expected.json holds runs on ${before.holdout} rows; measure with --holdout ${before.holdout}`,
    );
  const { [scaffold]: _, ...hashes } = before?.hashes ?? {};
  return {
    ...before,
    holdout,
    ...(before?.hashes ? { hashes } : {}),
    runs: [...others, ...runs.map(keptRun)],
    ...(before?.probes ? { probes: before.probes.filter((one) => one.scaffold !== scaffold) } : {}),
  };
}

const scaffoldOf = ({ language, framework }: MeasuredRun) => scaffoldName(language as Language, framework ?? null);
