/** Sentences that promise that something is stored: only those make it who know. */
import { expect, test } from 'vitest';
import { filesBelow, textOf } from '../support/sourceFiles.ts';

/** A line of code with a text that says what a browser keeps. */
const PROMISE =
  /^(?!\s*(\/?\*|\/\/)).*['"`].*\b(stays?|kept|keeps|stored|saved|are|is) (safe )?(only )?in (this|the|your) browser/im;

test('[CL43] what stays in the browser is said by the page alone, where it knows whether its cache works', () => {
  const files = filesBelow(['server', 'protocol', 'client'], /\.tsx?$/);
  expect(files.filter((file) => PROMISE.test(textOf(file)))).toEqual([
    'client/words/connection.ts',
    'client/words/ended.ts',
  ]);
});
