/** One suite, every language: what the official path promises wherever a candidate's code is written. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ORDER } from '../../../engine/contract/functions.ts';
import type { OfficialConfig, Predicted } from '../../../engine/contract/official.ts';
import { trackOf } from '../../../engine/tracks.ts';
import { errorOf, HOSTS, officialRun, programsOf, type Run } from './hosts.ts';

const finished = ([answer]: readonly Predicted[]): Extract<Predicted, { ok: true }> => {
  if (!answer?.ok) throw new Error(JSON.stringify(answer));
  return answer;
};
const fitsOf = ({ train }: Run) => {
  if (!train.ok) throw new Error(JSON.stringify(train.error));
  return train.fits;
};
const floats = (bytes: Uint8Array): number[] => [...new Float64Array(new Uint8Array(bytes).buffer)];

describe.each(HOSTS)('$language', (host) => {
  const { language } = host;
  const ext = trackOf(language).extension;
  const { files, changed } = programsOf(language);
  let phases: Awaited<ReturnType<typeof host.open>>;
  beforeAll(async () => {
    phases = await host.open();
  }, 120_000);

  const run = (change: string | null = null, more: Partial<OfficialConfig> = {}, holdoutRows?: number): Promise<Run> =>
    officialRun(phases, language, change === null ? files : changed(change), more, holdoutRows);
  const trainError = async (change: string, more: Partial<OfficialConfig> = {}) =>
    errorOf((await run(change, more)).train);
  const predictError = async (change: string) => {
    const { train, predict } = await run(change);
    expect(train.ok ? '' : train.error.message).toBe('');
    return errorOf(predict.at(-1));
  };
  const test = (title: string, body: () => Promise<void>): void => {
    const skipped = host.skip?.tests.some((part) => title.includes(part));
    it.skipIf(skipped)(title, body, 60_000);
  };

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
      const { train } = await officialRun(phases, language, withExplore);
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

  describe('predicting', () => {
    test('[HN8] scores and decisions come back in the order of the file, whatever the batches', async () => {
      const ids = Array.from({ length: 700 }, (_, i) => 20_000 + i);
      for (const batchSeed of [0, 9]) {
        const { shape, predictions, decisions } = finished((await run('scores-are-ids', { batchSeed })).predict);
        expect(shape).toEqual([700]);
        expect(floats(predictions)).toEqual(ids);
        expect(decisions).toHaveLength(700);
      }
    });

    test('[HN8] rows lie in several batches of different sizes, the same for the same seed', async () => {
      const rows = 20_000;
      const sizes = async (batchSeed: number): Promise<number[]> =>
        floats(finished((await run('scores-are-batch-sizes', { batchSeed }, rows)).predict).predictions);
      const [first, again, other] = [await sizes(0), await sizes(0), await sizes(9)];
      expect(first).toHaveLength(rows);
      expect(first).toEqual(again);
      expect(first).not.toEqual(other);
      // Neighbours of the file are not neighbours of a batch: the scores change far more often than there are batches.
      const changes = first.filter((size, row) => row > 0 && size !== first[row - 1]).length;
      expect(changes).toBeGreaterThan(100);
      for (const size of new Set(first)) expect(first.filter((each) => each === size).length % size, `${size}`).toBe(0);
    });

    test('[HN8] a load that turns the rows around changes nothing: they are found by their ids', async () => {
      const { predictions } = finished((await run('ids-in-reverse')).predict);
      expect(floats(predictions)).toEqual(Array.from({ length: 700 }, (_, i) => 20_000 + i));
    });

    test('[HN9] scores that are no finite number per row are refused with code, row and reason', async () => {
      const nan = await predictError('nan-score');
      expect(nan.code).toBe('not-finite');
      expect(nan.message).toMatch(/^predict returned nan for row 123/i);
      expect((await predictError('too-few-scores')).code).toBe('bad-shape');
      expect((await predictError('scores-are-text')).code).toBe('bad-values');
    });

    test('[HN9] wrong decisions and a row that load lost are refused', async () => {
      const decided = await predictError('decision-of-two');
      expect(decided.code).toBe('bad-decisions');
      expect(decided.message).toContain('row 42');
      const lost = await predictError('loses-a-row');
      expect(lost.code).toBe('bad-rows');
      expect(lost.message).toContain('row 5 (id 20005) is missing');
      const doubled = await predictError('doubles-a-row');
      expect(doubled.code).toBe('bad-rows');
      expect(doubled.message).toMatch(/2000[56]/);
    });

    test('[HN9] two columns are the scores of two classes', async () => {
      const { shape, predictions } = finished((await run('two-columns')).predict);
      expect(shape).toEqual([700, 2]);
      expect(floats(predictions).slice(0, 4)).toEqual([0.25, 0.75, 0.25, 0.75]);
    });

    test('[HN13] with more choices than two a decision is one of them, and report gets the numbers', async () => {
      const chosen = await run('three-or-one', { choices: 4 });
      expect(fitsOf(chosen)[0]?.reported?.value).toBe(3);
      expect(new Set(finished(chosen.predict).decisions)).toEqual(new Set([1, 3]));
      const beyond = await trainError('always-four', { choices: 4 });
      expect(beyond.code).toBe('bad-decisions');
      expect(beyond.message).toContain('return a whole number from 0 to 3 a row');
    });

    test('[HN10] predict cannot read files', async () => {
      expect((await predictError('reads-in-predict')).code).toBe('reads-files');
    });

    test('[HN11] Check predicts validation rows without the label, and takes labels from the training file', async () => {
      const { train, predict } = await run('marks-validation', { mode: 'check' });
      if (!train.ok || !train.check) throw new Error('no check');
      const [head, first] = new TextDecoder().decode(train.check.rows).split('\n');
      expect(head).toBe('id,a,b,c');
      expect(first?.startsWith('7900,')).toBe(true);
      expect(new Set(train.check.labels)).toEqual(new Set([0, 1]));
      expect(train.check.ids).toHaveLength(300);
      expect(finished(predict).shape).toEqual([300]);
    });

    test('[HN20] the weights are the elements of the arrays, by path', async () => {
      const { weights } = finished((await run()).predict);
      expect(weights.total).toBe(4);
      expect(weights.items.map(({ count }) => count)).toEqual([3, 1]);
      expect(weights.rest).toBe(0);
    });

    test('[HN25] a model that grows while predicting is noted', async () => {
      const { notes } = finished((await run('grows')).predict);
      expect(notes).toMatchObject([{ kind: 'growth', message: expect.stringContaining('grew while predicting') }]);
    });
  });
});

it('[HN1] every language makes the same changes to its scaffold', async () => {
  const { readFile } = await import('node:fs/promises');
  const named = async (language: string): Promise<string[]> => {
    const text = await readFile(new URL(`./programs/${language}/changes.yaml`, import.meta.url), 'utf8');
    return [...text.matchAll(/^([a-z-]+):/gm)].map(([, name]) => name ?? '');
  };
  const [first, ...others] = await Promise.all(HOSTS.map(({ language }) => named(language)));
  for (const names of others) expect(names).toEqual(first);
});
