/**
 * From opening a page to the first Python line with pandas and scikit-learn: our sandbox against a plain page with the
 * stock loader. Rounds alternate the two arms, each with a fresh profile: first load cold, second load warm, then (ours)
 * a replaced interpreter. A claim is the median of the rounds' ratios; absolute times belong to one machine and hour.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { readManifest } from '../engine/build/paths.ts';
import { CHROMIUM_ARGS } from '../tests/support/chromium.ts';
import { chromiumPath, median } from './boot/measure.ts';
import type { PageResult } from './boot/pages.ts';
import { bootContent, openSite, type Site } from './boot/site.ts';

export interface BootRow {
  case: string;
  stockMs: number;
  oursMs: number;
  /** Median over the rounds of ours / stock. */
  ratio: number;
  goal: number;
  met: boolean;
  stockMB: number;
  oursMB: number;
  /** Every round as measured, ms. */
  rounds: string;
}

type Stage = 'cold' | 'warm' | 'respawn';
interface Sample {
  ms: number;
  bytes: number;
}
type Round = Partial<Record<Stage, Sample>>;

const GOALS: Readonly<Record<Stage, number>> = { cold: 0.45, warm: 0.35, respawn: 0.35 };
const TITLES: Readonly<Record<Stage, string>> = {
  cold: 'cold: first load',
  warm: 'warm: second load',
  respawn: 'respawn: new interpreter, against a warm stock page',
};

/**
 * Runs `BENCH_ROUNDS` (default 3) alternations; about a minute each.
 * @throws where a page fails or prints another score than the other arm.
 */
export async function run(): Promise<{ name: string; rows: BootRow[] }> {
  // Fails early, with what to do, where the runtime is not prepared.
  readManifest();
  const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
  const executablePath = await chromiumPath();
  const site = await openSite(await bootContent());
  const stock: Round[] = [];
  const ours: Round[] = [];
  try {
    for (let i = 0; i < rounds; i++) {
      stock.push(await visit(site, executablePath, '/stock'));
      ours.push(await visit(site, executablePath, '/ours'));
    }
  } finally {
    await site.close();
  }
  const rows = (['cold', 'warm', 'respawn'] as const).map((stage): BootRow => {
    const against = stage === 'respawn' ? 'warm' : stage;
    const pairs = ours.map((one, i) => [stock[i]?.[against], one[stage]] as [Sample, Sample]);
    const ratio = median(pairs.map(([a, b]) => b.ms / a.ms));
    return {
      case: TITLES[stage],
      stockMs: Math.round(median(pairs.map(([a]) => a.ms))),
      oursMs: Math.round(median(pairs.map(([, b]) => b.ms))),
      ratio: Number(ratio.toFixed(3)),
      goal: GOALS[stage],
      met: ratio <= GOALS[stage],
      stockMB: Number((median(pairs.map(([a]) => a.bytes)) / 1e6).toFixed(1)),
      oursMB: Number((median(pairs.map(([, b]) => b.bytes)) / 1e6).toFixed(1)),
      rounds: pairs.map(([a, b]) => `${Math.round(a.ms)}/${Math.round(b.ms)}`).join(' '),
    };
  });
  return { name: 'boot', rows };
}

/** Two loads of one page in one fresh profile, and a respawn where the page offers it. */
async function visit(site: Site, executablePath: string, path: string): Promise<Round> {
  const profile = mkdtempSync(join(tmpdir(), 'holdout-bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: CHROMIUM_ARGS });
  const round: Round = {};
  try {
    for (const stage of ['cold', 'warm'] as const) {
      const page = await open(context, site, path);
      const result = await page.evaluate(() => (window as unknown as { bench: PageResult }).bench);
      round[stage] = { ms: checked(result, path), bytes: site.takeBytes() };
      if (stage === 'warm' && path === '/ours') {
        const again = await page.evaluate(() => (window as unknown as { again(): Promise<PageResult> }).again());
        round.respawn = { ms: checked(again, path), bytes: site.takeBytes() };
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
  site.takeBytes();
  await page.goto(site.origin + path);
  await page.waitForFunction(() => 'bench' in window, undefined, { timeout: 180_000 });
  return page;
}

/** Both arms must have computed the same before their times count. */
function checked(result: PageResult, path: string): number {
  if (result.error) throw new Error(`${path}: ${result.error}`);
  if (!/score 0\.9\d/.test(result.printed)) throw new Error(`${path} printed ${JSON.stringify(result.printed)}`);
  return result.total;
}
