/** Pictures of every page for human eyes: HOLDOUT_SCREENS=/some/folder npx playwright test tests/e2e/screens.spec.ts */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { test } from './support.ts';
import { PARTS } from './walk.ts';

const folder = process.env.HOLDOUT_SCREENS;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;
const THEMES = ['light', 'dark'] as const;

test('[BR2] pictures of every page in both themes and two sizes', async ({ browser, holdout }) => {
  test.skip(!folder, 'pictures are for eyes; set HOLDOUT_SCREENS to a folder');
  test.setTimeout(900_000);
  mkdirSync(folder as string, { recursive: true });
  const full = process.env.HOLDOUT_SCREENS_FULL === '1';
  const take = async (name: string, page: Page) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: path.join(folder as string, `${name}-${size.width}-${colorScheme}.png`) });
      }
    }
    await page.setViewportSize(SIZES[0]);
  };
  for (const part of Object.values(PARTS)) await part(browser, holdout, take, full);
});
