/** What a Check and a score have in common in the real frame, and where a score ends early, in both languages. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OfficialRequest, OfficialResult } from '../../client/sandbox/types.ts';
import type { Language } from '../../protocol/language.ts';
import { openSandbox, type SandboxPage } from '../support/sandboxPage.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';

const world = sandboxWorld();
const PROGRAMS = parse(readFileSync(new URL('./programs/scored.yaml', import.meta.url), 'utf8')) as Record<
  Language,
  string
>;
const LINES: Record<Language, Record<'silent' | 'sizes' | 'word', string>> = {
  python: { silent: 'pass', sizes: 'print(len(rows), "rows")', word: 'print("seen", end="")' },
  typescript: { silent: '', sizes: 'console.log(rows.length, "rows")', word: 'console.log("seen")' },
};
const csv = (n: number, label: boolean): string =>
  `id,a${label ? ',y' : ''}\n${Array.from({ length: n }, (_, i) => `${i},${i / 10}${label ? `,${i % 2}` : ''}`).join('\n')}\n`;

describe.each(['python', 'typescript'] as const)('%s', (language) => {
  const file = language === 'python' ? 'model.py' : 'model.ts';
  let box: SandboxPage;
  beforeAll(async () => {
    const names = ['load', 'split', 'prepare', 'fit', 'predict', 'report'];
    const functions = Object.fromEntries(names.map((name) => [name, file]));
    const official = { functions, label: 'y', id: 'id', train: 'train.csv', seeds: [3, 5, 7] };
    const data = { 'train.csv': csv(50, true) };
    box = await openSandbox(world.browser, world.server, {
      language,
      packages: language === 'python' ? ['numpy', 'joblib'] : [],
      data,
      official,
    });
  }, 90_000);
  afterAll(() => box.close());

  interface Seen {
    result: OfficialResult;
    validation: number[] | null;
    /** Steps of training that were reported, with the fit. */
    trained: string[];
  }
  const official = (
    line: keyof (typeof LINES)['python'],
    { weights = 4, ...more }: Partial<OfficialRequest> & { weights?: number },
  ): Promise<Seen> =>
    box.page.evaluate(
      async ({ files, rows, more }) => {
        const trained: string[] = [];
        const result = await window.sandbox.official({
          mode: 'score',
          files,
          rows: new TextEncoder().encode(rows),
          ...more,
          onProgress: ({ phase, step, fit }) => {
            if (phase === 'train') trained.push(`${step} ${fit}`);
          },
        });
        const validation = result.ok && result.validation ? [...result.validation.predictions] : null;
        return { result, validation, trained };
      },
      {
        files: {
          [file]: PROGRAMS[language].replace('LINE', LINES[language][line]).replace('WEIGHTS', String(weights)),
        },
        rows: csv(30, false),
        more,
      },
    );
  const texts = ({ result }: Seen) =>
    result.printed.items.map((item) => (item.type === 'stream' || item.type === 'notice' ? item.text : item.type));

  test('[SC20, SC21] the fit of a Check predicts the validation rows as the first fit of a score does', async () => {
    const check = await official('silent', { mode: 'check' });
    const score = await official('silent', { alsoValidation: true, budget: 1_000 });
    expect(check.validation, JSON.stringify(check.result).slice(0, 500)).toHaveLength(10);
    // Row 40 is the first one to validate on, and 3 the first seed.
    expect(check.validation?.[0]).toBeCloseTo(4 + 3);
    expect(score.validation).toEqual(check.validation);
    if (!score.result.ok || !check.result.ok) throw new Error('no result');
    expect(score.result.fits.map(({ seed }) => seed)).toEqual([3, 5, 7]);
    expect(score.result.fits[0]?.reported).toEqual(check.result.fits[0]?.reported);
    expect((await official('silent', { apart: true })).validation).toBeNull();
  }, 120_000);

  test('[SC22] a score ends with its first fit where that is over the budget, and names the largest items', async () => {
    const { result, trained } = await official('silent', { budget: 1_000, weights: 2_000 });
    expect(result).toMatchObject({ ok: false, code: 'over-budget', stage: 'train', weights: { rest: 0 } });
    if (result.ok || !result.weights) throw new Error('it was not refused');
    expect(result.weights.total).toBeGreaterThan(2_000);
    expect(result.message).toMatch(
      /^The model has 2,0\d\d weights; the budget is 1,000\. Most are in \S*w\S* \(2,000\)/,
    );
    expect(new Set(trained.map((step) => step.split(' ').at(-1)))).toEqual(new Set(['1']));
    // A Check shows what it found all the same.
    expect((await official('silent', { mode: 'check', budget: 1_000, weights: 2_000 })).result.ok).toBe(true);
  }, 120_000);

  test('[SC23] a Check shows what predict printed, a score only that it did', async () => {
    const check = await official('word', { mode: 'check' });
    expect(texts(check).map((text) => text.trim())).toEqual(['Printed while batch 1 was predicted:', 'seen']);
    const sizes = texts(await official('sizes', { mode: 'check' }));
    expect(sizes[1]).toMatch(/^\d rows\n$/);
    const score = await official('sizes', { alsoValidation: true });
    expect(score.result.printed).toEqual({ items: [], batches: 6 });
    expect(JSON.stringify(score.result)).not.toMatch(/\d rows|never shown/);
  }, 120_000);
});
