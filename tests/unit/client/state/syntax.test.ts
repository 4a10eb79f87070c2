/** What Score looks at before it asks anything. */
import { expect, test, vi } from 'vitest';
import { askScore } from '../../../../client/state/room/askScore.ts';
import type { RoomSession } from '../../../../client/state/room/roomSession.ts';
import { syntaxFault } from '../../../../client/state/syntax.ts';

const RANGE = { line: 3, endLine: 3, col: 0, endCol: 4 };
const lint = async (_file: string, code: string) => [
  { kind: 'name' as const, ...RANGE, name: 'lost' },
  ...(code.includes('(1 +') ? [{ kind: 'syntax' as const, ...RANGE, message: "'(' was never closed" }] : []),
];

test('[SC3] the first line that cannot be read is found, names that are not defined are none', async () => {
  const files = [
    { name: 'model.py', text: 'x = lost' },
    { name: 'features.py', text: 'x = (1 +' },
  ];
  const fault = { file: 'features.py', line: 3, message: "'(' was never closed" };
  expect(await syntaxFault('python', { lint }, files)).toEqual(fault);
  expect(await syntaxFault('python', { lint }, files.slice(0, 1))).toBeNull();
  let asked = 0;
  const warming = { lint: async (file: string, code: string) => (++asked < 3 ? null : lint(file, code)) };
  expect(await syntaxFault('python', warming, files)).toEqual(fault);
  // An interpreter that does not answer is no reason against a score.
  expect(await syntaxFault('python', { lint: async () => null }, files, 0)).toBeNull();
});

/** A room with these files, of which explore.py is for exploration. */
function room(files: readonly { name: string; text: string }[]) {
  const task = {
    bundle: { language: 'python', files: [{ name: 'explore.py', kind: 'explore' }] },
    projectFiles: { snapshot: () => files },
  };
  return { kernel: { sandbox: { lint } }, task } as unknown as RoomSession;
}

test('[SC3] Score asks where all files can be read, and otherwise goes to the line; what is only explored does not matter', async () => {
  const [ask, report, goTo] = [vi.fn(), vi.fn(), vi.fn()];
  const actions = { isFree: () => true, goTo };
  await askScore(room([{ name: 'explore.py', text: 'x = (1 +' }]), actions, report, ask);
  expect(ask).toHaveBeenCalledTimes(1);
  await askScore(room([{ name: 'model.py', text: 'x = (1 +' }]), actions, report, ask);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(goTo.mock.calls).toEqual([['model.py', 3]]);
  expect(report.mock.calls).toEqual([
    ["model.py line 3 cannot be read, so no score was begun: '(' was never closed", 'attention'],
  ]);
});
