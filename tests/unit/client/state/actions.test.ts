/** What the keys of the room do before the interpreter is there. */
import { expect, test, vi } from 'vitest';
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
