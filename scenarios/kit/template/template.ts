/**
 * What `new` writes: the files of `template/`, whose lines of the form `%if cost`, `%unless cost`, `%else`, `%end` keep or
 * drop what stands between them, and whose `{{words}}` are filled in. A kept line `%skip` leaves the whole file out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { Language } from '../../../protocol/language.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const ENDING = '.tmpl';
const DIRECTIVE = /^\s*%(if|unless|else|end|skip)(?:\s+(\w+))?\s*$/;

/** Metrics that the template can be written for; any other of engine/scoring is put in by hand. */
export const TEMPLATE_METRICS = ['expected_cost', 'average_precision'] as const;
export type TemplateMetric = (typeof TEMPLATE_METRICS)[number];

/** Learned numbers that the template's reference needs, with some room; its scaffold needs more. */
const WEIGHTS = 30;

export interface NewScenario {
  title: string;
  languages: readonly Language[];
  metric: TemplateMetric;
  minutes: number;
  /** `YYYY-MM-DD`. */
  staleAfter: string;
}

/** Path in the new folder -> text. */
export function expandTemplate(wanted: NewScenario): Record<string, string> {
  const cost = wanted.metric === 'expected_cost';
  const flags: Record<string, boolean> = {
    cost,
    python: wanted.languages.includes('python'),
    typescript: wanted.languages.includes('typescript'),
  };
  const words: Record<string, string> = {
    title: wanted.title,
    languages: wanted.languages.join(', '),
    minutes: String(wanted.minutes),
    staleAfter: wanted.staleAfter,
    weights: String(WEIGHTS),
    callCost: cost ? '8 EUR of working time and patience' : 'working time and patience',
    metric: cost
      ? 'What counts is the cost per delivery on days that you have not seen.'
      : 'What counts is average precision on days that you have not seen: how much of the top of your list was worth a call.',
  };
  const files: Record<string, string> = {};
  for (const name of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith(ENDING)) continue;
    const file = name.slice(0, -ENDING.length).split(path.sep).join('/');
    if (!wanted.languages.some((language) => isFor(file, language))) continue;
    // In YAML a title may need quotes.
    const given = file.endsWith('.yaml')
      ? { ...words, title: stringify(wanted.title, { lineWidth: 0 }).trim() }
      : words;
    const text = expand(readFileSync(path.join(FOLDER, name), 'utf8'), flags, given, file);
    if (text !== null) files[file] = text;
  }
  return files;
}

/** Whether a file of the template is of use in a language. */
function isFor(file: string, language: Language): boolean {
  const owner =
    /^(?:reference\/)?(python|typescript)\//.exec(file)?.[1] ??
    (file.startsWith('probes/') ? endingOf(file) : language);
  return owner === language;
}

const endingOf = (file: string): Language => (file.endsWith('.py') ? 'python' : 'typescript');

/** @throws Error naming the file for a directive out of place or an unknown word: a mistake in the template itself. */
function expand(
  text: string,
  flags: Readonly<Record<string, boolean>>,
  words: Readonly<Record<string, string>>,
  file: string,
): string | null {
  const kept: string[] = [];
  const open: boolean[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const [, word, flag] = DIRECTIVE.exec(line) ?? [];
    const wrong = (why: string) => new Error(`template/${file}${ENDING}:${at + 1}: ${why}`);
    if (word === 'if' || word === 'unless') {
      const value = flags[flag ?? ''];
      if (value === undefined) throw wrong(`no flag "${flag}"`);
      open.push(value === (word === 'if'));
    } else if (word === 'else' || word === 'end') {
      const last = open.pop();
      if (last === undefined) throw wrong(`%${word} without %if`);
      if (word === 'else') open.push(!last);
    } else if (!open.includes(false)) {
      if (word === 'skip') return null;
      kept.push(
        line.replace(/\{\{([^}]*)\}\}/g, (_, name: string) => {
          const value = words[name];
          if (value === undefined) throw wrong(`no word "${name}"`);
          return value;
        }),
      );
    }
  }
  return kept.join('\n');
}
