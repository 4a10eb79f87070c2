/** What the tests of both phases share: runs of one host's scaffold and of its changes. */
import { beforeAll, expect, it } from 'vitest';
import type { OfficialConfig, Predicted } from '../../../engine/contract/official.ts';
import { trackOf } from '../../../engine/tracks.ts';
import { type Asked, errorOf, type Host, officialRun, programsOf, type Run } from './hosts.ts';

export const finished = ([answer]: readonly Predicted[]): Extract<Predicted, { ok: true }> => {
  if (!answer?.ok) throw new Error(JSON.stringify(answer));
  return answer;
};
export const fitsOf = ({ train }: Run) => {
  if (!train.ok) throw new Error(JSON.stringify(train.error));
  return train.fits;
};
export const floats = (bytes: Uint8Array): number[] => [...new Float64Array(new Uint8Array(bytes).buffer)];

/** To be called once per host in a test file: opens the host before its tests. */
export function suiteOf(host: Host) {
  const { language } = host;
  const ext = trackOf(language).extension;
  const { files, changed } = programsOf(language);
  let phases: Awaited<ReturnType<typeof host.open>>;
  beforeAll(async () => {
    phases = await host.open();
  }, 120_000);

  const run = (change: string | null = null, more: Partial<OfficialConfig> = {}, asked?: Asked): Promise<Run> =>
    officialRun(phases, language, change === null ? files : changed(change), more, asked);
  const trainError = async (change: string, more: Partial<OfficialConfig> = {}) =>
    errorOf((await run(change, more)).train);
  const predictError = async (change: string) => {
    const { train, predict } = await run(change);
    expect(train.ok ? '' : train.error.message).toBe('');
    return errorOf(predict.at(-1));
  };
  const test = (title: string, body: () => Promise<void>): void => {
    const skipped = host.skip?.tests.some((part) => title.includes(part));
    it.skipIf(skipped)(title, body, 60_000);
  };
  const runFiles = (folder: Record<string, string>): Promise<Run> => officialRun(phases, language, folder);
  return { ext, files, changed, run, runFiles, trainError, predictError, test };
}
