/** Words of pages name no language, except where both are meant. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../../../client/', import.meta.url);
/** Where both languages are named because both are meant. */
const ABOUT_BOTH = ['words/language.ts', 'words/browserCheck.ts', 'words/help.ts', 'pages/help/typescript.ts'];

/** Lines that name Python outside comments. */
function namings(file: string): string[] {
  const text = readFileSync(new URL(file, ROOT), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  return text
    .split('\n')
    .filter((line) => /\bPython\b/.test(line.replace(/^\s*\/\/.*$/, '')))
    .map((line) => `${file}: ${line.trim()}`);
}

describe('words', () => {
  test('[LG6] no page names a language by itself: the name follows that of the interview', () => {
    const files = ['pages', 'ui', 'state', 'words'].flatMap((folder) =>
      (readdirSync(new URL(folder, ROOT), { recursive: true }) as string[])
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    expect(files.length).toBeGreaterThan(80);
    const found = files.filter((file) => !ABOUT_BOTH.includes(file)).flatMap(namings);
    expect(found).toEqual([]);
  });
});
