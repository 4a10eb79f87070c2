/** One suite, every language: predicting, wherever a candidate's code is written. */
import { describe, expect } from 'vitest';
import { COUNTERS } from '../../../engine/crossing/counters.ts';
import { BATCH_ROWS } from '../../../engine/official/plan.ts';
import { HOSTS } from './hosts.ts';
import { finished, fitsOf, floats, suiteOf } from './suite.ts';

describe.each(HOSTS)('$language', (host) => {
  const { run, trainError, predictError, test } = suiteOf(host);

  describe('predicting', () => {
    test('[HN8] scores and decisions come back in the order of the file, whatever the batches', async () => {
      const ids = Array.from({ length: 700 }, (_, i) => 20_000 + i);
      for (const batchSeed of [0, 9]) {
        const { shape, predictions, decisions } = finished((await run('scores-are-ids', {}, { batchSeed })).predict);
        expect(shape).toEqual([700]);
        expect(floats(predictions)).toEqual(ids);
        expect(decisions).toHaveLength(700);
      }
    });

    test('[HN8] rows lie in several batches of different sizes, the same for the same seed', async () => {
      const rows = 20_000;
      const sizes = async (batchSeed: number): Promise<number[]> =>
        floats(
          finished((await run('scores-are-batch-sizes', {}, { batchSeed, holdoutRows: rows })).predict).predictions,
        );
      const [first, again, other] = [await sizes(0), await sizes(0), await sizes(9)];
      expect(first).toHaveLength(rows);
      expect(first).toEqual(again);
      expect(first).not.toEqual(other);
      // Neighbours of the file are not neighbours of a batch: the scores change far more often than there are batches.
      const changes = first.filter((size, row) => row > 0 && size !== first[row - 1]).length;
      expect(changes).toBeGreaterThan(100);
      for (const size of new Set(first)) {
        expect(size).toBeGreaterThanOrEqual(BATCH_ROWS.least);
        expect(size).toBeLessThanOrEqual(BATCH_ROWS.most);
      }
    });

    test('[HN8] every batch is reported, up to all rows', async () => {
      const { progress } = await run(null, {}, { holdoutRows: 20_000 });
      const done = progress.filter(({ phase }) => phase === 'predict').map((step) => step.done);
      expect(done.length).toBeGreaterThan(2);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done.at(-1)).toBe(1);
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
      expect(lost.message).toMatch(/^load returned (\d+) of \d+ rows: row 5 \(id 20005\) is missing; keep every row$/);
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
      expect(beyond.message).toContain('for row 0: return a whole number from 0 to 3 a row');
    });

    test('[HN10] predict cannot read files', async () => {
      expect((await predictError('reads-in-predict')).code).toBe('reads-files');
    });

    test('[HN11] Check predicts validation rows without the label, and takes labels from the training file', async () => {
      const { validation, predict } = await run('marks-validation', {}, { check: true });
      if (!validation?.ok) throw new Error(JSON.stringify(validation));
      const [head, first] = new TextDecoder().decode(validation.rows).split('\n');
      expect(head).toBe('id,a,b,c');
      expect(first?.startsWith('7900,')).toBe(true);
      expect(new Set(validation.labels)).toEqual(new Set([0, 1]));
      expect(validation.ids).toHaveLength(300);
      expect(finished(predict).shape).toEqual([300]);
    });

    test('[HN20] the weights are the elements of the arrays, by path', async () => {
      const { train } = await run();
      if (!train.ok) throw new Error('no fit');
      const count = COUNTERS[host.language]({}, { entries: [], explore: [], scaffold: {} });
      const { weights } = count(train.fits[0]?.payload ?? new Uint8Array());
      expect(weights.total).toBe(4);
      expect(weights.items.map(({ count }) => count)).toEqual([3, 1]);
      expect(weights.rest).toBe(0);
    });

    test('[HN50] load gets the rows of one batch, under the same name', async () => {
      const { predictions } = finished((await run('says-rows-of-the-file', {}, { holdoutRows: 5_000 })).predict);
      const seen = new Set(floats(predictions));
      expect(seen.size).toBeGreaterThan(1);
      expect(Math.max(...seen)).toBeLessThan(5_000);
    });

    test('[HN25] rows that load keeps from batch to batch are noted with name and size', async () => {
      const { notes } = finished((await run('keeps-rows')).predict);
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatchObject({ kind: 'growth', message: expect.stringContaining('KEPT') });
      const [before = 0, after = 0] = [
        ...(notes[0]?.message ?? '').matchAll(/[\d,]+(?= (?:weights|values|after))/g),
      ].map(([text]) => Number(text.replaceAll(',', '')));
      expect(after - before).toBeGreaterThan(400);
    });

    test('[HN51] predictions that depend on the rows beside them are noted', async () => {
      const { notes } = finished((await run('looks-beside')).predict);
      expect(notes).toMatchObject([
        { kind: 'neighbours', message: expect.stringMatching(/of 70 rows that were asked/) },
      ]);
      expect(finished((await run()).predict).notes).toEqual([]);
    });

    test('[HN25] a model that grows while predicting is noted', async () => {
      const { notes } = finished((await run('grows')).predict);
      expect(notes).toMatchObject([
        {
          kind: 'growth',
          message: expect.stringMatching(/^\S.* grew while predicting: \d+ weights before, \d+ after$/),
        },
      ]);
    });
  });
});
