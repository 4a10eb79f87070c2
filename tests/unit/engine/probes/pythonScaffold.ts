/** A small candidate's folder in Python for tests of the probes, with the functions of `programs/python/harness.py` around it. */
import { readFileSync } from 'node:fs';

const program = (name: string): string =>
  readFileSync(new URL(`./programs/python/${name}.py`, import.meta.url), 'utf8');

const texts = { DATA: program('data'), FEATURES: program('features'), MODEL: program('model'), NET: program('net') };

/** A script that other statements follow. */
export const SCAFFOLD = [
  // A JSON text is a Python text as well.
  ...Object.entries(texts).map(([name, text]) => `${name} = ${JSON.stringify(text)}`),
  program('harness'),
].join('\n');
