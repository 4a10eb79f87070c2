/** What an error of predict says of state that training left behind. */
import { expect, test } from 'vitest';
import { withLostState } from '../../../../client/sandbox/lostState.ts';
import type { OfficialFailure } from '../../../../engine/contract/official.ts';

const NOTE = { kind: 'untravelled', file: 'model.py', name: 'MEANS', message: 'MEANS in model.py does not travel' };
const failure = (traceback: string): OfficialFailure => ({
  ok: false,
  error: { code: 'raised', message: "model.py line 9: KeyError: 'amount'", traceback },
  notes: [],
});

test('[SC7] a bare KeyError in predict names the global that training filled, and says what crosses', () => {
  const told = withLostState(failure("Traceback …\nKeyError: 'amount'\n"), [NOTE]);
  expect(told.error.message).toMatch(/^model\.py line 9: KeyError: 'amount'\nTraining changed MEANS in model\.py/);
  expect(told.error.message).toMatch(/only what fit returns crosses/);
  // The traceback's last line still names the error.
  expect(told.error.traceback).toMatch(/KeyError: 'amount'\n$/);
});

test('[SC7] nothing is said where training left nothing, or the official path itself refused', () => {
  for (const [given, notes] of [
    [failure('Traceback …\n'), [{ ...NOTE, kind: 'tensors' }]],
    [failure(''), [NOTE]],
  ] as const)
    expect(withLostState(given, notes)).toBe(given);
});
