/** Interviews that an earlier version made from one seed and stored without their data: what they get is what they had. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readAnswerKey } from '../../../server/marking/answerKey.ts';
import { Library } from '../../../server/scenarios/library.ts';
import { unpack } from '../../../server/scenarios/packed.ts';

/** Taken from the version that made the interviews of tests/fixtures/oldStore. */
const BEFORE = [
  {
    slug: 'bank-scam',
    version: '1-6b9b1819',
    train: '96e5f245a64953305f86de219a5a43735fcd1e63571478011f5a9ef8814f0d67',
    holdout: '377c70ab67c08410f2b96c4302d36029339e6709638b16ab955eb8ba6ff528d5',
    truth: '905a3caddbbafd94093cb62757e2ac96dd87befc5958785125d9499c4b27c9cd',
  },
  {
    slug: 'meter-reader',
    version: '1-74a9c02c',
    train: '80bddb64bf6159b90828fdae22e435c4fb74cfab22724478fdf20fcb3b56c729',
    holdout: 'ae192b75a2f16ecbbb46c29e51e81da9b9b5fb29dd97abb3cd6771253f52e80d',
    truth: '32980186d4c56edd23da7327556309795dc26485b1bef9caf621a9b8887e5ece',
  },
];

test.each(BEFORE)(
  '[ST66] the seed of before still makes $slug byte for byte: training file, hold-out, labels, split, costs',
  async ({ slug, version, train, holdout, truth }) => {
    const source = { kind: 'seed', label: 'old-store' } as const;
    const made = await new Library('scenarios').material({ slug, form: 'junior-a', source, language: 'python' });
    expect(made.remakes).toContain(version);
    expect(made.files['train.csv']?.hash).toBe(train);
    expect(made.holdout.hash).toBe(holdout);
    const { labels, publicRows, arrays } = readAnswerKey(unpack(made.answerKey));
    const plain = Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, [...values]]));
    const hash = createHash('sha256')
      .update(JSON.stringify([[...labels], [...publicRows], plain]))
      .digest('hex');
    expect(hash).toBe(truth);
  },
  120_000,
);
