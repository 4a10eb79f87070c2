/** What of an error may stand in the log: where it happened and, unless it may quote what somebody wrote, what it says. */
import { z } from 'zod';

const MOST_CHARS = 2_000;
const MOST_PLACES = 8;

/** These name, in their message, what was parsed: a person's text, or a part of it. */
const quotes = (e: Error): boolean => e instanceof SyntaxError || e instanceof z.ZodError || e instanceof URIError;

/** One text of bounded length: name, message where it is our own words or a library's, and places in the code. */
export function faultOf(e: unknown): string {
  if (!(e instanceof Error)) return typeof e === 'string' ? e.slice(0, MOST_CHARS) : `a thrown ${typeof e}`;
  const places = (e.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const said = quotes(e) ? e.name : `${e.name}: ${e.message.slice(0, MOST_CHARS)}`;
  return [said, ...places.slice(0, MOST_PLACES)].join('\n');
}
