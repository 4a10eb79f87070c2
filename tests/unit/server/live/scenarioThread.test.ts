/** The scenario port over its real thread: errors that cross it, and a thread that ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScenarioPort, UnknownVariantError } from '../../../../server/scenarios/port.ts';
import { scenarioThread } from '../../../../server/scenarios/thread.ts';

let folder: string;
let port: ScenarioPort;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdout-scenarios-'));
  port = scenarioThread(folder);
});
afterEach(async () => {
  await port.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = { slug: 'none', form: 'a', seed: 'x', language: 'python' as const };

test('[RC2] an unknown variant keeps its class and its sentence on the way from the thread', async () => {
  const error = await port.variant(key).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UnknownVariantError);
  expect(error).toMatchObject({ message: 'there is no scenario "none"' });
});

test('[RC3] questions fail when the thread ends, and the next question starts another', async () => {
  const waiting = port.material(key).catch((e: unknown) => e);
  await port.close();
  expect(await waiting).toMatchObject({ message: expect.stringContaining('the scenario thread failed') });
  expect(await port.list()).toEqual([]);
});
