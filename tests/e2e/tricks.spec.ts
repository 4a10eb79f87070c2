/**
 * Three ways to carry bytes past the count, as a candidate would try them: they arrive in predict, they weigh what they are, and the
 * re-run in a staff browser counts the same. The many others are in tests/unit/engine/weights/tricks.
 */
import type { Page } from '@playwright/test';
import type { LanguageOffer } from '../../protocol/language.ts';
import { both, type Change, prepare } from './prepare.ts';
import { reRun } from './scoring.ts';
import { expect, test } from './support.ts';

/** Ms that training on this machine may take, twice over: an end for what hangs. */
const TRAINING = { timeout: 120_000 };
/** Random bytes that each way carries: within the budget of 1,500 weights, so that a score comes of it. */
const BYTES = 9_000;
const FREE_BYTES = 3_072;
const HYPOTHESIS = 'A small network that brings a table along.';

interface Way {
  what: string;
  language: LanguageOffer;
  file: string;
  /** In predict a way fails where its bytes have not arrived whole. */
  changes: readonly Change[];
}

const SMALL_PYTHON: readonly Change[] = [
  ['hidden_layer_sizes=(48, 24)', 'hidden_layer_sizes=(2,)'],
  ['max_iter=8', 'max_iter=2'],
];
const CHECK = '    assert len(kept) == BYTES and sum(kept) == SUM, "they have not arrived"\n';

const pasted = crypto.getRandomValues(new Uint8Array(BYTES));
const sum = pasted.reduce((all, byte) => all + byte, 0);
const hex = Buffer.from(pasted).toString('hex');

const WAYS: readonly Way[] = [
  {
    what: 'the documentation of a function that crosses by value',
    language: 'python',
    file: 'model.py',
    changes: [
      ...SMALL_PYTHON,
      [
        '    return {"prep": prep,',
        '    table = lambda: 0\n    table.__doc__ = np.random.default_rng(seed).bytes(BYTES).hex()\n    return {"table": table, "prep": prep,',
      ],
      ['from features import transform\n', `from features import transform\n\nBYTES = ${BYTES}\n`],
      [
        '    p = model["net"]',
        '    kept = bytes.fromhex(model["table"].__doc__)\n    assert len(kept) == BYTES, "they have not arrived"\n    p = model["net"]',
      ],
    ],
  },
  {
    what: 'the name of a parameter in the code',
    language: 'python',
    file: 'model.py',
    changes: [
      ...SMALL_PYTHON,
      [
        'from features import transform\n',
        `from features import transform\n\nBYTES, SUM = ${BYTES}, ${sum}\n\n\ndef table(k${hex}):\n    return 0\n`,
      ],
      [
        '    p = model["net"]',
        `    kept = bytes.fromhex(table.__code__.co_varnames[0][1:])\n${CHECK}    p = model["net"]`,
      ],
    ],
  },
  {
    what: 'a key of the model’s JSON',
    language: 'typescript',
    file: 'model.ts',
    changes: [
      ['units: 48', 'units: 2'],
      ['units: 24', 'units: 2'],
      ['const EPOCHS = 4;', `const EPOCHS = 1;\nconst DIGITS = ${2 * BYTES};`],
      [
        '  return { layers: net, json: { prep, odds: 1 } };',
        `  let state = seed;
  let key = 'k';
  while (key.length <= DIGITS) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    key += (state >>> 28).toString(16);
  }
  return { layers: net, json: { prep, odds: 1, table: { [key]: 0 } } as Model['json'] };`,
      ],
      [
        '  const { odds } = model.json;',
        `  const { table } = model.json as unknown as { table: Record<string, number> };
  if (Object.keys(table)[0]?.length !== DIGITS + 1) throw new Error('they have not arrived');
  const { odds } = model.json;`,
      ],
    ],
  },
];

async function weightsOf(candidate: Page): Promise<number> {
  const text = await candidate.getByRole('region', { name: 'Constraints' }).textContent();
  const found = /([\d,]+) of 1,500 weights/.exec(text ?? '')?.[1];
  return Number(found?.replaceAll(',', ''));
}

for (const { what, language, file, changes } of WAYS)
  test(`[HN60] bytes in ${what} weigh what they are, and a staff browser counts the same`, async ({
    browser,
    holdout,
  }) => {
    const prepared = await prepare(holdout, 'A table', { language, files: { [file]: changes } });
    const { candidate, interviewer, close } = await both(browser, prepared);
    await candidate.getByRole('button', { name: 'Score', exact: true }).click();
    await candidate.getByRole('textbox', { name: 'Hypothesis' }).fill(HYPOTHESIS);
    await candidate.getByRole('radio', { name: 'About the same' }).check();
    await candidate.getByRole('button', { name: 'Submit hypothesis and score' }).click();
    await expect(candidate.getByRole('dialog')).toContainText('19 of 20', TRAINING);
    await candidate.keyboard.press('Escape');
    const weights = await weightsOf(candidate);
    expect(8 * weights + FREE_BYTES).toBeGreaterThanOrEqual(BYTES);
    expect(weights).toBeLessThanOrEqual(1_500);
    await reRun(interviewer, HYPOTHESIS);
    await expect(interviewer.getByText(/gave the same metric, .*weights\./)).toBeVisible();
    await close();
  });
