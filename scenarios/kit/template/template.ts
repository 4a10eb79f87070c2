/**
 * What `new` writes: the files of `common/`, with those of the metric's folder beside them or in their place. `{{words}}` are
 * filled in: with what is wanted, or with a filling of the metric's folder. A line that is nothing but an empty word goes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { ENDING, type Language, language } from '../../../protocol/language.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
/** Nothing of the template is a program, or a scenario, by itself. */
const SUFFIX = '.tmpl';
const FILLINGS = 'fillings/';

/** Metrics that the template can be written for, each with a folder here; any other of engine/scoring is put in by hand. */
export const TEMPLATE_METRICS = ['expected_cost', 'average_precision'] as const;
export type TemplateMetric = (typeof TEMPLATE_METRICS)[number];

/** Learned numbers that the template's reference needs, with some room; its scaffold needs more. */
const WEIGHTS = 30;
const PACKAGES = `# Of Python; TypeScript has its libraries in the runtime.
packages: [numpy, pandas, scikit-learn, matplotlib]`;

export interface NewScenario {
  title: string;
  languages: readonly Language[];
  metric: TemplateMetric;
  minutes: number;
  /** `YYYY-MM-DD`. */
  staleAfter: string;
}

/**
 * The files of a new scenario: path in its folder -> text, in the order of their paths.
 * @throws Error naming the file for a word that nothing fills: a mistake in the template itself
 */
export function expandTemplate(wanted: NewScenario): Record<string, string> {
  const all = { ...layer('common'), ...layer(wanted.metric) };
  const words = wordsOf(wanted, wanted.title);
  // In YAML a title may need quotes.
  const inYaml = wordsOf(wanted, stringify(wanted.title, { lineWidth: 0 }).trim());
  const names = Object.keys(all).filter(
    (name) => !name.startsWith(FILLINGS) && wanted.languages.some((chosen) => isFor(name, chosen)),
  );
  return Object.fromEntries(
    names.sort().map((name) => [name, fill(all[name] ?? '', name.endsWith('.yaml') ? inYaml : words, name)]),
  );
}

/** The replacements of `{{words}}`; a replacement may contain the plain ones. */
function wordsOf({ languages, metric, minutes, staleAfter }: NewScenario, title: string): Record<string, string> {
  const plain = {
    title,
    languages: languages.join(', '),
    minutes: String(minutes),
    staleAfter,
    weights: String(WEIGHTS),
    packages: languages.includes('python') ? PACKAGES : '',
  };
  const fillings = Object.entries(fillingsOf(metric));
  return { ...plain, ...Object.fromEntries(fillings.map(([word, text]) => [word, fill(text, plain, word)])) };
}

/** Texts of one of the template's folders, by name. */
function layer(folder: string): Record<string, string> {
  const names = readdirSync(path.join(FOLDER, folder), { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => [
        name.slice(0, -SUFFIX.length).split(path.sep).join('/'),
        readFileSync(path.join(FOLDER, folder, name), 'utf8'),
      ]),
  );
}

/** Fillings by word; empty where another metric fills the word and this one does not. */
function fillingsOf(metric: TemplateMetric): Record<string, string> {
  const of = (folder: string) =>
    Object.entries(layer(folder))
      .filter(([name]) => name.startsWith(FILLINGS))
      .map(([name, text]) => [path.posix.basename(name).split('.')[0] ?? '', text.trimEnd()] as const);
  const empty = TEMPLATE_METRICS.flatMap(of).map(([word]) => [word, ''] as const);
  return Object.fromEntries([...empty, ...of(metric)]);
}

/** Whether a file is of use in a language: those of no language are in all. */
function isFor(name: string, wanted: Language): boolean {
  const [, folder] = /^(?:reference\/)?(\w+)\//.exec(name) ?? [];
  const owner = language.options.find((one) => (folder === 'probes' ? name.endsWith(ENDING[one]) : folder === one));
  return owner === undefined || owner === wanted;
}

/** A text with its words filled in. */
function fill(text: string, words: Readonly<Record<string, string>>, name: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const alone = /^\{\{(\w+)\}\}$/.exec(line)?.[1];
      if (alone !== undefined && words[alone] === '') return [];
      return line.replace(/\{\{([^}]*)\}\}/g, (_, word: string) => {
        const filling = words[word];
        if (filling === undefined) throw new Error(`template, ${name}: no word "${word}"`);
        return filling;
      });
    })
    .join('\n');
}
