/** What went wrong, as an output item: the error's words and the calls of the work that led to it. */
import type { ErrorItem } from '../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import type { Scripts } from './scripts.ts';
import { SourceError } from './sourceError.ts';

/** Name and message of anything that was thrown; what throws when it is asked is described as that. */
export function described(error: unknown): { name: string; message: string } {
  try {
    return describe(error);
  } catch {
    return { name: 'Thrown', message: 'something that cannot be described' };
  }
}

function describe(error: unknown): { name: string; message: string } {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { name, message } = error as { name?: unknown; message: unknown };
    return { name: typeof name === 'string' && name !== '' ? name : 'Error', message: String(message) };
  }
  return { name: 'Thrown', message: typeof error === 'string' ? error : String(error) };
}

/** An error as an item of a run's output. */
export function errorItem(error: unknown, scripts: Scripts): ErrorItem {
  const { name, message } = described(error);
  const all =
    error instanceof SourceError
      ? [{ file: error.file, line: error.line, name: '<module>', own: true }]
      : scripts.frames(error);
  const half = OUTPUT_CAPS.frames / 2;
  const frames = all.length > OUTPUT_CAPS.frames ? [...all.slice(0, half), ...all.slice(-half)] : all;
  const calls = frames.toReversed().map(({ file, line, name: called }) => `    at ${called} (${file}:${line})`);
  return {
    type: 'error',
    name: name.slice(0, OUTPUT_CAPS.cellChars),
    message: message.slice(0, OUTPUT_CAPS.messageChars),
    frames,
    text: [`${name}: ${message}`, ...calls].join('\n').slice(0, OUTPUT_CAPS.errorChars),
  };
}
