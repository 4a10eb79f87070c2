/** A run that comes while the kernel answers a question of the editor or imports ahead. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSandbox } from '../../../../client/sandbox/host.ts';
import type { SandboxState } from '../../../../client/sandbox/state.ts';
import type { RunResult, Sandbox, SandboxOptions } from '../../../../client/sandbox/types.ts';
import type { OutputItem } from '../../../../protocol/output.ts';
import { FakeFrames, fakeRuntime, type OpenCall } from './fakeFrame.ts';

let frames: FakeFrames;
let modules: string[];
let states: SandboxState[];
let items: OutputItem[];
let sandbox: Sandbox;
vi.mock('../../../../client/sandbox/framePort.ts', () => ({
  openFrame: (...args: Parameters<FakeFrames['open']>) => frames.open(...args),
}));
vi.mock('../../../../client/sandbox/runtime.ts', () => ({
  loadRuntime: (options: Parameters<typeof fakeRuntime>[0]) => fakeRuntime(options, modules),
}));

const OK = { status: 'ok', weights: null };
const questionOf = ({ call }: OpenCall): string | null => (call.call === 'ask' ? call.question.ask : null);
/** The call that the kernel works at; a worker answers one after the other. */
const working = (): OpenCall | undefined => frames.calls[0];
const callOf = (call: OpenCall | undefined): string | null => call?.call.call ?? null;

beforeEach(() => {
  vi.useFakeTimers();
  frames = new FakeFrames();
  modules = [];
  states = [];
  items = [];
});
afterEach(() => {
  sandbox.dispose();
  vi.useRealTimers();
});

async function boot(options: Partial<SandboxOptions> = {}): Promise<void> {
  sandbox = createSandbox({
    packages: [],
    files: {},
    data: [],
    official: null,
    warm: false,
    spare: false,
    parent: {} as HTMLElement,
    onState: (state) => states.push(state),
    onOutput: (_run, more) => items.push(...more),
    ...options,
  });
  await sandbox.boot();
}
const run = (): Promise<RunResult> => sandbox.run({ runId: 'r', kind: 'cell', file: 'explore.py', code: '1' });
const moment = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A completion that the kernel works at and does not answer. */
async function slowCompletion(): Promise<void> {
  void sandbox.complete('explore.py', 'x.', 1, 2);
  await moment();
  expect(working() && questionOf(working() as OpenCall)).toBe('complete');
}

test('[SB11] where nothing can be interrupted no letter that is typed asks the kernel, so that a run waits for none', async () => {
  frames.isolated = false;
  await boot();
  for (const ask of ['complete', 'signature', 'hover'] as const) void sandbox[ask]('explore.py', 'x.', 1, 2);
  await moment();
  expect(working()).toBeUndefined();
  void run();
  await moment();
  expect(callOf(working())).toBe('run');
  frames.answer(working() as OpenCall, OK);
  await moment();
  // Names are learned after the run, which imports nothing, and give the offers.
  frames.answer(working() as OpenCall, { names: { xylo: ['statement', 'int'] }, members: { int: ['real'] } });
  await moment();
  const offered = await sandbox.complete('explore.py', 'xy', 1, 2);
  expect(offered.items.map(({ name }) => name)).toEqual(['xylo']);
});

test('[SB11] a run interrupts the question that is being answered and begins with its end', async () => {
  await boot();
  await slowCompletion();
  frames.onInterrupt = () => frames.answer(working() as OpenCall, null);
  const running = run();
  await moment();
  expect(callOf(working())).toBe('run');
  frames.answer(working() as OpenCall, OK);
  expect(await running).toMatchObject({ status: 'ok', varsLost: false });
  expect(states.some((state) => state.phase === 'busy' && state.step === 'finishing')).toBe(false);
});

test('[SB11] a question that swallows an interrupt gets another one', async () => {
  await boot();
  await slowCompletion();
  let interrupts = 0;
  frames.onInterrupt = () => {
    if (++interrupts === 4) frames.answer(working() as OpenCall, null);
  };
  void run();
  await moment(500);
  expect(callOf(working())).toBe('run');
  await moment(1_000);
  expect(interrupts, 'no interrupt reaches the run').toBe(4);
});

test('[SB11] a question that hears no interrupt is waited for, and the run says so', async () => {
  await boot();
  await slowCompletion();
  const running = run();
  await moment(500);
  expect(sandbox.state).toEqual({ phase: 'busy', runId: 'r', file: 'explore.py', step: 'finishing' });
  frames.answer(working() as OpenCall, null);
  await moment();
  expect(sandbox.state).toMatchObject({ step: 'running' });
  frames.answer(working() as OpenCall, OK);
  expect((await running).status).toBe('ok');
});

