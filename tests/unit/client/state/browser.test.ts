// @vitest-environment happy-dom
/** What the check of the browser finds out about Stop, and how it says it. */
import { afterEach, expect, test, vi } from 'vitest';
import { browserFacts } from '../../../../client/state/browser.ts';
import { checkWords } from '../../../../client/words/browserCheck.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser as its globals tell of it. */
async function facts(globals: Record<string, unknown>) {
  for (const [name, value] of Object.entries({ isSecureContext: true, crossOriginIsolated: false, ...globals }))
    vi.stubGlobal(name, value);
  return browserFacts();
}

test.each([
  ['unshared', { crossOriginIsolated: true, SharedArrayBuffer: undefined }, 'cannot interrupt Python'],
  ['insecure', { isSecureContext: false }, 'over https'],
  ['framed', { top: {} }, 'in a tab of its own'],
  ['headers', {}, 'drops or doubles the headers'],
] as const)('[BR40] not isolated, %s: Stop restarts Python, and the reason is said', async (reason, globals, words) => {
  expect(await facts(globals)).toMatchObject({ isolated: false, notIsolated: reason });
  expect(checkWords.isolated.bad[reason]).toContain(words);
  expect(checkWords.isolated.bad[reason]).toContain('Stop restarts it: variables are lost, files stay.');
});

test('[BR40] an isolated page with shared memory can interrupt', async () => {
  expect(await facts({ crossOriginIsolated: true })).toMatchObject({ isolated: true, notIsolated: null });
});
