/** What the keys of the room do before the interpreter is there. */
import { expect, test, vi } from 'vitest';
import type { RunResult } from '../../../../client/sandbox/types.ts';
import { RoomActions } from '../../../../client/state/room/actions.ts';
import type { EditorHandle } from '../../../../client/state/room/editorHandle.ts';
import type { RoomSession } from '../../../../client/state/room/roomSession.ts';
import { createStore } from '../../../../client/store/store.ts';

/** A room whose data are still under way: the task is shown, and no interpreter has been made. */
function early() {
  const perform = vi.fn();
  const session = {
    kernel: { sandbox: null },
    runs: { current: createStore(null), perform },
    scores: { current: createStore(null) },
    mayWork: () => true,
    tabLock: { active: createStore(true) },
    task: {},
    runtimeName: 'Python',
  };
  const report = vi.fn();
  const actions = new RoomActions(session as unknown as RoomSession, report);
  const file = { id: 'f', name: 'explore.py', text: 'print(1)' };
  const editor = { file: () => file, line: () => 1, selection: () => ({ lines: [1, 1] }) };
  actions.editor.set(editor as unknown as EditorHandle);
  return { actions, report, perform };
}

test.each(['runCell', 'runFile', 'runSelection', 'check'] as const)(
  '[CL28] %s before the interpreter is there is refused in words',
  (key) => {
    const { actions, report, perform } = early();
    actions[key]();
    expect(report.mock.calls).toEqual([['Python is not ready yet']]);
    expect(perform).not.toHaveBeenCalled();
  },
);

test.each(['runCell', 'runAbove', 'runAll', 'runFile', 'runSelection'] as const)(
  '[CL28] %s before the editor is there, or while it shows no file, is refused in words',
  (key) => {
    const { actions, report, perform } = early();
    actions.editor.set({ file: () => null } as unknown as EditorHandle);
    actions[key]();
    actions.editor.set(null);
    actions[key]();
    expect(report.mock.calls.flat()).toEqual([
      'Open a file in the editor first',
      'The editor is still loading; try again in a moment',
    ]);
    expect(perform).not.toHaveBeenCalled();
  },
);

/** A room whose interpreter runs at once; `ends` are the ends of its runs, one after the other. */
function working(text: string, line: number, ends: readonly RunResult['status'][], hasRun = true) {
  const ran: string[] = [];
  const left = [...ends];
  const current = createStore<string | null>(null);
  const restart = vi.fn(async () => {});
  const sandbox = {
    hasRun,
    restart,
    stop: async () => {},
    setFiles: () => {},
    async run({ code }: { code: string }) {
      ran.push(code);
      return { status: left.shift() ?? 'ok', durationMs: 1, varsLost: false, weights: null };
    },
  };
  const finished: string[] = [];
  const session = {
    kernel: { sandbox, filesOf: () => ({}) },
    runs: {
      current,
      output: () => {},
      async perform(_start: unknown, perform: (id: string) => Promise<{ status: string }>) {
        current.set('run');
        const end = await perform('run');
        finished.push(end.status);
        current.set(null);
        return end;
      },
    },
    scores: { current: createStore(null) },
    mayWork: () => true,
    tabLock: { active: createStore(true) },
    task: { bundle: { language: 'python' }, projectFiles: {} },
    runtimeName: 'Python',
  };
  const report = vi.fn();
  const actions = new RoomActions(session as unknown as RoomSession, report);
  const file = { id: 'f', name: 'explore.py', text };
  const editor = { file: () => file, line: () => line, reveal: () => {} };
  actions.editor.set(editor as unknown as EditorHandle);
  return { actions, report, ran, restart, finished };
}
const CELLS = 'import a\n# %% one\n1\n# %% two\n2\n# %% three\n3';

test('[RN43] Run all cells runs one after the other and ends at the first that fails', async () => {
  const all = working(CELLS, 1, []);
  all.actions.runAll();
  await vi.waitFor(() => expect(all.ran).toHaveLength(4));
  expect(all.ran).toEqual(['import a', '# %% one\n1', '# %% two\n2', '# %% three\n3']);
  for (const status of ['error', 'stopped', 'timeout', 'lost'] as const) {
    const some = working(CELLS, 1, ['ok', status]);
    some.actions.runAll();
    await vi.waitFor(() => expect(some.finished).toEqual(['ok', status]));
    await Promise.resolve();
    expect(some.ran).toHaveLength(2);
  }
});

test('[RN43] Run all above leaves out the cell under the cursor; where there is none above it says so', async () => {
  const above = working(CELLS, 5, []);
  above.actions.runAbove();
  await vi.waitFor(() => expect(above.finished).toHaveLength(2));
  expect(above.ran).toEqual(['import a', '# %% one\n1']);
  const first = working(CELLS, 1, []);
  first.actions.runAbove();
  expect(first.report.mock.calls).toEqual([['No cell stands above the cursor']]);
  expect(first.ran).toEqual([]);
});

test('[RN42] a run that ended in the moment of Stop says stopped, and no further cell begins', async () => {
  const { actions, ran, finished } = working(CELLS, 1, ['ok', 'ok']);
  actions.runAll();
  actions.stop();
  await vi.waitFor(() => expect(finished).toEqual(['stopped']));
  await Promise.resolve();
  expect(ran).toHaveLength(1);
});

test('[RN44] Restart asks where something has run, and only there', () => {
  const asked = working(CELLS, 1, []);
  asked.actions.restart();
  expect(asked.actions.askingRestart.get()).toBe(true);
  expect(asked.restart).not.toHaveBeenCalled();
  asked.actions.restartNow();
  expect(asked.actions.askingRestart.get()).toBe(false);
  expect(asked.restart).toHaveBeenCalledOnce();
  const fresh = working(CELLS, 1, [], false);
  fresh.actions.restart();
  expect(fresh.actions.askingRestart.get()).toBe(false);
  expect(fresh.restart).toHaveBeenCalledOnce();
});
