/** The official run in its own interpreters. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OfficialResult } from '../../client/sandbox/types.ts';
import { interpretersIn, openSandbox, type PageOptions, type SandboxPage, textOf } from '../support/sandboxPage.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';

const world = sandboxWorld();

const MODEL = `\n${readFileSync(new URL('./programs/model.py', import.meta.url), 'utf8')}`;

describe('the official run', () => {
  let box: SandboxPage;
  let settings: PageOptions;
  const csv = (n: number, label: boolean): string =>
    `id,a${label ? ',y' : ''}\n${Array.from({ length: n }, (_, i) => `${i},${i / 10}${label ? `,${i % 2}` : ''}`).join('\n')}\n`;
  beforeAll(async () => {
    const functions = Object.fromEntries(
      ['load', 'split', 'prepare', 'fit', 'predict', 'report'].map((name) => [name, 'model.py']),
    );
    const official = { functions, label: 'y', id: 'id', train: 'train.csv', seeds: [1, 2] };
    const data = { 'train.csv': csv(50, true) };
    settings = { packages: ['numpy', 'pandas', 'joblib'], data, official, spare: true };
    box = await openSandbox(world.browser, world.server, settings);
  }, 60_000);

  interface Short {
    result: OfficialResult;
    predictions: number[][];
    phases: string[];
    workers: number;
  }
  const official = async (
    line: string,
    mode: 'score' | 'check',
    { cancelMs = 0, on = box, apart = false, model = MODEL } = {},
  ): Promise<Short> => {
    let workers = 0;
    const count = setInterval(async () => {
      workers = Math.max(workers, await interpretersIn(box.page));
    }, 40);
    const seen = await on.page.evaluate(
      async ({ text, mode, rows, cancelMs, apart }) => {
        const phases: string[] = [];
        const cancel = new AbortController();
        const result = await window.sandbox.official({
          mode,
          files: { 'model.py': text },
          rows: new TextEncoder().encode(rows),
          apart,
          signal: cancel.signal,
          onProgress: ({ phase, step }) => {
            if (phases.at(-1) !== phase) phases.push(phase);
            if (cancelMs && step === 'predict') setTimeout(() => cancel.abort(), cancelMs);
          },
        });
        return { result, predictions: result.ok ? result.fits.map((fit) => [...fit.predictions]) : [], phases };
      },
      { text: model.replace('LINE', line), mode, rows: csv(30, false), cancelMs, apart },
    );
    clearInterval(count);
    return { ...seen, workers };
  };

  test('[SB9] [RN10] every fit is predicted, in row order, by an interpreter that had no training data', async () => {
    const { result, predictions, phases, workers } = await official(
      'assert len(rows) < 30 and (not os.path.exists("train.csv") or rows[0]["id"] == "40"), len(rows)',
      'score',
    );
    // In training predict runs on the validation rows, from id 40 on, where train.csv is; in prediction on batches of the 30.
    expect(result.ok, JSON.stringify(result).slice(0, 1_000)).toBe(true);
    expect(predictions.map((p) => p.length)).toEqual([30, 30]);
    expect(predictions[1]?.[10]).toBeCloseTo(2);
    expect(phases).toEqual(['start', 'train', 'start', 'predict']);
    if (result.ok) expect(result.fits[0]?.weights.total).toBeGreaterThan(0);
    expect(workers, 'interpreters alive at once').toBeLessThanOrEqual(2);
    expect(workers).toBeGreaterThan(0);
  }, 90_000);

  test('[SB9] [HN34] apart, no fit sees what another left behind; what a code object carries weighs', async () => {
    // Validation rows are predicted where all fits are trained; there it may be seen.
    const trains = 'os.path.exists("train.csv")';
    const left = `import math; assert ${trains} or getattr(math, "left", model) is model, "seen"; math.left = model`;
    const together = await official(left, 'score');
    expect(together.result).toMatchObject({ ok: false, code: 'code-error', stage: 'predict' });
    const apart = await official(left, 'score', { apart: true });
    expect(apart.phases).toEqual(['start', 'train', 'start', 'predict', 'start', 'predict']);
    expect(apart.predictions.map((p) => p.length)).toEqual([30, 30]);

    const carries =
      '"f": (lambda f: f.replace(co_linetable=np.random.default_rng(1).bytes(20_000)))((lambda: 0).__code__)';
    const hidden = MODEL.replace('"seen": 1', `"seen": type(lambda: 0)(${carries.slice(5)}, {})`);
    const { result } = await official('pass', 'score', { model: hidden });
    if (!result.ok) throw new Error(result.message);
    expect(result.fits[0]?.weights.total).toBeGreaterThan((20_000 - 3_072) / 8);
    expect(result.fits[0]?.weights.items[0]?.path).toMatch(/^beside numbers/);
  }, 120_000);

  test('[RN10] check gives validation rows, labels and the own metric', async () => {
    const { result } = await official('pass', 'check');
    expect(result).toMatchObject({ ok: true, fits: [{ reported: { name: 'mean', better: 'lower' } }] });
    if (result.ok) expect(result.validation?.labels).toHaveLength(10);
  }, 90_000);

  test('[HN52] from inside fit and predict nothing tells a check from a score', async () => {
    // What a call can see: folder, environment, arguments, where a file lies, and what the callers hold; but no rows, whose ids differ.
    const clues =
      'import sys; f = sys._getframe(); told = [os.getcwd(), sorted(os.environ.items()), sys.argv, sorted(sys.modules)]\n' +
      'INDENTwhile f: told += [f.f_code.co_name, sorted((k, str(v)) for k, v in f.f_locals.items() if isinstance(v, (int, str, bool)) or type(v).__name__ == "Config")]; f = f.f_back\n' +
      'INDENTraise ValueError(repr([t for t in told if "0x" not in repr(t)]))';
    const at = (indent: string) => clues.replaceAll('INDENT', indent);
    const inFit = MODEL.replace('return {"w"', `\n    ${at('    ')}\n    return {"w"`);
    const inPredict = MODEL.replace('LINE', `if not os.path.exists("train.csv"):\n        ${at('        ')}`);
    for (const model of [inFit, inPredict]) {
      const said = async (mode: 'score' | 'check') => {
        const { result } = await official('pass', mode, { model });
        if (result.ok) throw new Error('it was not told');
        expect(result.message).toContain('Config');
        // Sizes and positions of rows differ, as their files do.
        return result.message.replace(/\('(n|number|index|width|columns|row)', '[^']*'\)/g, '');
      };
      expect(await said('check')).toBe(await said('score'));
    }
  }, 180_000);

  test('[RN10] an error names the line, and the kernel lives on', async () => {
    await box.run('kept = 1');
    const { result } = await official('raise ValueError("bad row")', 'score');
    expect(result).toMatchObject({ ok: false, code: 'code-error', stage: 'train' });
    if (!result.ok) {
      expect(result.item).toMatchObject({
        type: 'error',
        name: 'ValueError',
        frames: [{ file: 'model.py', line: 13 }],
      });
      expect(JSON.stringify(result.item)).not.toContain('/home/candidate');
    }
    expect(textOf((await box.run('kept')).items)).toBe('1');
  }, 90_000);

  test('[SC7] a global that training filled is named where predict misses it', async () => {
    const model = MODEL.replace('return {}', 'SEEN["k"] = 1.0; return {}').replace(
      'import numpy',
      'SEEN = {}\nimport numpy',
    );
    const { result } = await official('SEEN["k"]', 'score', { model });
    expect(result).toMatchObject({ ok: false, stage: 'predict', item: { name: 'KeyError' } });
    if (!result.ok) {
      expect(result.message).toMatch(/KeyError: 'k'/);
      expect(result.message).toMatch(/Training changed SEEN in model\.py.* only what fit returns crosses/s);
    }
  }, 90_000);

  test('[RN10] cancel and the limit end it; nothing stays alive', async () => {
    expect((await official('while True: pass', 'score', { cancelMs: 200 })).result).toMatchObject({
      ok: false,
      code: 'cancelled',
    });
    const short = await openSandbox(world.browser, world.server, { ...settings, officialSeconds: 4, spare: false });
    const late = await official('import time; time.sleep(100)', 'score', { on: short });
    await short.close();
    expect(late.result).toMatchObject({ ok: false, code: 'timeout' });
    await expect.poll(() => interpretersIn(box.page), { timeout: 15_000 }).toBeLessThanOrEqual(2);
    expect(textOf((await box.run('6*7')).items)).toBe('42');
  }, 120_000);

  test('[SB9] a spare takes over after Stop, and no third interpreter appears', async () => {
    const stopped = await box.stopped('sum(range(10**11))', 300);
    expect(stopped).toMatchObject({ status: 'stopped', varsLost: true });
    expect(textOf(stopped.again.items)).toBe('42');
    await expect.poll(() => interpretersIn(box.page), { timeout: 15_000 }).toBeLessThanOrEqual(2);
  }, 60_000);
});
