/** Accessibility of every page, by axe. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './support.ts';
import { PARTS } from './walk.ts';

/** All that a theme changes is colours, so the second one is asked about those alone. */
const THEMES = [
  { colorScheme: 'light', only: null },
  { colorScheme: 'dark', only: 'color-contrast' },
] as const;

for (const [part, walk] of Object.entries(PARTS))
  test(`[BR3] no serious or critical accessibility violation, in both themes: ${part}`, async ({
    browser,
    holdout,
  }) => {
    const found: string[] = [];
    const seen: string[] = [];
    await walk(browser, holdout, async (name, page) => {
      for (const { colorScheme, only } of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const axe = new AxeBuilder({ page });
        const { violations } = await (only ? axe.withRules(only) : axe).analyze();
        seen.push(`${name}, ${colorScheme}`);
        for (const v of violations) {
          if (v.impact !== 'serious' && v.impact !== 'critical') continue;
          const where = v.nodes
            .slice(0, 4)
            .map((n) => `${n.target.join(' ')}: ${n.failureSummary?.split('\n')[1]?.trim()}`);
          found.push(`${name}, ${colorScheme}: ${v.id}, ${v.help}\n    ${where.join('\n    ')}`);
        }
      }
    });
    expect(found, found.join('\n')).toEqual([]);
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen).size, 'every state was looked at once per theme').toBe(seen.length);
  });
