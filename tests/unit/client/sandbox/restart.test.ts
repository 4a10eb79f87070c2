/** A kernel that cannot be replaced at once: Restart tries again. */
import { beforeEach, expect, test, vi } from 'vitest';
import { createSandbox } from '../../../../client/sandbox/host.ts';
import type { SandboxState } from '../../../../client/sandbox/state.ts';
import type { Sandbox } from '../../../../client/sandbox/types.ts';
import { FakeFrames, fakeRuntime } from './fakeFrame.ts';

let frames: FakeFrames;
const items: unknown[] = [];
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
    onOutput: (_run, more) => items.push(...more),
  });
}

/** A sandbox that is ready, under a clock that the test moves. */
async function underClock(body: (sandbox: Sandbox, states: SandboxState[]) => Promise<void>): Promise<void> {
  vi.useFakeTimers();
  const states: SandboxState[] = [];
  const sandbox = open(states);
  try {
    await sandbox.boot();
    expect(frames.opened).toBe(1);
    await body(sandbox, states);
  } finally {
    sandbox.dispose();
    vi.useRealTimers();
  }
}

test('[SB30] a kernel that died and whose frame could not be opened once is started by itself', () =>
  underClock(async (sandbox, states) => {
    // The frame hangs, so Restart replaces it, and the network is away at that moment.
    frames.answersTerminate = false;
    frames.refusals.push('network down');
    const restarted = sandbox.restart();
    await vi.advanceTimersByTimeAsync(10_000);
    await restarted;
    expect(frames.opened).toBe(3);
    expect(states.at(-1)).toMatchObject({ phase: 'ready' });
  }));

test('[SB10] a kernel whose frame could not be opened again and again is started by the next Restart', () =>
  underClock(async (sandbox, states) => {
    frames.answersTerminate = false;
    frames.refusals.push('network down', 'network down', 'network down');
    const refused = expect(sandbox.restart()).rejects.toThrow('network down');
    await vi.advanceTimersByTimeAsync(20_000);
    await refused;
    expect(states.at(-1)).toMatchObject({ phase: 'failed' });
    expect(frames.opened).toBe(4);
    await sandbox.restart();
    expect(frames.opened).toBe(5);
    expect(states.at(-1)).toMatchObject({ phase: 'ready' });
  }));

test('[SB31] a frame that gives no sign of life is replaced within 5 s, and the next run says what was lost', () =>
  underClock(async (sandbox, states) => {
    frames.onCall = (call) => frames.answer(call, { status: 'ok', weights: null });
    await sandbox.run({ kind: 'cell', file: 'a.py', code: 'x = 1' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(frames.opened).toBe(1);
    frames.answersPing = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(frames.opened).toBe(2);
    frames.answersPing = true;
    expect(states).toContainEqual({ phase: 'restarting', why: 'The sandbox did not answer and was replaced.' });
    expect(states.at(-1)).toMatchObject({ phase: 'ready' });
    items.length = 0;
    await sandbox.run({ kind: 'cell', file: 'a.py', code: 'x' });
    expect(items).toEqual([expect.objectContaining({ type: 'notice', kind: 'restarted' })]);
    expect(JSON.stringify(items)).toContain('ended after the last run');
    items.length = 0;
    await sandbox.run({ kind: 'cell', file: 'a.py', code: 'x' });
    expect(items).toEqual([]);
  }));

test('[SB32] an interpreter that is never ready is given up after 60 s, in words, and Restart tries again', () =>
  underClock(async (sandbox, states) => {
    frames.readyAtOnce = false;
    const refused = expect(sandbox.restart()).rejects.toThrow('not ready after 60 s');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(states.at(-1)).toMatchObject({ phase: 'restarting' });
    await vi.advanceTimersByTimeAsync(2_000);
    await refused;
    expect(states.at(-1)).toMatchObject({
      phase: 'failed',
      why: expect.stringContaining('Press Restart to try again'),
    });
    frames.readyAtOnce = true;
    await sandbox.restart();
    expect(states.at(-1)).toMatchObject({ phase: 'ready' });
  }));

test('[SB10] a first start that failed is tried again by Restart, each time anew', async () => {
  frames.refusals.push('network down', 'still down');
  const sandbox = open();
  await expect(sandbox.boot()).rejects.toThrow('network down');
  await expect(sandbox.restart()).rejects.toThrow('still down');
  await sandbox.restart();
  expect(sandbox.state.phase).toBe('ready');
  sandbox.dispose();
});
