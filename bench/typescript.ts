/**
 * The TypeScript track against tfjs alone on a plain page: from opening the page to the first line (cold, warm, a new worker), and the
 * training of one network from the candidate's code against the same code outside the sandbox, beside our torch in Pyodide.
 * Rounds alternate the arms, each in a fresh profile; a claim is the median of the rounds' ratios.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS } from '../tests/support/chromium.ts';
import { chromiumPath, median } from './boot/measure.ts';
import { openSite, type Site } from './boot/site.ts';
import { oursPage, type PageResult, plainPage, plainWorker } from './typescript/pages.ts';
import { torchTraining } from './typescript/torch.ts';

interface Row {
  case: string;
  plain: number;
  ours: number;
  /** Median over the rounds of ours / plain. */
  ratio: number;
  goal: number | null;
  met: boolean;
  /** Every round as measured, plain/ours. */
  rounds: string;
}

type Stage = 'cold' | 'warm' | 'respawn' | 'training';
type Round = Partial<Record<Stage, number>>;
interface Window {
  bench: PageResult;
  train(): Promise<PageResult>;
  again(): Promise<PageResult>;
}

/** LIBRARIES and PERFORMANCE name no figure for the start of tfjs; the training's overhead is to be near 1. */
const GOALS: Readonly<Record<Stage, number | null>> = { cold: null, warm: null, respawn: null, training: 1.1 };
const TITLES: Readonly<Record<Stage, string>> = {
  cold: 'first line, first load, ms',
  warm: 'first line, second load, ms',
  respawn: 'new worker, against a warm plain page, ms',
  training: 'training, candidate code against the same outside, ms',
};

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => join(dirname(require.resolve(`${name}/package.json`)), 'dist');

/** Runs `BENCH_ROUNDS` (default 3) alternations. @throws where a page fails or computes another value than the other arm. */
export async function run(): Promise<{ name: string; rows: Record<string, unknown>[] }> {
  const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
  const executablePath = await chromiumPath();
  const site = await openSite({
    pages: { '/plain': plainPage(), '/plain-worker.js': plainWorker(), '/ours': await oursPage() },
    folders: { '/tfjs/': [folderOf('@tensorflow/tfjs')], '/wasm/': [folderOf('@tensorflow/tfjs-backend-wasm')] },
  });
  const plain: Round[] = [];
  const ours: Round[] = [];
  const losses = new Set<string>();
  try {
    for (let i = 0; i < rounds; i++) {
      plain.push(await visit(site, executablePath, '/plain', losses));
      ours.push(await visit(site, executablePath, '/ours', losses));
    }
  } finally {
    await site.close();
  }
  if (losses.size !== 1) throw new Error(`the arms trained to other losses: ${[...losses].join(', ')}`);
  const rows = (Object.keys(TITLES) as Stage[]).map((stage): Row => {
    const pairs = ours.map(
      (one, i) => [plain[i]?.[stage === 'respawn' ? 'warm' : stage], one[stage]] as [number, number],
    );
    const ratio = median(pairs.map(([a, b]) => b / a));
    const goal = GOALS[stage];
    return {
      case: TITLES[stage],
      plain: Math.round(median(pairs.map(([a]) => a))),
      ours: Math.round(median(pairs.map(([, b]) => b))),
      ratio: Number(ratio.toFixed(3)),
      goal,
      met: goal === null || ratio <= goal,
      rounds: pairs.map(([a, b]) => `${Math.round(a)}/${Math.round(b)}`).join(' '),
    };
  });
  const torch = await torchTraining();
  const trained = rows.at(-1)?.ours ?? Number.NaN;
  const beside = {
    case: 'the same network in our torch (Pyodide in Node), ms',
    ours: Math.round(torch),
    ratio: Number((torch / trained).toFixed(2)),
  };
  return { name: 'typescript', rows: [...rows, beside].map((row) => ({ ...row })) };
}

/** Two loads of one page in a fresh profile; training and a new worker after the second. */
async function visit(site: Site, executablePath: string, path: string, losses: Set<string>): Promise<Round> {
  const profile = mkdtempSync(join(tmpdir(), 'holdout-bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: CHROMIUM_ARGS });
  const round: Round = {};
  try {
    for (const stage of ['cold', 'warm'] as const) {
      const page = await open(context, site, path);
      round[stage] = checked(await page.evaluate(() => (window as unknown as Window).bench), path).total;
      if (stage === 'warm') {
        const { printed } = checked(await page.evaluate(() => (window as unknown as Window).train()), path);
        const [, ms, loss = ''] = /trained ([\d.]+) ([\d.]+)/.exec(printed) ?? [];
        round.training = Number(ms);
        losses.add(Number(loss).toFixed(5));
        if (path === '/ours') {
          round.respawn = checked(await page.evaluate(() => (window as unknown as Window).again()), path).total;
        }
      }
      await page.close();
    }
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return round;
}

async function open(context: BrowserContext, site: Site, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.origin + path);
  await page.waitForFunction(() => 'bench' in window, undefined, { timeout: 120_000 });
  return page;
}

/** Both arms must have computed the same before their times count. */
function checked(result: PageResult, path: string): PageResult {
  if (result.error) throw new Error(`${path}: ${result.error}`);
  if (!/product 512 wasm|trained/.test(result.printed))
    throw new Error(`${path} printed ${JSON.stringify(result.printed)}`);
  return result;
}
