/** Rows that the candidate's code keeps from batch to batch, outside the model and its modules. */
import { describe, expect } from 'vitest';
import type { Language } from '../../../protocol/language.ts';
import { HOSTS } from './hosts.ts';
import { finished, suiteOf } from './suite.ts';

/** Changes that do so, and what is said of them. */
const KEPT: Readonly<Record<Language, Readonly<Record<string, RegExp>>>> = {
  python: {
    'keeps-in-a-library': /: numpy\.kept$/,
    'keeps-in-builtins': /while predicting/,
    'keeps-in-the-environment': /while predicting/,
    'keeps-in-a-thread': /while predicting/,
    'keeps-in-a-callback': /while predicting/,
    'keeps-in-a-file': /: files$/,
  },
  typescript: {
    'keeps-globally': /: globalThis\.kept$/,
    'keeps-on-a-prototype': /: Array\.prototype\.Symbol\(kept\)$/,
    'keeps-in-a-map': /: Math\.kept$/,
    'keeps-tensors': /: tensors that were kept/,
  },
};

describe.each(HOSTS)('$language', (host) => {
  const { run, test } = suiteOf(host);

  for (const [change, words] of Object.entries(KEPT[host.language])) {
    test(`[HN75] rows that are kept are noted: ${change}`, async () => {
      const { notes } = finished((await run(change, {}, { holdoutRows: 40_000 })).predict);
      expect(notes).toMatchObject([{ kind: 'growth', message: expect.stringMatching(words) }]);
      expect(notes[0]?.message).toMatch(/^something outside the model and the modules grew by [\d.]+ (kB|MB) while/);
    });
  }

  test('[HN75] nothing is noted where nothing is kept', async () => {
    const { notes } = finished((await run(null, {}, { holdoutRows: 40_000 })).predict);
    expect(notes).toEqual([]);
  });
});
