/** Plots and pictures that TypeScript runs show. */
import { describe, expect, it } from 'vitest';
import { openRealm } from './shown.ts';

const opened = openRealm();
const { shown, table, picture } = opened;

const POINTS = `const pts = Array.from({ length: 60 }, (_, i) => ({ x: i, y: (i * 37) % 50, k: 'abc'[i % 3] }));`;

describe('plots', () => {
  it('[TJ6] a plot is an SVG on white, with words for those who do not see it', async () => {
    const { svg, alt, width, height } = await picture(
      `${POINTS} display(Plot.plot({ title: 'Amounts & <losses>', caption: 'n = 60', x: { label: 'amount' }, marks: [Plot.dot(pts, { x: 'x', y: 'y', fill: 'k' })], color: { legend: true } }))`,
    );
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><rect width="100%" height="100%" fill="white"\/>/,
    );
    expect(svg).toContain('Amounts &amp; &lt;losses&gt;');
    expect(svg.match(/<circle/g)).toHaveLength(60);
    expect(alt).toBe('Plot. Amounts & <losses>; x: amount; y: y; marks: dot; legend: a, b, c; n = 60');
    expect([width, height > 400]).toEqual([640, true]);
    expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=/);
  });

  it('[TJ6] marks, facets, ramps, rasters and tips are drawn; a mark alone is a plot', async () => {
    const plots = [
      "Plot.rectY(pts, Plot.binX({ y: 'count' }, { x: 'x' })).plot()",
      "Plot.lineY(pts, { x: 'x', y: 'y' })",
      "Plot.plot({ marks: [Plot.dot(pts, { x: 'x', y: 'y', fx: 'k' }), Plot.frame()] })",
      "Plot.cell(pts, { x: 'x', y: 'k', fill: 'y' }).plot({ color: { legend: true, scheme: 'viridis' } })",
      'Plot.raster({ fill: (x, y) => x * y, x1: 0, x2: 1, y1: 0, y2: 1 }).plot()',
      "Plot.boxY(pts, { x: 'k', y: 'y' }).plot()",
      "Plot.tip(pts.slice(0, 1), { x: 'x', y: 'y', title: 'k' }).plot()",
      "Plot.linearRegressionY(pts, { x: 'x', y: 'y' }).plot()",
      "Plot.auto(pts, { x: 'x', y: 'y', color: 'k' }).plot()",
      "Plot.waffleY(pts, Plot.groupX({ y: 'count' }, { x: 'k' })).plot()",
      "Plot.legend({ color: { type: 'linear', domain: [0, 1] } })",
      "Plot.barX([['a', 1], ['b', 2]], { x: '1', y: '0' }).plot()",
    ];
    for (const plot of plots)
      expect((await picture(`${POINTS} display(${plot})`)).svg.length, plot).toBeGreaterThan(400);
    const ramp = await picture(`${POINTS} display(${plots[3]})`);
    expect(ramp.svg).toMatch(/xlink:href="data:image\/png;base64,iVBORw0KGgo/);
    const tip = await picture(`${POINTS} display(${plots[6]})`);
    expect(tip.svg).not.toContain('visibility="hidden"');
  });

  it('[TJ6] showing a plot twice shows the same', async () => {
    const [one, two] = await shown(
      `${POINTS} const p = Plot.dot(pts, { x: 'x', y: 'y' }).plot({ title: 'T' }); display(p); display(p)`,
    );
    expect(two).toEqual(one);
  });

  it('[TJ6] a crowded plot is drawn with fewer points, and one that is too large is told', async () => {
    const items = await shown(
      'display(Plot.dot(Array.from({ length: 30000 }, (_, i) => [Math.sin(i), Math.cos(i * 7)])).plot())',
    );
    expect(items.map((i) => i.type)).toEqual(['image', 'notice']);
    expect(items[1]).toMatchObject({
      text: 'The picture has too many points: one in 4 is drawn. Plot a sample or bins.',
    });
    const [notice] = await shown(
      'display(Plot.line(Array.from({ length: 200000 }, (_, i) => [i, Math.sin(i)])).plot())',
    );
    expect(notice).toMatchObject({
      type: 'notice',
      text: 'A picture is larger than 512 KiB and is not shown. Plot a sample or bins.',
    });
    const [huge] = await shown('display(Plot.plot({ width: 50000, marks: [Plot.frame()] }))');
    expect(huge).toMatchObject({ text: 'A picture of 50000 x 60 pixels is not shown.' });
  });

  it('[TJ6] the plots of danfojs are pictures, its table a table', async () => {
    const frame = `${POINTS} const df = new dfd.DataFrame({ a: pts.map((p) => p.x), b: pts.map((p) => p.y), k: pts.map((p) => p.k) }); const two = df.loc({ columns: ['a', 'b'] });`;
    const calls: [string, RegExp][] = [
      ["two.plot('id').line()", /marks: line; legend: a, b/],
      [
        "df.plot('id').scatter({ config: { x: 'a', y: 'b' }, layout: { title: 'B by a' } })",
        /^Plot\. B by a; x: a; y: b; marks: dot$/,
      ],
      ["df.plot('id').hist({ config: { x: 'a' } })", /x: a; marks: rect/],
      ["two.plot('id').hist()", /legend: a, b/],
      ["df.plot('id').box({ config: { x: 'k', y: 'b' } })", /x: k; y: b/],
      ["df.plot('id').violin({ config: { x: 'k', y: 'b' } })", /marks: area/],
      ["df.head(4).plot('id').bar({ config: { columns: ['a', 'b'] } })", /marks: bar; legend: a, b/],
      ["new dfd.Series([3, 5], { index: ['u', 'v'] }).plot('id').bar()", /marks: bar/],
      [
        "new dfd.Series([3, 5, -1], { index: ['u', 'v', 'w'] }).plot('id').pie({ config: { labels: ['u', 'v', 'w'] } })",
        /^Pie chart\. v: 62\.5 %; u: 37\.5 %$/,
      ],
    ];
    for (const [call, alt] of calls) expect((await picture(`${frame} ${call}`)).alt, call).toMatch(alt);
    const shownTable = await table(`${frame} df.plot('id').table()`);
    expect([shownTable.columns.map((c) => c.name), shownTable.shape]).toEqual([
      ['a', 'b', 'k'],
      [60, 3],
    ]);
  });
});

describe('pictures', () => {
  it('[TJ12] pictures are shown side by side with their titles, grey or in colour', async () => {
    const grey = await picture(
      `holdout.showPictures([[0, 255], [9, 9], [1, 2]], { height: 1, width: 2, channels: 1, titles: ['a', 7, '<b>'], scale: 10 })`,
    );
    expect(grey).toMatchObject({ width: 72, height: 29, alt: '3 pictures: a, 7, <b>' });
    expect(grey.svg.match(/<image /g)).toHaveLength(3);
    expect(grey.svg).toContain('&lt;b&gt;');
    const colour = await picture(`holdout.showPictures(Array(200).fill(new Uint8Array(12)), { height: 2, width: 2 })`);
    expect(colour.width).toBeLessThanOrEqual(640);
    expect(colour.svg.match(/data:image\/png;base64,/g)).toHaveLength(200);
  });

  it('[TJ12] a picture of another size is told with its position', () => {
    expect(() => opened.realm.run(`holdout.showPictures([[1, 2, 3], [1]], { height: 1, width: 1 })`)).toThrow(
      'Picture 1 has 1 values, not 1 x 1 x 3.',
    );
  });
});
