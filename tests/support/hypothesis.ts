/** A hypothesis that the server takes. */
import type { Hypothesis } from '../../protocol/score.ts';

export const HYPOTHESIS: Hypothesis = { text: 'It should miss fewer of them.', direction: 'better', amount: '' };
