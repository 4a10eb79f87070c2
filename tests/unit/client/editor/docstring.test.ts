/** Docstrings in hovers: prose as prose, code as code, and no markup of the program's. */
import { expect, test } from 'vitest';
import { asCode, docstring } from '../../../../client/editor/docstring.ts';

const NUMPY = `Compute the mean.

Values that are missing
are left out.

Parameters
----------
rows : DataFrame
    What is averaged.
axis : int, optional
    Axis; see [numpy](http://example.org).

Examples
--------
>>> mean(rows)
2.5

Then::

    for x in rows:
        print(x)
`;

test('[ED8] prose flows, parameters and headings stand out, examples are code', () => {
  const shown = docstring(NUMPY);
  expect(shown).toContain('Values that are missing are left out\\.');
  expect(shown).toContain('**Parameters**');
  expect(shown).toContain('**rows** DataFrame');
  expect(shown).toContain('```python\n>>> mean(rows)\n2.5\n```');
  expect(shown).toContain('```python\nfor x in rows:\n    print(x)\n```');
  expect(shown.split('```')[0]).not.toContain('----');
});

test('[ED8] no link, picture or markup of a docstring is drawn', () => {
  const shown = docstring('See [this](http://a) ![x](http://b) <img src=x> `code` **bold** https://c.example');
  expect(shown).not.toMatch(/(?<!\\)[[\]()<>`*!:]/);
  expect(docstring(NUMPY)).not.toMatch(/(?<!\\)\[numpy/);
  expect(asCode('```\n[a](b)')).not.toMatch(/```\n\[a/);
  expect([docstring(''), asCode('')]).toEqual(['', '']);
});
