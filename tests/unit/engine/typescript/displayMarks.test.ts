/** Every mark of the installed Plot, drawn by our document: one that a later Plot brings has to be added here. */
import { describe, expect, it } from 'vitest';
import { openRealm } from './shown.ts';

const opened = openRealm();

const ROWS = `const rows = Array.from({ length: 60 }, (_, i) => ({ x: i % 12, y: (i * 37) % 50, z: (i * 7) % 11, k: 'abc'[i % 3], u: 'de'[i % 2], date: new Date(Date.UTC(2020, 0, i + 1)) }));
const xy = { x: 'x', y: 'y' };
const area = { type: 'Polygon', coordinates: [[[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]] };
const points = rows.slice(0, 8).map(({ x, y }) => ({ type: 'Point', coordinates: [x, y] }));
const steps = ['a/b', 'a/c/d', 'a/c/e'];
const src = 'data:image/png;base64,iVBORw0KGgo=';`;

/** By exported name: a call of it. The capital names are classes, which the calls make. */
const MARKS: Readonly<Record<string, string>> = {
  area: "Plot.area(rows, { x1: 'x', y1: 'y', y2: 'z' })",
  areaX: "Plot.areaX(rows, { y: 'x', x: 'y' })",
  areaY: 'Plot.areaY(rows, xy)',
  arrow: "Plot.arrow(rows, { x1: 'x', y1: 'y', x2: 'z', y2: 'x', bend: true })",
  auto: 'Plot.auto(rows, xy)',
  axisFx: "[Plot.axisFx(), Plot.dot(rows, { ...xy, fx: 'k' })]",
  axisFy: "[Plot.axisFy(), Plot.dot(rows, { ...xy, fy: 'k' })]",
  axisX: '[Plot.axisX(), Plot.dot(rows, xy)]',
  axisY: '[Plot.axisY(), Plot.dot(rows, xy)]',
  barX: "Plot.barX(rows, { x: 'y', y: 'k' })",
  barY: "Plot.barY(rows, { x: 'k', y: 'y' })",
  bollingerX: "Plot.bollingerX(rows, { x: 'y', y: 'date', n: 5 })",
  bollingerY: "Plot.bollingerY(rows, { x: 'date', y: 'y', n: 5 })",
  boxX: "Plot.boxX(rows, { x: 'y', y: 'k' })",
  boxY: "Plot.boxY(rows, { x: 'k', y: 'y' })",
  cell: "Plot.cell(rows, { x: 'x', y: 'k', fill: 'y' })",
  cellX: "Plot.cellX(rows, { x: 'x', fill: 'y' })",
  cellY: "Plot.cellY(rows, { y: 'x', fill: 'y' })",
  circle: 'Plot.circle(rows, xy)',
  contour: "Plot.contour(rows, { ...xy, fill: 'z' })",
  crosshair: '[Plot.dot(rows, xy), Plot.crosshair(rows, xy)]',
  crosshairX: '[Plot.dot(rows, xy), Plot.crosshairX(rows, xy)]',
  crosshairY: '[Plot.dot(rows, xy), Plot.crosshairY(rows, xy)]',
  delaunayLink: 'Plot.delaunayLink(rows, xy)',
  delaunayMesh: 'Plot.delaunayMesh(rows, xy)',
  density: 'Plot.density(rows, xy)',
  differenceX: "Plot.differenceX(rows, { y: 'date', x1: 'y', x2: 'z' })",
  differenceY: "Plot.differenceY(rows, { x: 'date', y1: 'y', y2: 'z' })",
  dot: "Plot.dot(rows, { ...xy, symbol: 'k', r: 'z' })",
  dotX: "Plot.dotX(rows, { x: 'y', y: 'k' })",
  dotY: "Plot.dotY(rows, { x: 'k', y: 'y' })",
  frame: '[Plot.frame(), Plot.dot(rows, xy)]',
  geo: 'Plot.geo([area, ...points])',
  graticule: "Plot.graticule().plot({ projection: 'equal-earth' })",
  gridFx: "[Plot.gridFx(), Plot.dot(rows, { ...xy, fx: 'k' })]",
  gridFy: "[Plot.gridFy(), Plot.dot(rows, { ...xy, fy: 'k' })]",
  gridX: '[Plot.gridX(), Plot.dot(rows, xy)]',
  gridY: '[Plot.gridY(), Plot.dot(rows, xy)]',
  hexagon: 'Plot.hexagon(rows, xy)',
  hexgrid: '[Plot.hexgrid(), Plot.dot(rows, xy)]',
  hull: 'Plot.hull(rows, xy)',
  image: 'Plot.image(rows, { ...xy, src: () => src })',
  line: 'Plot.line(rows, xy)',
  lineX: "Plot.lineX(rows, { y: 'date', x: 'y' })",
  lineY: "Plot.lineY(rows, { x: 'date', y: 'y' })",
  linearRegressionX: 'Plot.linearRegressionX(rows, xy)',
  linearRegressionY: 'Plot.linearRegressionY(rows, xy)',
  link: "Plot.link(rows, { x1: 'x', y1: 'y', x2: 'z', y2: 'x' })",
  raster: "Plot.raster(rows, { ...xy, fill: 'z', interpolate: 'nearest' })",
  rect: "Plot.rect(rows, Plot.bin({ fill: 'count' }, xy))",
  rectX: "Plot.rectX(rows, Plot.binY({ x: 'count' }, { y: 'y' }))",
  rectY: "Plot.rectY(rows, Plot.binX({ y: 'count' }, { x: 'x' }))",
  ruleX: "Plot.ruleX(rows, { x: 'x', y: 'y' })",
  ruleY: "Plot.ruleY(rows, { y: 'y', x: 'x' })",
  sphere: "Plot.sphere().plot({ projection: 'equal-earth' })",
  spike: "Plot.spike(rows, { ...xy, length: 'z' })",
  text: "Plot.text(rows, { ...xy, text: 'k' })",
  textX: "Plot.textX(rows, { x: 'x', text: 'k' })",
  textY: "Plot.textY(rows, { y: 'y', text: 'k' })",
  tickX: "Plot.tickX(rows, { x: 'y', y: 'k' })",
  tickY: "Plot.tickY(rows, { x: 'k', y: 'y' })",
  tip: "Plot.tip(rows.slice(0, 3), { ...xy, title: 'k' })",
  tree: 'Plot.tree(steps)',
  cluster: 'Plot.cluster(steps)',
  vector: "Plot.vector(rows, { ...xy, length: 'z', rotate: 'y' })",
  vectorX: "Plot.vectorX(rows, { x: 'x', length: 'z' })",
  vectorY: "Plot.vectorY(rows, { y: 'y', length: 'z' })",
  voronoi: "Plot.voronoi(rows, { ...xy, fill: 'k' })",
  voronoiMesh: 'Plot.voronoiMesh(rows, xy)',
  waffleX: "Plot.waffleX(rows, Plot.groupY({ x: 'count' }, { y: 'k' }))",
  waffleY: "Plot.waffleY(rows, Plot.groupX({ y: 'count' }, { x: 'k' }))",
};

