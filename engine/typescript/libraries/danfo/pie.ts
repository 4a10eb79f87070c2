/** A pie chart, which Observable Plot has no mark for. */

import { type Figure, shape, svg } from '../../display/images/figure.ts';
import type { PlotDocument } from '../plot/document.ts';

const WIDTH = 640;
const HEIGHT = 320;
const RADIUS = 130;
/** Observable10, the colours of Plot's categories. */
const COLOURS = [
  '#4269d0',
  '#efb118',
  '#ff725c',
  '#6cc5b0',
  '#3ca951',
  '#ff8ab7',
  '#a463f2',
  '#97bbf5',
  '#9c6b4e',
  '#9498a0',
];

/** Shares of the sums by label, largest first, with the shares in words. Values that are no positive number are left out. */
export function pie(
  document: PlotDocument,
  labels: readonly unknown[],
  values: readonly unknown[],
  title?: string,
): { figure: Figure; alt: string } {
  const sums = new Map<string, number>();
  for (const [i, value] of values.entries()) {
    const label = String(labels[i]);
    if (Number(value) > 0) sums.set(label, (sums.get(label) ?? 0) + Number(value));
  }
  const slices = [...sums].sort((a, b) => b[1] - a[1]);
  const total = slices.reduce((sum, [, v]) => sum + v, 0);
  const root = svg(document, {
    width: WIDTH,
    height: HEIGHT,
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    'font-family': 'system-ui, sans-serif',
  });
  root.appendChild(shape(document, 'rect', { width: '100%', height: '100%', fill: 'white' }));
  const [cx, cy] = [170, HEIGHT / 2 + 10];
  let angle = 0;
  const shares: string[] = [];
  for (const [i, [label, value]] of slices.entries()) {
    const next = angle + (2 * Math.PI * value) / total;
    const fill = COLOURS[i % COLOURS.length] ?? 'gray';
    root.appendChild(
      slices.length === 1
        ? shape(document, 'circle', { cx, cy, r: RADIUS, fill })
        : shape(document, 'path', { d: sector(cx, cy, angle, next), fill, stroke: 'white' }),
    );
    shares.push(`${label}: ${((100 * value) / total).toFixed(1)} %`);
    angle = next;
  }
  const lines = title === undefined ? shares : [title, ...shares];
  for (const [i, line] of lines.slice(0, 18).entries()) {
    const first = title !== undefined && i === 0;
    const at = { x: first ? 20 : 350, y: first ? 20 : 40 + 15 * i, 'font-size': first ? 15 : 12, fill: 'black' };
    const text = shape(document, 'text', at);
    text.textContent = line;
    root.appendChild(text);
    const slice = title === undefined ? i : i - 1;
    if (!first)
      root.appendChild(
        shape(document, 'rect', { x: 330, y: at.y - 10, width: 12, height: 12, fill: COLOURS[slice % 10] ?? 'gray' }),
      );
  }
  return {
    figure: { element: root, width: WIDTH, height: HEIGHT },
    alt: `Pie chart. ${lines.slice(0, 40).join('; ')}`,
  };
}

/** The path of a slice from one angle to another, clockwise from the top. */
function sector(cx: number, cy: number, from: number, to: number): string {
  const at = (angle: number): string =>
    `${(cx + RADIUS * Math.sin(angle)).toFixed(2)},${(cy - RADIUS * Math.cos(angle)).toFixed(2)}`;
  return `M${cx},${cy}L${at(from)}A${RADIUS},${RADIUS} 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}Z`;
}
