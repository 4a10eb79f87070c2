/** `preview`: both sides of a scenario in a browser, made anew on every save. */
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type LanguageOffer, languageOffer } from '../../../protocol/language.ts';
import { type OpenRoom, Preview } from '../room/preview.ts';
import { watchFolder } from '../room/watch.ts';
import { untilInterrupted } from './interrupt.ts';
import { commaList, print, report, rootOf } from './options.ts';

export interface RoomFlags {
  form?: string;
  bugs?: string[];
  framework?: string;
  seed: string;
  lang?: LanguageOffer;
  port: number;
  json?: boolean;
}

/** The options that say which room: of `preview` and of `solve`. */
export function roomOptions(command: Command): Command {
  return command
    .option('--form <id>', 'form; default: the first one')
    .option('--bugs <list>', 'plant exactly these bugs instead of a form, separated by commas', commaList)
    .option('--framework <id>', "which scaffold of the language, with --bugs; default: the language's own")
    .option('--seed <text>', 'seed of the data', 'preview')
    .option('--lang <language>', 'python, typescript or choice; default: what the form offers', offer)
    .option('--port <number>', 'port of the local server; default: any free one', port, 0)
    .option('--json', 'one JSON object a line');
}

/**
 * The room that the options mean.
 * @param gated whether the candidate waits until an interviewer starts the clock
 */
export function previewOf(root: string, slug: string, flags: RoomFlags, gated: boolean): Preview {
  if (flags.form !== undefined && flags.bugs !== undefined) throw new Error('say --form or --bugs, not both');
  if (flags.bugs?.length === 0)
    throw new Error('--bugs wants at least one bug; render --clean writes the files without any');
  return new Preview({
    folder: path.join(root, slug),
    form: flags.form ?? null,
    bugs: flags.bugs ?? null,
    framework: flags.framework ?? null,
    seed: flags.seed,
    language: flags.lang ?? null,
    port: flags.port,
    gated,
  });
}

export function register(program: Command): void {
  roomOptions(
    program
      .command('preview <slug>')
      .description('open a local room with links for both sides; saving a file of the scenario opens a new one'),
  ).action(async (slug: string, flags: RoomFlags, command: Command) => {
    const preview = previewOf(rootOf(command), slug, flags, false);
    const show = (room: OpenRoom, changed: string[]) => {
      if (flags.json) print(JSON.stringify({ event: 'open', changed, ...linksOf(room) }));
      else print(roomText(room, changed));
    };
    const interrupted = untilInterrupted();
    const first = preview.open();
    const anew = async (names: string[]) => {
      await first.catch(() => {});
      const began = performance.now();
      try {
        show(await preview.open(), names);
        if (!flags.json) report(`made anew in ${((performance.now() - began) / 1000).toFixed(1)} s`);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (flags.json) print(JSON.stringify({ event: 'mistake', changed: names, message }));
        else report(`${names.join(', ')} changed, and the room from before stays:\n${message}`);
      }
    };
    const stopWatching = watchFolder(preview.folder, anew);
    try {
      show(await first, []);
      if (!flags.json) report('Save a file of the scenario for a new room; Ctrl+C ends it.');
      await interrupted;
    } finally {
      stopWatching();
      await preview.close();
    }
  });
}

/** What of a room is printed as JSON. */
export function linksOf({ scenario, version, form, language, seed, candidate, interviewer, staffLink }: OpenRoom) {
  return {
    slug: scenario.slug,
    version,
    form,
    language,
    seed,
    candidate,
    interviewer,
    staff: staffLink,
  };
}

/** The links of a room for people. */
export function roomText(room: OpenRoom, changed: string[]): string {
  const { scenario, version, form, language, seed, candidate, interviewer, staffLink } = room;
  const what = `${scenario.slug} ${version}, form ${form}, seed ${seed}, ${language}`;
  return [
    changed.length > 0 ? `${changed.join(', ')} changed: a new room of ${what}` : `A room of ${what}`,
    `  Candidate    ${candidate}`,
    `  Interviewer  ${interviewer}`,
    `  Staff        ${staffLink}`,
  ].join('\n');
}

function offer(text: string): LanguageOffer {
  const parsed = languageOffer.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`one of ${languageOffer.options.join(', ')}`);
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value < 65_536) return value;
  throw new InvalidArgumentError('a port from 0 to 65535');
}
