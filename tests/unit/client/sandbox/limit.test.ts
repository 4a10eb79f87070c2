/** The limit of a run, more time for it, and what a run that was ended says. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSandbox } from '../../../../client/sandbox/host.ts';
import type { RunResult, Sandbox, SandboxOptions } from '../../../../client/sandbox/types.ts';
import type { RunAnswer } from '../../../../engine/contract/kernel.ts';
import type { OutputItem } from '../../../../protocol/output.ts';
import { FakeFrames, fakeRuntime, type OpenCall } from './fakeFrame.ts';

let frames: FakeFrames;
let items: OutputItem[];
let limits: number[];
let interrupts: number;
let sandbox: Sandbox;
vi.mock('../../../../client/sandbox/framePort.ts', () => ({
  openFrame: (...args: Parameters<FakeFrames['open']>) => frames.open(...args),
}));
vi.mock('../../../../client/sandbox/runtime.ts', () => ({
  loadRuntime: (options: Parameters<typeof fakeRuntime>[0]) => fakeRuntime(options, []),
}));

beforeEach(() => {
  vi.useFakeTimers();
  frames = new FakeFrames();
  items = [];
  limits = [];
  interrupts = 0;
  frames.onInterrupt = () => void interrupts++;
});
afterEach(() => {
  sandbox.dispose();
  vi.useRealTimers();
});

const moment = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A run under way, and the call that its code is. */
async function begin(options: Partial<SandboxOptions> = {}): Promise<{ result: Promise<RunResult>; call: OpenCall }> {
  const asked = await ask(options);
  frames.executing(asked.call);
  await moment();
  return asked;
}

/** A run that was asked for; its kernel has not started. */
async function ask(options: Partial<SandboxOptions> = {}): Promise<{ result: Promise<RunResult>; call: OpenCall }> {
  sandbox = createSandbox({
    packages: [],
    files: {},
    data: [],
    official: null,
    warm: false,
    spare: false,
    parent: {} as HTMLElement,
    onOutput: (_run, more) => items.push(...more),
    onLimit: (_run, seconds) => limits.push(seconds),
    ...options,
  });
  await sandbox.boot();
  const result = sandbox.run({ runId: 'r', kind: 'cell', file: 'explore.py', code: '1' });
  await moment();
  const call = frames.calls.find((c) => c.call.call === 'run');
  if (!call) throw new Error('the run has not begun');
  return { result, call };
}

const answered = (call: OpenCall, status: RunAnswer['status']): void => frames.answer(call, { status, weights: null });
const notices = (): string => items.map((item) => (item.type === 'notice' ? item.text : '')).join('\n');

describe('the limit of a run', () => {
  test('[RN40] is told as its code begins, interrupts it, and only 5 s later ends the worker', async () => {
    const { result, call } = await begin({ runSeconds: 10 });
    expect(limits).toEqual([10]);
    await moment(9_999);
    expect(interrupts).toBe(0);
    await moment(1);
    expect(interrupts).toBe(1);
    await moment(4_900);
    expect(frames.alive.has(call.worker)).toBe(true);
    await moment(200);
    expect(frames.alive.has(call.worker)).toBe(false);
    expect(await result).toMatchObject({ status: 'timeout', varsLost: true });
    expect(notices()).toContain('variables are gone');
  });

  test('[RN40] does not count the start of the kernel', async () => {
    const { result, call } = await ask({ runSeconds: 10 });
    await moment(15_000);
    expect(limits).toEqual([]);
    expect(sandbox.state).toMatchObject({ phase: 'busy', step: 'running' });
    expect(sandbox.state).not.toHaveProperty('limit');
    frames.executing(call);
    await moment(9_900);
    // Said again by a program that wants more time.
    frames.executing(call);
    await moment(50);
    expect([limits, interrupts]).toEqual([[10], 0]);
    await moment(100);
    expect(interrupts).toBe(1);
    answered(call, 'stopped');
    await moment();
    expect(await result).toMatchObject({ status: 'timeout', varsLost: false });
  });

  test('[RN40] [SB32] a kernel whose code does not begin within 60 s is given up, in words', async () => {
    const { result, call } = await ask({ runSeconds: 10 });
    await moment(59_000);
    expect(frames.alive.has(call.worker)).toBe(true);
    await moment(2_000);
    expect(await result).toMatchObject({ status: 'lost', varsLost: true });
    expect(notices()).toContain('It was not ready after 60 s.');
  });

  test.each(['ok', 'error', 'stopped'] as const)(
    '[RN40] [RN42] keeps variables where the code ends by the interrupt, with %s, and says so',
    async (status) => {
      const { result, call } = await begin({ runSeconds: 10 });
      await moment(10_500);
      answered(call, status);
      await moment();
      expect(await result).toMatchObject({ status: 'timeout', varsLost: false });
      expect(notices()).toContain('Ended after 10 s, the limit of one run');
    },
  );

  test('[RN41] each click adds 60 s, ten minutes in all, and none after the limit', async () => {
    const { result, call } = await begin();
    await moment(55_000);
    for (let click = 0; click < 12; click++) sandbox.giveTime();
    expect(limits).toEqual([60, 120, 180, 240, 300, 360, 420, 480, 540, 600]);
    expect(sandbox.state).toMatchObject({ phase: 'busy', limit: { seconds: 600 } });
    await moment(544_000);
    expect(interrupts).toBe(0);
    await moment(1_100);
    expect(interrupts).toBe(1);
    sandbox.giveTime();
    expect(limits).toHaveLength(10);
    answered(call, 'stopped');
    await moment();
    expect(await result).toMatchObject({ status: 'timeout', varsLost: false });
    expect(notices()).toContain('Ended after 600 s');
  });

  test('[RN40] where code cannot be interrupted the worker ends at the limit, said plainly', async () => {
    frames.isolated = false;
    const { result } = await begin({ language: 'typescript', runSeconds: 10 });
    await moment(10_000);
    await moment(100);
    expect(await result).toMatchObject({ status: 'timeout', varsLost: true });
    expect(notices()).toBe(
      'Ended after 10 s, the limit of one run. TypeScript had to be restarted: variables are gone, files are not.',
    );
  });
});

describe('a run for which Stop was pressed', () => {
  test.each(['ok', 'error', 'stopped'] as const)(
    '[RN42] says stopped where its code answers the interrupt with %s',
    async (status) => {
      const { result, call } = await begin();
      void sandbox.stop();
      await moment(10);
      answered(call, status);
      await moment();
      expect(await result).toMatchObject({ status: 'stopped', varsLost: false });
      expect(notices().includes('Stop was pressed')).toBe(status !== 'stopped');
    },
  );

  test('[RN42] is interrupted a second time where the first was swallowed', async () => {
    const { call } = await begin();
    void sandbox.stop();
    await moment(600);
    expect(interrupts).toBe(2);
    answered(call, 'stopped');
    await moment();
    expect(frames.alive.has(call.worker)).toBe(true);
  });
});

test('[RN44] whether Restart loses anything is known: not before the first run, nor after a restart', async () => {
  const { result, call } = await begin();
  expect(sandbox.hasRun).toBe(true);
  answered(call, 'ok');
  await moment();
  await result;
  void sandbox.restart();
  await moment(100);
  expect(sandbox.hasRun).toBe(false);
});
