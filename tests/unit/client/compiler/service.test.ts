/** The compiler's errors with a run. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fault, Remote, Transpiled } from '../../../../client/compiler/answers.ts';
import { diagnosticsOf } from '../../../../client/compiler/diagnostics.ts';
import { emit } from '../../../../client/compiler/emit.ts';
import { setService } from '../../../../client/compiler/service.ts';

const fault: Fault = {
  path: '/work/a.ts',
  start: 0,
  length: 1,
  line: 2,
  column: 3,
  message: 'No.',
  code: 1109,
  isError: true,
};

/** A worker that answers these. */
function worker(answers: Partial<Remote>): void {
  const remote = answers as Remote;
  setService({ remote, synced: async () => remote });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  setService(null);
  vi.useRealTimers();
});

describe('what pages ask the compiler', () => {
  test('[TY5] compiled code is handed over as it came', async () => {
    const made: Transpiled = { code: 'a;', lines: [1], faults: [] };
    worker({ transpile: async () => made });
    expect(await emit('a.ts', 'a')).toEqual({ code: 'a;', lines: [1] });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('[TY5] there is no code where the compiler is away, fails, is slow or finds errors of syntax', async () => {
    expect(await emit('a.ts', 'a')).toBeNull();
    worker({ transpile: () => Promise.reject(new Error('gone')) });
    expect(await emit('a.ts', 'a')).toBeNull();
    worker({ transpile: async () => ({ code: 'a;', lines: [1], faults: [fault] }) });
    expect(await emit('a.ts', 'a')).toBeNull();
    worker({ transpile: () => new Promise(() => {}) });
    const slow = emit('a.ts', 'a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await slow).toBeNull();
  });

  test('[TY2] a run is told the first 20 errors, by file; none where the compiler is away, fails or is slow', async () => {
    expect(await diagnosticsOf()).toEqual([]);
    const allFaults = vi.fn(async () => [fault]);
    worker({ allFaults });
    expect(await diagnosticsOf()).toEqual([{ file: 'a.ts', line: 2, column: 3, message: 'No.', code: 1109 }]);
    expect(allFaults).toHaveBeenCalledWith(20);
    worker({ allFaults: () => Promise.reject(new Error('gone')) });
    expect(await diagnosticsOf()).toEqual([]);
    setService({ remote: {} as Remote, synced: () => new Promise(() => {}) });
    const slow = diagnosticsOf();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await slow).toEqual([]);
  });
});
