/** Names this build of the server: a page of another build offers to reload. */
import { readFileSync } from 'node:fs';
import { hashOf } from './ids.ts';

const pack = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

function pages(): string {
  try {
    return readFileSync(new URL('../dist/.stamp', import.meta.url), 'utf8');
  } catch {
    // Before the first build, as in tests.
    return '';
  }
}

/** 12 hexadecimal digits. */
export const BUILD_ID: string = hashOf(pack + pages()).slice(0, 12);
