/** The effect table of meter-reader in torch. */
import { describe, expect, it } from 'vitest';
import { describeEffects } from '../support/effectTable.ts';

const { run, secondary, seeds } = describeEffects({ slug: 'meter-reader', language: 'python', framework: null });
/** What a person costs: where every digit is asked about. */
const ASK = 1.5;

describe.each(seeds)('seed %s', (seed) => {
  const accuracy = (name: string): number => secondary(seed, name, 'best_class_accuracy');

  it('[SN16] asking about every digit is what doing nothing costs, and a clean scaffold is far below it', () => {
    expect(run(seed, 'clean').naive).toBeCloseTo(ASK, 9);
    expect(run(seed, 'clean').hidden).toBeLessThan(0.6 * ASK);
    expect(run(seed, 'reference').hidden).toBeLessThan(0.25 * ASK);
  });

  it('[SN16] a network that sees no pictures, or other digits, asks about nearly everything', () => {
    for (const id of ['shuffled-labels', 'byte-statistics']) {
      expect(accuracy(`bug:${id}`), id).toBeLessThan(0.35);
      expect(run(seed, `bug:${id}`).hidden, id).toBeGreaterThan(0.85 * ASK);
    }
  });

  it('[SN16] where nobody is ever asked, no model at all would be cheaper', () => {
    for (const id of ['argmax-decision', 'batch-softmax'])
      expect(run(seed, `bug:${id}`).hidden, id).toBeGreaterThan(ASK);
  });

  it('[SN16] the report of accuracy moves no decision', () => {
    const { reported, diff } = run(seed, 'bug:accuracy-report');
    expect(diff).toBe(0);
    expect(reported).toMatchObject({ name: 'accuracy', better: 'higher' });
  });

  it('[SN16] one meter on both sides moves neither number beyond noise: so small a network learns no meters by heart', () => {
    const [bug, clean] = [run(seed, 'bug:meter-on-both-sides'), run(seed, 'clean')];
    const gap = (one: typeof bug): number => one.hidden - one.reported.value;
    expect(Math.abs(bug.diff)).toBeLessThan(0.2);
    expect(Math.abs(gap(bug) - gap(clean))).toBeLessThan(0.15);
  });
});
