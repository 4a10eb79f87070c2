/**
 * The gate as far as it fits into every test run: all scenarios, the rules that read, four bugs of a scaffold alone on one seed,
 * others each night (`npm run nightly`). What a seed gave is cached by its content in .cache/gate: what has not changed is not
 * measured again.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderCache } from '../../scenarios/kit/gate/cache.ts';
import { formatComplaint } from '../../scenarios/kit/gate/complaint.ts';
import { gate } from '../../scenarios/kit/gate/gate.ts';
import { SEED } from '../support/seed.ts';

const ROOT = path.resolve(import.meta.dirname, '../../scenarios');
const SLUGS = readdirSync(ROOT).filter((name) => existsSync(path.join(ROOT, name, 'scenario.yaml')));
const cache = folderCache(path.resolve(ROOT, '../.cache/gate'));
/** One of the seven seeds of the quick gate. */
const seed = `quick-${SEED % 7}`;
/** Seconds of a fit are asked by the full gate alone: those of a machine that runs all tests at the same time say nothing. */
const OF_THE_MACHINE = 'fit-time';

it('there are scenarios to look at', () => {
  expect(SLUGS).toEqual(expect.arrayContaining(['bank-scam', 'meter-reader']));
});

describe.each(SLUGS)('%s', (slug) => {
  const folder = path.join(ROOT, slug);

  it('[GA20] expected.json was measured on what stands here', async () => {
    const { complaints } = await gate(folder, { seeds: [seed], cheap: true, quick: true, cache });
    expect(complaints.filter(({ rule }) => rule === 'expected').map(formatComplaint)).toEqual([]);
  });

  it(`[GA21] passes the quick gate with the seed ${seed}`, async () => {
    const { complaints } = await gate(folder, { seeds: [seed], quick: true, some: true, cache, processes: 2 });
    const errors = complaints.filter(({ level, rule }) => level === 'error' && rule !== OF_THE_MACHINE);
    expect(errors.map(formatComplaint), `npm run scenario -- check ${slug} --quick --some --seed ${seed}`).toEqual([]);
  }, 600_000);
});
