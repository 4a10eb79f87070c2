/** `new`: a scenario's folder that loads and measures at once, to be rewritten piece by piece. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { type Language, language } from '../../../protocol/language.ts';
import { loadScenario } from '../read/load.ts';
import { expandTemplate, type NewScenario, TEMPLATE_METRICS, type TemplateMetric } from '../template/template.ts';
import { commaList, positive, print, report, rootOf } from './options.ts';

interface Flags {
  title?: string;
  languages?: Language[];
  metric?: TemplateMetric;
  minutes: number;
  json?: boolean;
}

const SLUG = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MOST_CHARS = 40;
const STALE_MONTHS = 12;

export function register(program: Command): void {
  program
    .command('new <slug>')
    .description(
      'write the folder of a new scenario; it loads and measures as it stands, and its comments say what to change',
    )
    .option('--title <text>', 'what candidates read first')
    .option('--languages <list>', 'python, typescript or both, separated by commas', languages)
    .option('--metric <name>', TEMPLATE_METRICS.join(' or '), metric)
    .option('--minutes <number>', 'length of the interview', positive, 60)
    .option('--json', 'print a JSON object instead of lines')
    .action(async (slug: string, flags: Flags, command: Command) => {
      const folder = freeFolder(rootOf(command), slug);
      const wanted = process.stdin.isTTY && process.stdout.isTTY && !flags.json ? await ask(slug, flags) : flags;
      const files = expandTemplate(complete(slug, wanted));
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), text);
      }
      const { version, spec } = await loadScenario(folder);
      const written = { slug, folder, version, languages: spec.languages, files: Object.keys(files) };
      if (flags.json) print(JSON.stringify(written));
      else {
        print(`${written.files.length} files in ${folder}`);
        for (const step of ['check', 'preview'])
          print(`npm run scenario -- ${step} ${slug}${step === 'check' ? ' --quick' : ''}`);
        print('docs/AUTHORING.md says what to change, in order.');
      }
    });
}

/** Where the folder goes. @throws Error for a bad slug or a folder that is there */
function freeFolder(root: string, slug: string): string {
  if (!SLUG.test(slug) || slug.length > MOST_CHARS)
    throw new Error(
      `"${slug}" is no name for a scenario: lower-case words joined by "-", at most ${MOST_CHARS} characters, as in "bank-scam"`,
    );
  const folder = path.join(root, slug);
  if (existsSync(folder)) throw new Error(`${folder} is there already; choose another name or remove it first`);
  return folder;
}

function complete(slug: string, { title, languages, metric, minutes }: Flags): NewScenario {
  const stale = new Date();
  stale.setUTCMonth(stale.getUTCMonth() + STALE_MONTHS);
  const words = slug.replaceAll('-', ' ');
  return {
    title: title?.trim() || words.charAt(0).toUpperCase() + words.slice(1),
    languages: languages ?? language.options,
    metric: metric ?? TEMPLATE_METRICS[0],
    minutes,
    staleAfter: stale.toISOString().slice(0, 10),
  };
}

/** Asks for what no flag gives; an empty answer takes the value in brackets. */
async function ask(slug: string, flags: Flags): Promise<Flags> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const usual = complete(slug, flags);
  const question = async <Value>(text: string, shown: string, read: (answer: string) => Value): Promise<Value> => {
    for (;;) {
      const answer = (await terminal.question(`${text} [${shown}] `)).trim() || shown;
      try {
        return read(answer);
      } catch (error) {
        report(error instanceof Error ? error.message : String(error));
      }
    }
  };
  try {
    return {
      ...flags,
      title: flags.title ?? (await question('Title that candidates read?', usual.title, String)),
      languages: flags.languages ?? (await question('Languages?', usual.languages.join(','), languages)),
      metric: flags.metric ?? (await question(`Metric (${TEMPLATE_METRICS.join(', ')})?`, usual.metric, metric)),
    };
  } finally {
    terminal.close();
  }
}

function languages(text: string): Language[] {
  const given = [...new Set(commaList(text))];
  const parsed = given.map((name) => language.safeParse(name));
  const bad = parsed.findIndex(({ success }) => !success);
  if (bad >= 0 || given.length === 0)
    throw new InvalidArgumentError(`"${given[bad] ?? text}" is none of ${language.options.join(', ')}`);
  return language.options.filter((name) => given.includes(name));
}

function metric(text: string): TemplateMetric {
  const found = TEMPLATE_METRICS.find((name) => name === text);
  if (found) return found;
  throw new InvalidArgumentError(
    `new writes a folder for ${TEMPLATE_METRICS.join(' or ')}; put any other metric of docs/AUTHORING.md into scenario.yaml afterwards`,
  );
}
