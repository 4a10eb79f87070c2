/** The ledger's sandbox in Chromium: questions, their ends, and that nothing of one is left for the next. */
import type { Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildStaffWorkers } from '../../build/sandboxBundle.ts';
import type { ProbeEnd } from '../../client/sandbox/probing.ts';
import type { ProbeResult } from '../../engine/contract/probes/result.ts';
import { probeSpec } from '../../engine/contract/probes/spec.ts';
import type { Language } from '../../protocol/language.ts';
import { sandboxWorld } from '../support/sandboxWorld.ts';
import { CONFIG, filesOf, tableOf } from '../unit/engine/probes/typescriptScaffold.ts';

const world = sandboxWorld();
const TYPESCRIPT = filesOf([], 0);
const PYTHON: Record<string, string> = {
  'model.py': `import csv
def load(path):
    with open(path) as file:
        return list(csv.DictReader(file))
def split(rows, seed):
    cut = len(rows) * 3 // 4
    return rows[:cut], rows[cut:]
def prepare(train, valid):
    return {}
def fit(train, prep, seed):
    return {"share": sum(int(row["y"]) for row in train) / len(train)}
def predict(model, rows):
    return [model["share"]] * len(rows)
def report(rows, labels, scores, decisions):
    return {"name": "share", "value": 0.0, "better": "higher"}
`,
};
const PYTHON_CONFIG = {
  ...CONFIG,
  functions: Object.fromEntries(
    ['load', 'split', 'prepare', 'fit', 'predict', 'report'].map((name) => [name, 'model.py']),
  ),
};

const PROBES = [probeSpec.parse({ id: 'rows', kind: 'row-id' }), probeSpec.parse({ id: 'again', kind: 'twice' })];

interface Asked {
  end: ProbeEnd;
  results: ProbeResult[];
}

describe.each([
  ['TypeScript', 'typescript', TYPESCRIPT, 'data.ts', CONFIG],
  ['Python', 'python', PYTHON, 'model.py', PYTHON_CONFIG],
] as const)('%s', (_name, language: Language, files, loads, config) => {
  let page: Page;
  beforeAll(async () => {
    page = await world.browser.newPage();
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto(world.server.origin);
    const workerScript = (await buildStaffWorkers())[language];
    await page.evaluate(
      ({ language, workerScript, table }) => {
        window.probing = new window.ProbingSandbox({
          ...{ language, workerScript, packages: language === 'python' ? ['numpy'] : [], onState: () => {} },
          data: [{ path: 'train.csv', from: new TextEncoder().encode(table) }],
        });
      },
      { language, workerScript, table: tableOf(0) },
    );
  }, 120_000);

  /** Asks of the files with more lines in the one that loads; `abort`: ends the question after its first result. */
  const ask = (lines: string, { seconds = 60, abort = false } = {}): Promise<Asked> =>
    page.evaluate(
      async ({ given, abort }) => {
        const results: ProbeResult[] = [];
        const controller = new AbortController();
        const onResult = (result: ProbeResult): void => {
          results.push(result);
          if (abort) controller.abort();
        };
        const question = { ...JSON.parse(given), own: {}, onResult, signal: controller.signal };
        return { end: await window.probing.ask(question), results };
      },
      {
        given: JSON.stringify({
          ...{ config, probes: PROBES, seconds },
          files: { ...files, [loads]: `${files[loads as keyof typeof files]}\n${lines}` },
        }),
        abort,
      },
    );
  const verdicts = ({ results }: Asked) =>
    results.map(({ id, verdict, message }) => `${id} ${verdict}${verdict === 'silent' ? '' : `: ${message}`}`);

  it('[LD15] answers come one by one, and the question ends', async () => {
    const asked = await ask('');
    expect(asked.end).toEqual({ kind: 'done' });
    expect(verdicts(asked)).toEqual(['rows silent', 'again silent']);
  }, 120_000);

  it('[LD15] nothing of a question is left for the next', async () => {
    const [leave, find] =
      language === 'python'
        ? ['import builtins\nbuiltins.left = 1\n', 'import builtins\nassert not hasattr(builtins, "left")\n']
        : ['(globalThis as any).left = 1;\n', "if ((globalThis as any).left) throw new Error('left');\n"];
    expect((await ask(leave)).end).toEqual({ kind: 'done' });
    expect(verdicts(await ask(find))).toEqual(['rows silent', 'again silent']);
  }, 120_000);

  it('[LD15] a question that somebody ends gives its interpreter up, and the next is answered', async () => {
    const asked = await ask('', { abort: true });
    expect(asked.end).toEqual({ kind: 'cancelled' });
    expect(verdicts(asked)).toEqual(['rows silent']);
    expect(verdicts(await ask(''))).toEqual(['rows silent', 'again silent']);
  }, 120_000);

  it('[LD15] code without end gets no word within its time, and the next is answered', async () => {
    const endless = language === 'python' ? 'while True:\n    pass\n' : 'for (;;);\n';
    const asked = await ask(endless, { seconds: 3 });
    expect(asked.results.filter(({ verdict }) => verdict !== 'cannot-tell')).toEqual([]);
    expect(['done', 'late']).toContain(asked.end.kind);
    expect(verdicts(await ask(''))).toEqual(['rows silent', 'again silent']);
  }, 120_000);
});
