/** Which tab runs code, also where the browser has no locks or refuses them. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTabLock } from '../../../../client/state/tabLock.ts';
import { createPreference } from '../../../../client/store/preference.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const stub = (locks: unknown) => vi.stubGlobal('navigator', { locks });
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('what a browser may lack', () => {
  test.each([
    ['are missing', undefined],
    [
      'throw',
      {
        request: () => {
          throw new DOMException('No.', 'SecurityError');
        },
      },
    ],
    [
      'are refused',
      {
        request: async () => {
          throw new DOMException('No.', 'InvalidStateError');
        },
      },
    ],
  ])('[CL44] where locks %s, the tab runs code', async (_how, locks) => {
    stub(locks);
    const lock = createTabLock('x');
    await turn();
    expect(lock.active.get()).toBe(true);
    lock.release();
    expect(lock.active.get()).toBe(false);
  });

  test('[CL44] where a lock is held elsewhere and the browser never hands it over, taking over works all the same', async () => {
    vi.useFakeTimers();
    stub({ request: () => new Promise(() => {}) });
    const lock = createTabLock('x');
    expect(lock.active.get()).toBe(false);
    lock.takeOver();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(lock.active.get()).toBe(true);
  });

  test('[CL44] a lock that another tab took is asked for again', async () => {
    const asked: ((hold: () => Promise<void>) => void)[] = [];
    let steal: (cause: unknown) => void = () => {};
    stub({
      request: (_name: string, _options: unknown, hold: () => Promise<void>) =>
        new Promise((_, reject) => {
          asked.push(() => void hold());
          steal = reject;
        }),
    });
    const lock = createTabLock('x');
    asked[0]?.(async () => {});
    expect(lock.active.get()).toBe(true);
    steal(new DOMException('Stolen.', 'AbortError'));
    await turn();
    expect(lock.active.get()).toBe(false);
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['null', null],
    [
      'full',
      {
        getItem: (): null => null,
        setItem: () => {
          throw new DOMException('Full.', 'QuotaExceededError');
        },
      },
    ],
    [
      'forbidden',
      {
        getItem: (): string => {
          throw new DOMException('No.', 'SecurityError');
        },
      },
    ],
  ])('[CL44] where local storage is %s, a choice lasts as long as the page', (how, storage) => {
    vi.stubGlobal('localStorage', storage);
    const parse = (text: string | null) => text ?? 'none';
    const first = createPreference(`size.${how}`, parse, String);
    expect(first.get()).toBe('none');
    first.set('large');
    expect(first.get()).toBe('large');
    expect(createPreference(`size.${how}`, parse, String).get()).toBe('large');
  });
});
