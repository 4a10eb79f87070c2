/** The effect table of meter-reader in tfjs. */
import { describe, expect, it } from 'vitest';
import { describeEffects } from '../support/effectTable.ts';

const { run, secondary, seeds } = describeEffects({ slug: 'meter-reader', language: 'typescript', framework: null });
const ASK = 1.5;

describe.each(seeds)('seed %s', (seed) => {
  it('[SN16] a network that sees no pictures, or other digits, asks about nearly everything', () => {
    for (const id of ['shuffled-labels', 'byte-statistics']) {
      expect(secondary(seed, `bug:${id}`, 'best_class_accuracy'), id).toBeLessThan(0.35);
      expect(run(seed, `bug:${id}`).hidden, id).toBeGreaterThan(0.85 * ASK);
    }
  });

  it('[SN16] where nobody is ever asked, no model at all would be cheaper', () => {
    for (const id of ['argmax-decision', 'batch-softmax'])
      expect(run(seed, `bug:${id}`).hidden, id).toBeGreaterThan(ASK);
  });

  it('[SN16] what moves no decision, a report and tensors that are left, moves no cost', () => {
    for (const id of ['accuracy-report', 'missing-dispose']) expect(run(seed, `bug:${id}`).diff, id).toBe(0);
  });
});
