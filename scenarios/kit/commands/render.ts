/** `render`: files and data as somebody would get them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { Language } from '../../../protocol/language.ts';
import { published } from '../data/source.ts';
import { loadScenario } from '../read/load.ts';
import { scaffoldOf } from '../read/scaffold.ts';
import type { Scenario } from '../read/scenario.ts';
import { referenceFiles, renderFiles } from '../render/files.ts';
import { makeVariant, type Variant } from '../render/variant.ts';
import { commaList, oneLanguage, print, rootOf } from './options.ts';

interface Flags {
  form?: string;
  bugs?: string[];
  clean?: boolean;
  reference?: boolean;
  framework?: string;
  seed: string;
  lang: Language;
  out: string;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('render <slug>')
    .description(
      'write what a candidate gets: files, training data, brief; or the files with everything fixed, or solved',
    )
    .option('--form <id>', 'form: exactly what its candidates get')
    .option('--bugs <list>', 'these bugs instead of a form, separated by commas', commaList)
    .option('--clean', 'every bug fixed')
    .option('--reference', 'the test-solve')
    .option('--framework <id>', 'which scaffold of the language, with --bugs, --clean and --reference')
    .option('--seed <text>', 'seed of the data', 'demo')
    .option('--lang <language>', 'python or typescript', oneLanguage, 'python')
    .option('--out <folder>', 'where to write', 'rendered')
    .option('--json', 'print a JSON object instead of a line')
    .action(async (slug: string, flags: Flags, command: Command) => {
      const scenario = await loadScenario(path.join(rootOf(command), slug));
      const { scaffold, variant } = chosen(scenario, flags);
      const files = { ...scaffold, [scenario.spec.data.train]: variant.trainCsv, 'brief.md': scenario.brief };
      mkdirSync(flags.out, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(flags.out, name), text);
      const written = { folder: path.resolve(flags.out), files: Object.keys(files), fingerprint: variant.fingerprint };
      print(flags.json ? JSON.stringify(written) : `${written.files.join(', ')} in ${written.folder}`);
    });
}

/** The files that are asked for, and a variant for their data. */
function chosen(scenario: Scenario, flags: Flags): { scaffold: Record<string, string>; variant: Variant } {
  const { form, bugs, clean, reference, framework, seed, lang: language } = flags;
  if ([form, bugs, clean, reference].filter((choice) => choice !== undefined).length !== 1)
    throw new Error('say one of --form <id>, --bugs <list>, --clean, --reference');
  // Nobody sees the hold-out here, and training rows do not depend on its size.
  const rows = { holdout: 100 };
  if (form !== undefined) {
    const variant = makeVariant(scenario, { form, source: published(seed), language, rows });
    return { scaffold: variant.files, variant };
  }
  const any = scenario.spec.forms.find(({ languages }) => languages.includes(language));
  if (!any) throw new Error(`${scenario.slug} has no form for ${language}`);
  const unknown = bugs?.find((id) => !scenario.spec.bugs.some((bug) => bug.id === id));
  if (unknown)
    throw new Error(
      `${scenario.slug} has no bug "${unknown}"; there are ${scenario.spec.bugs.map((bug) => bug.id).join(', ')}`,
    );
  const wanted = scaffoldOf(language, framework);
  const scaffold = reference ? referenceFiles(scenario, wanted) : renderFiles(scenario, wanted, new Set(bugs));
  // Rows do not depend on the form.
  return { scaffold, variant: makeVariant(scenario, { form: any.id, source: published(seed), language, rows }) };
}
