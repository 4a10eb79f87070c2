/** A kernel that cannot be replaced at once: Restart tries again. */
import { beforeEach, expect, test, vi } from 'vitest';
import { createSandbox } from '../../../../client/sandbox/host.ts';
import type { SandboxState } from '../../../../client/sandbox/state.ts';
import { FakeFrames, fakeRuntime } from './fakeFrame.ts';

let frames: FakeFrames;
vi.mock('../../../../client/sandbox/framePort.ts', () => ({
  openFrame: (...args: Parameters<FakeFrames['open']>) => frames.open(...args),
}));
vi.mock('../../../../client/sandbox/runtime.ts', () => ({
  loadRuntime: (options: Parameters<typeof fakeRuntime>[0]) => fakeRuntime(options),
}));

beforeEach(() => {
  frames = new FakeFrames();
});

function open(states: SandboxState[] = []) {
  return createSandbox({
    packages: [],
    files: {},
    data: [],
    official: null,
    warm: false,
    spare: false,
    parent: {} as HTMLElement,
    onState: (state) => states.push(state),
  });
}

test('[SB10] a kernel whose frame could not be opened again is started by the next Restart', async () => {
  vi.useFakeTimers();
  try {
    const states: SandboxState[] = [];
    const sandbox = open(states);
    await sandbox.boot();
    expect(frames.opened).toBe(1);
    // The frame hangs, so Restart replaces it, and the network is away at that moment.
    frames.answersTerminate = false;
    frames.refusals.push('network down');
    const refused = expect(sandbox.restart()).rejects.toThrow('network down');
    await vi.advanceTimersByTimeAsync(5_000);
    await refused;
    expect(states.at(-1)).toMatchObject({ phase: 'failed' });
    expect(frames.opened).toBe(2);
    await sandbox.restart();
    expect(frames.opened).toBe(3);
    expect(states.at(-1)).toMatchObject({ phase: 'ready' });
    sandbox.dispose();
  } finally {
    vi.useRealTimers();
  }
});

test('[SB10] a first start that failed is tried again by Restart, each time anew', async () => {
  frames.refusals.push('network down', 'still down');
  const sandbox = open();
  await expect(sandbox.boot()).rejects.toThrow('network down');
  await expect(sandbox.restart()).rejects.toThrow('still down');
  await sandbox.restart();
  expect(sandbox.state.phase).toBe('ready');
  sandbox.dispose();
});
