/** Imports go one way: between the top folders, and between the folders inside the large ones. Types count as values do. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { imports, ROOT, sources } from '../support/imports.ts';

/** Which of our folders a folder may import from, besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  protocol: [],
  datasets: ['protocol'],
  engine: ['protocol'],
  scenarios: ['protocol', 'engine', 'datasets'],
  server: ['protocol', 'engine', 'datasets', 'scenarios'],
  client: ['protocol', 'engine'],
};

/**
 * Files and folders inside an area, the highest first: each imports only from itself and from what stands to its right. Between
 * `a | b` neither imports the other.
 */
const ORDERS: Record<string, string> = {
  client: 'main > pages > ui > editor > state > sandbox > compiler > realtime > api > store > words',
  server:
    'main > exports > backup > demo > server > app > routes > middleware > socket > deps > score > interview > peers > scenarios > marking > access > store > threads > files > cache > tally > buildId > config > fault > refusal > clock > ids',
  engine: 'tracks > build > python | typescript > crossing > scoring > official > contract > mount',
  'engine/python': 'track > host',
  'engine/typescript':
    'entry > probing > runtime > selfCheck > namespaces > kernel | probes > official > code > libraries/danfo > helpers > display > libraries > track > runtimeFiles',
  'scenarios/kit':
    'cli > commands > room > log > gate > measure > index > render > read > data > manifest > template > text',
};

it.each(Object.keys(MAY_IMPORT))('[SM7] %s imports only from the folders it may', (folder) => {
  const wrong: string[] = [];
  for (const file of sources(folder)) {
    for (const to of imports(file)) {
      const target = to.split('/')[0] ?? '';
      if (target === folder || !(target in MAY_IMPORT) || MAY_IMPORT[folder]?.includes(target)) continue;
      wrong.push(`${file} imports ${to}`);
    }
  }
  expect(wrong).toEqual([]);
});

describe.each(Object.entries(ORDERS))('[SM7] %s', (area, order) => {
  const levels = order.split(' > ').map((level) => level.split(' | '));
  const places = levels.flat();
  const levelOf = (file: string): number => levels.findIndex((level) => level.includes(placeOf(file)));
  /**
   * What of the area a file belongs to: `pages` for a file of client/pages, `main` for client/main.tsx. A folder inside a folder
   * has a place of its own where the order names it, such as `libraries/danfo`.
   */
  const placeOf = (file: string): string => {
    const [, outer = '', inner = ''] = file
      .replace(/\.(ts|tsx|mts)$/, '')
      .slice(area.length)
      .split('/');
    return places.includes(`${outer}/${inner}`) ? `${outer}/${inner}` : outer;
  };
  const files = [...sources(area)].filter((file) => !file.endsWith('.d.ts'));

  it('has a place in its order for each of its folders and files', () => {
    expect([...new Set(files.map(placeOf))].filter((place) => !places.includes(place))).toEqual([]);
    expect(places.filter((place) => !files.some((file) => placeOf(file) === place))).toEqual([]);
  });

  it('imports nothing from a higher place', () => {
    const wrong = files.flatMap((file) =>
      imports(file)
        .filter((to) => to.startsWith(`${area}/`) && placeOf(to) !== placeOf(file) && levelOf(to) <= levelOf(file))
        .map((to) => `${file} imports ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('says so in its README', () => {
    const readme = path.join(ROOT, area, 'README.md');
    if (existsSync(readme)) expect(readFileSync(readme, 'utf8')).toContain(order);
  });
});
