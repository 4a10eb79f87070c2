/** What the commands share: where scenarios are, how options are read, where lines go. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Language, language } from '../../../protocol/language.ts';
import { MeasureError } from '../measure/job.ts';

/** The folder of the kit itself. */
export const KIT = fileURLToPath(new URL('..', import.meta.url));

/** For the program: every command looks for scenarios there. */
export function scenariosOption(): Option {
  return new Option('--scenarios <folder>', 'folder that holds the scenarios')
    .env('HOLDOUT_SCENARIOS')
    .default(path.dirname(path.resolve(KIT)), "the project's");
}

/** The folder of the scenarios, absolute. */
export function rootOf(command: Command): string {
  return path.resolve(command.optsWithGlobals<{ scenarios: string }>().scenarios);
}

/** A result, on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Progress and warnings, on standard error. */
export function report(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Ends the process with what was wrong and the exit code of its kind. */
export function fail(error: unknown): void {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof MeasureError ? 2 : 1;
}

/** A whole number above 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number above 0');
}

/** `python` or `typescript`. */
export function oneLanguage(text: string): Language {
  const parsed = language.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`one of ${language.options.join(', ')}`);
}

/** `a,b` as a list; blanks and empty items are dropped. */
export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
