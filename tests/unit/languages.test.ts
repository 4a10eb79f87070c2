/** What differs between the languages is a fact of its track: nothing else asks which language it is. */
import { expect, it } from 'vitest';
import { filesBelow, PRODUCT, textOf } from '../support/sourceFiles.ts';

/** Where tracks are chosen, and the tracks themselves. */
const TRACKS = /^engine\/(tracks\.ts|python\/|typescript\/)/;
const COMPARED =
  /[!=]==? *['"](python|typescript)['"]|['"](python|typescript)['"] *[!=]==?|case ['"](python|typescript)['"]/;

it('only the tracks compare with the name of a language', () => {
  const compared = filesBelow(PRODUCT, /\.(ts|tsx|mjs)$/)
    .filter((file) => !TRACKS.test(file))
    .flatMap((file) =>
      textOf(file)
        .split('\n')
        .flatMap((line, at) => (COMPARED.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
    );
  expect(compared).toEqual([]);
});