/** Exported functions that make no mark: transforms, scales, formats, interpolators and the plot itself. */
const NO_MARKS =
  'autoSpec bin binX binY centroid column dodgeX dodgeY filter find formatIsoDate formatMonth formatNumber formatWeekday geoCentroid group groupX groupY groupZ hexbin initializer interpolateNearest interpolateNone interpolatorBarycentric interpolatorRandomWalk legend map mapX mapY marks normalize normalizeX normalizeY numberInterval plot pointer pointerX pointerY reverse scale select selectFirst selectLast selectMaxX selectMaxY selectMinX selectMinY shiftX shiftY shuffle sort stackX stackX1 stackX2 stackY stackY1 stackY2 timeInterval transform treeLink treeNode utcInterval valueof window windowX windowY bollinger'.split(
    ' ',
  );

describe('marks of Plot', () => {
  it('[TJ6] none is missing here', async () => {
    const Plot: Record<string, unknown> = await import('@observablehq/plot');
    const functions = Object.keys(Plot).filter((name) => typeof Plot[name] === 'function' && /^[a-z]/.test(name));
    expect([...Object.keys(MARKS), ...NO_MARKS].sort()).toEqual(functions.sort());
  });

  it.each(Object.entries(MARKS))('[TJ6] %s is drawn', async (_name, call) => {
    const script = `${ROWS} const made = ${call}; display('ownerDocument' in made ? made : Plot.plot({ marks: [made] }))`;
    const { svg } = await opened.picture(script);
    expect(svg).toMatch(/<(path|rect|circle|line|text|image|use|g)\b/);
    expect(svg).not.toContain('NaN');
    expect(svg.length).toBeGreaterThan(400);
  });
});
