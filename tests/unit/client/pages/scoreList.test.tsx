// @vitest-environment happy-dom
/** The list of scores as it is read. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ScoreList } from '../../../../client/pages/room/score/ScoreList.tsx';
import type { PublicScore } from '../../../../protocol/score.ts';
import { roomWith } from '../../../support/scored.ts';

const METRIC = {
  name: 'expected_cost',
  title: 'Cost',
  unit: 'EUR',
  better: 'lower',
  digits: 2,
  description: '',
} as const;

/** What a reader sees of the last of two scores that has these numbers as well. */
function read(more: Partial<PublicScore>): string {
  const { scores } = roomWith({ at: 1_000, value: 7 }, { at: 9_000, value: 8 });
  const last = scores.at(-1);
  if (last?.status !== 'finished') throw new Error('no score');
  const shown = { ...last, public: { ...last.public, ...more } };
  const page = document.createElement('div');
  page.innerHTML = renderToStaticMarkup(<ScoreList scores={[shown]} metric={METRIC} />);
  return page.textContent ?? '';
}

test('[SC4, SC5] a score says its differences to the last, the best and the targets, each with its noise, and what noise is', () => {
  const text = read({
    delta: { against: 2, value: -0.5, sd: 0.21, verdict: 'better' },
    toBest: { against: 1, value: 1, sd: 0.3, verdict: 'worse' },
    toTargets: [
      { name: 'sound', value: -0.2, sd: 0.3, verdict: 'within-noise' },
      { name: 'strong', value: 0.9, sd: 0.3, verdict: 'worse' },
    ],
  });
  expect(text).toContain('8.00 ± 0.30 EUR');
  expect(text).toContain('Better −0.50 ± 0.21 against score 2');
  expect(text).toContain('Worse +1.00 ± 0.30 against score 1, the best before');
  expect(text).toContain('Sound target within noise −0.20 ± 0.30 to it');
  expect(text).toContain('Strong target not reached +0.90 ± 0.30 to it');
  expect(text).toContain('± is one standard deviation');
});

test('[SC5] a score from when there was one target says what became of that', () => {
  const text = read({ toTarget: { value: -0.9, sd: 0.3, verdict: 'better' } });
  expect(text).toContain('Target reached −0.90 ± 0.30 to it');
});

test('[SC20] the official metric on the validation rows stands beside the score', () => {
  const onValidation = { name: 'expected_cost', value: 7.1234, better: 'lower' } as const;
  expect(read({ onValidation })).toContain('Cost on your validation rows, as Check computes it: 7.12 EUR');
  expect(read({})).not.toContain('as Check computes it');
});

test('[SC6] the first fit’s own number is named as that of Check; an older score has the mean alone', () => {
  const reported = { name: 'cost', value: 7.0535, better: 'lower' } as const;
  expect(read({ reported, reportedFirst: { ...reported, value: 7.8915 } })).toContain(
    'Your own cost on validation rows: 7.8915 in the first fit, which is that of Check; 7.0535 on average of the fits',
  );
  expect(read({ reported })).toContain('Your own cost on validation rows: 7.0535');
});