test('[SB11] without shared memory the run waits and says so, and nothing is imported ahead', async () => {
  frames.isolated = false;
  modules = ['numpy'];
  await boot({ warm: true });
  await moment(5_000);
  expect(frames.calls).toEqual([]);
  expect(frames.alive.size).toBe(1);
  // Asked for by a key.
  void sandbox.definition({ file: 'explore.py', files: {}, line: 1, column: 1 });
  await moment();
  expect(questionOf(working() as OpenCall)).toBe('definition');
  frames.onInterrupt = () => expect.unreachable();
  void run();
  await moment(5_000);
  expect(sandbox.state).toMatchObject({ step: 'finishing' });
  frames.answer(working() as OpenCall, null);
  await moment();
  expect(callOf(working())).toBe('run');
});

test('[SB11] [SB4] Stop ends a question that a run waits for, and code runs again', async () => {
  await boot();
  const first = run();
  await moment();
  frames.answer(working() as OpenCall, OK);
  await first;
  await moment();
  frames.answer(working() as OpenCall, null);
  await slowCompletion();
  const running = run();
  await moment(500);
  const stopping = sandbox.stop();
  await moment(1_500);
  await stopping;
  expect(await running).toMatchObject({ status: 'stopped', varsLost: true });
  expect(items).toMatchObject([{ type: 'notice', kind: 'restarted' }]);
  // The new kernel is asked for its names.
  frames.answer(working() as OpenCall, null);
  const again = run();
  await moment();
  frames.answer(working() as OpenCall, OK);
  expect((await again).status).toBe('ok');
});

test('[SB11] a run that comes during an import ahead takes the spare one; the import is not interrupted', async () => {
  modules = ['numpy', 'pandas'];
  await boot({ warm: true });
  await moment(1_000);
  const importing = working();
  expect(importing?.call).toMatchObject({ call: 'ask', question: { ask: 'import', module: 'numpy' } });
  frames.onInterrupt = () => expect.unreachable();
  const running = run();
  await moment();
  const started = frames.calls.find((call) => call.call.call === 'run');
  expect(started?.worker).not.toBe(importing?.worker);
  expect(frames.alive.has(importing?.worker ?? 0)).toBe(false);
  frames.answer(started as OpenCall, OK);
  expect(await running).toMatchObject({ status: 'ok', varsLost: false });
  expect(items).toEqual([]);
  expect(frames.alive.size).toBeLessThanOrEqual(2);
});

test('[SB11] a kernel that has run code imports the completion engine alone, which a run interrupts', async () => {
  modules = ['numpy'];
  await boot({ warm: true });
  const first = run();
  await moment();
  frames.answer(working() as OpenCall, OK);
  await first;
  await moment();
  expect(questionOf(working() as OpenCall)).toBe('names');
  frames.answer(working() as OpenCall, null);
  await moment(1_000);
  expect(questionOf(working() as OpenCall)).toBe('warm');
  frames.onInterrupt = () => frames.answer(working() as OpenCall, null);
  void run();
  await moment();
  expect(callOf(working())).toBe('run');
  expect(frames.alive.size).toBe(1);
});

test('[SB11] a run that comes and goes while the spare one starts: nothing is imported into the kernel after it', async () => {
  modules = ['numpy'];
  await boot({ warm: true });
  frames.readyAtOnce = false;
  await moment(1_000);
  const [kernel, spare] = [...frames.alive];
  expect(frames.calls).toEqual([]);
  const first = run();
  await moment();
  frames.answer(working() as OpenCall, OK);
  await first;
  await moment();
  expect(questionOf(working() as OpenCall)).toBe('names');
  frames.answer(working() as OpenCall, null);
  frames.ready(spare as number);
  await moment(1_000);
  expect(frames.calls.map((call) => [call.worker, questionOf(call)])).toEqual([[kernel, 'warm']]);
});

test('[RN7] completion does not wait for an import ahead that waits for its turn', async () => {
  modules = ['numpy', 'pandas'];
  await boot({ warm: true });
  await moment(1_000);
  void sandbox.lint('explore.py', 'x');
  frames.answer(working() as OpenCall, true);
  await moment();
  expect(questionOf(working() as OpenCall)).toBe('lint');
  const completion = sandbox.complete('explore.py', 'x.', 1, 2);
  await moment();
  frames.answer(working() as OpenCall, []);
  await moment();
  expect(working()?.call).toMatchObject({ question: { ask: 'import', module: 'pandas' } });
  expect(await Promise.race([completion, moment().then(() => 'waits')])).toMatchObject({ items: [] });
});

test('[SB9] [SB11] the spare one that an import ahead needs is ended after it, where none is to be kept', async () => {
  modules = ['numpy'];
  await boot({ warm: true });
  await moment(1_000);
  expect(frames.alive.size).toBe(2);
  frames.answer(working() as OpenCall, true);
  await moment();
  expect(questionOf(working() as OpenCall)).toBe('warm');
  frames.answer(working() as OpenCall, true);
  await moment();
  expect(frames.alive.size).toBe(1);
});
