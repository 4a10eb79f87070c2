/** One suite, every language: the contract and training, wherever a candidate's code is written. */
import { describe, expect, it } from 'vitest';
import { ORDER } from '../../../engine/contract/functions.ts';
import { errorOf, HOSTS } from './hosts.ts';
import { fitsOf, suiteOf } from './suite.ts';

describe.each(HOSTS)('$language', (host) => {
  const { ext, files, changed, run, runFiles, trainError, test } = suiteOf(host);

  describe('the contract', () => {
    test('[HN1] a missing file, a missing function and a parameter too many are named with how the contract calls them', async () => {
      expect(await trainError('no-load')).toMatchObject({
        code: 'missing-file',
        message: `data${ext} is missing: it must hold load(path)`,
      });
      const missing = await trainError('no-report');
      expect(missing.code).toBe('missing-function');
      expect(missing.message).toMatch(/^model\.\w+ .* no function report\(rows, labels, scores, decisions\)$/);
      const more = await trainError('one-parameter-more');
      expect(more.code).toBe('wrong-arguments');
      expect(more.message).toContain('the contract calls fit(train, prep, seed)');
    });

    test('[HN2] what reads data or trains on import is refused with file and line', async () => {
      expect((await trainError('reads-on-import')).message).toMatch(/^model\.\w+ line \d+ reads data on import/);
      expect((await trainError('trains-on-import')).message).toMatch(/^data\.\w+ line \d+ runs load on import/);
    });

    test('[HN3] the file for exploration is never imported', async () => {
      const withExplore = { ...changed('imports-explore'), [`explore${ext}`]: files[`data${ext}`] ?? '' };
      const { train } = await runFiles(withExplore);
      expect(errorOf(train).message).toContain(`explore${ext} is for exploration`);
    });
  });

  describe('training', () => {
    test('[HN4] every fit seed gives a model of its own, the same seed the same bytes, and progress never falls', async () => {
      const [both, again] = [await run(null, { seeds: [3, 4] }), await run(null, { seeds: [3] })];
      const [first, second] = fitsOf(both);
      expect(fitsOf(both).map(({ seed, rows }) => [seed, rows])).toEqual([
        [3, { train: 900, valid: 300 }],
        [4, { train: 900, valid: 300 }],
      ]);
      expect(fitsOf(again)[0]?.payload).toEqual(first?.payload);
      expect(second?.payload).not.toEqual(first?.payload);
      expect(first?.reported).toMatchObject({ name: 'accuracy', better: 'higher' });
      expect(both.predict).toHaveLength(2);
      const done = both.progress.filter(({ phase }) => phase === 'train').map((step) => step.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(1);
    });

    test('[HN4] the numbers that are drawn at random follow the fit seed', async () => {
      const [both, again] = [await run('draws-in-fit', { seeds: [3, 4] }), await run('draws-in-fit', { seeds: [4] })];
      const [first, second] = fitsOf(both);
      expect(fitsOf(again)[0]?.payload).toEqual(second?.payload);
      expect(first?.payload).not.toEqual(second?.payload);
    });

    test('[HN4] the functions are called in the order of the contract', async () => {
      const [fit] = fitsOf(await run());
      const called = Object.keys(fit?.seconds ?? {}).filter((name) => ORDER.some((each) => each === name));
      expect(called).toEqual(ORDER.filter((name) => name !== 'tune'));
    });

    test('[HN5] a global that training changed is named', async () => {
      const { train } = await run('changes-a-global');
      expect(train.notes).toMatchObject([
        {
          kind: 'untravelled',
          file: `model${ext}`,
          name: 'MEANS',
          message: `MEANS in model${ext} does not travel; return it from fit`,
        },
      ]);
    });

    test('[HN6] an error of the code names its file and function, without frames of the product', async () => {
      const { message, frames } = await trainError('fails-in-fit');
      expect(message).toMatch(/^(fit failed|model\.\w+ line \d+): /);
      const own = (frames ?? []).filter(({ file }) => file.endsWith(`model${ext}`));
      expect(own.at(-1)).toMatchObject({ function: 'fit' });
      expect(own.at(-1)?.line).toBeGreaterThan(1);
      expect((frames ?? []).some(({ file }) => /holdout_|official/.test(file))).toBe(false);
    });

    test('[HN6] what cannot cross, parts that are none and a report that is none are refused', async () => {
      expect((await trainError('cannot-cross')).message).toMatch(
        /cannot cross|cannot pickle|does not cross|is a function/,
      );
      expect((await trainError('one-part')).message).toContain('split must return two sets of rows');
      expect((await trainError('empty-part')).code).toBe('bad-rows');
      expect((await trainError('no-report-value')).code).toBe('bad-report');
    });
  });
});

it('[HN1] every language makes the same changes to its scaffold', async () => {
  const { readFile } = await import('node:fs/promises');
  const named = async (language: string): Promise<string[]> => {
    const text = await readFile(new URL(`./programs/${language}/changes.yaml`, import.meta.url), 'utf8');
    const names = [...text.matchAll(/^([a-z-]+):/gm)].map(([, name]) => name ?? '');
    // Where rows can be kept is another place in each language.
    return names.filter((name) => !name.startsWith('keeps-'));
  };
  const [first, ...others] = await Promise.all(HOSTS.map(({ language }) => named(language)));
  for (const names of others) expect(names).toEqual(first);
});
