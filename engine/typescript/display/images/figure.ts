/** What Plot draws, one SVG or a figure of titles, legends and SVGs, laid out as one picture on white. */
import { SVG } from '../../libraries/plot/document.ts';
import type { Element } from '../../libraries/plot/element.ts';
import { type Economy, serialize } from '../../libraries/plot/serialize.ts';

/** A picture and its size in pixels. */
export interface Figure {
  element: Element;
  width: number;
  height: number;
}

/** Estimated width of a character as a share of the font size. */
const CHARACTER = 0.58;
const GAP = 6;
const FONT = 'system-ui, sans-serif';

/** The picture of an element that Plot made. Pieces are moved into it, so an element is drawn once. */
export function figureOf(drawn: Element): Figure {
  const { ownerDocument: document } = drawn;
  const pieces = drawn.tagName === 'svg' ? [drawn] : drawn.tagName === 'figure' ? drawn.children : [drawn];
  const width = Math.max(240, ...pieces.filter((p) => p.tagName === 'svg').map((p) => size(p, 'width')));
  const root = svg(document, { 'font-family': FONT });
  let y = 0;
  for (const piece of pieces) {
    if (piece.tagName === 'style') continue;
    if (y > 0) y += GAP;
    y += place(piece, root, width, y);
  }
  const height = Math.max(1, Math.ceil(y));
  const all = { width: Math.ceil(width), height };
  attributes(root, { ...all, viewBox: `0 0 ${all.width} ${all.height}`, color: 'black' });
  root.prepend(shape(document, 'rect', { width: '100%', height: '100%', fill: 'white' }));
  return { element: root, ...all };
}

/** The text of a figure as an SVG file. */
export function svgText({ element }: Figure, economy?: Economy): string {
  return serialize(element, economy);
}

/** Draws one piece at a height and gives the height that it takes. */
function place(piece: Element, root: Element, width: number, y: number): number {
  const { ownerDocument: document } = root;
  if (piece.tagName === 'svg') {
    attributes(piece, { x: 0, y, overflow: 'visible' });
    root.appendChild(piece);
    return size(piece, 'height');
  }
  if (isSwatches(piece)) return swatches(piece, root, width, y);
  const [fontSize, weight] = TEXTS[piece.tagName] ?? [12, 'normal'];
  const lines = wrapped(piece.textContent, Math.floor(width / (fontSize * CHARACTER)));
  for (const [i, line] of lines.entries()) {
    const text = shape(document, 'text', {
      x: 0,
      y: y + fontSize * (1 + 1.25 * i),
      'font-size': fontSize,
      'font-weight': weight,
    });
    text.textContent = line;
    root.appendChild(text);
  }
  return lines.length * fontSize * 1.25;
}

const TEXTS: Readonly<Record<string, [size: number, weight: string]>> = {
  h2: [18, 'bold'],
  h3: [14, 'normal'],
  figcaption: [11, 'normal'],
};

const isSwatches = (piece: Element): boolean => /-swatches\b/.test(piece.getAttribute('class') ?? '');

/** The legend of an ordinal scale, which Plot makes of HTML: a small SVG and a text for each value, row by row. */
function swatches(piece: Element, root: Element, width: number, y: number): number {
  const fontSize = 10;
  let x = 0;
  let top = y + 8;
  let rowHeight = 15;
  for (const item of piece.children.filter((c) => c.tagName !== 'style')) {
    const mark = item.children.find((c) => c.tagName === 'svg');
    const label = item.childNodes
      .filter((n) => n !== mark)
      .map((n) => n.textContent)
      .join('');
    const [w, h] = mark ? [size(mark, 'width'), size(mark, 'height')] : [0, 0];
    const across = w + 5 + label.length * fontSize * CHARACTER + 10;
    if (x > 0 && x + across > width) {
      x = 0;
      top += rowHeight + 4;
    }
    rowHeight = Math.max(rowHeight, h);
    if (mark) {
      attributes(mark, { x, y: top, overflow: 'visible' });
      root.appendChild(mark);
    }
    const at = { x: x + w + 5, y: top + h / 2, dy: '0.35em', 'font-size': fontSize };
    const text = shape(root.ownerDocument, 'text', at);
    text.textContent = label;
    root.appendChild(text);
    x += across;
  }
  return top - y + rowHeight + 8;
}

function wrapped(text: string, across: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length + 1 > across) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** A new SVG element that is complete as a file. */
export function svg(document: Element['ownerDocument'], values: Record<string, string | number>): Element {
  return attributes(shape(document, 'svg', { xmlns: SVG, 'xmlns:xlink': 'http://www.w3.org/1999/xlink' }), values);
}

/** A new SVG element with attributes. */
export function shape(
  document: Element['ownerDocument'],
  name: string,
  values: Record<string, string | number>,
): Element {
  return attributes(document.createElementNS(SVG, name), values);
}

function attributes(element: Element, values: Record<string, string | number>): Element {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
  return element;
}

const size = (element: Element, name: string): number => Number.parseFloat(element.getAttribute(name) ?? '') || 0;
