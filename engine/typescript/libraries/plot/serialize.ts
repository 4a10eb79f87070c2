/** Elements as the text of an SVG file. */
import { Element } from './element.ts';
import { type Node, Text } from './node.ts';

/** What may be left out of a picture that is too large. */
export interface Economy {
  /** Decimals of coordinates; all of them where it is absent. */
  decimals?: number;
  /** Every n-th point of a mark is drawn. */
  every?: number;
}

/** Groups of more children than this are thinned. */
const CROWD = 500;
/** Marks whose shapes are independent of each other, so that some can be left out. */
const POINTS = new Set(['dot', 'tick', 'text', 'vector', 'tick-x', 'tick-y']);
const COORDINATES = new Set([
  'd',
  'cx',
  'cy',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'r',
  'width',
  'height',
  'transform',
  'points',
]);

/** The XML of an element and what is below it. */
export function serialize(element: Element, economy: Economy = {}): string {
  const { tagName, attributes } = element;
  const pairs = [...attributes].map(
    ([name, value]) => ` ${name}="${escaped(number(name, value, economy)).replaceAll('"', '&quot;')}"`,
  );
  const inner = kept(element, economy)
    .map((child) => node(child, economy))
    .join('');
  return inner === '' ? `<${tagName}${pairs.join('')}/>` : `<${tagName}${pairs.join('')}>${inner}</${tagName}>`;
}

function node(child: Node, economy: Economy): string {
  if (child instanceof Text) return escaped(child.data);
  return child instanceof Element ? serialize(child, economy) : '';
}

function kept(element: Element, { every = 1 }: Economy): readonly Node[] {
  const children = element.childNodes;
  if (every === 1 || children.length <= CROWD || !POINTS.has(element.getAttribute('aria-label') ?? '')) return children;
  return children.filter((_, i) => i % every === 0);
}

function number(name: string, value: string, { decimals }: Economy): string {
  if (decimals === undefined || !COORDINATES.has(name)) return value;
  return value.replace(/-?\d+\.\d+/g, (n) => String(Number(Number(n).toFixed(decimals))));
}

/** Text in XML 1.0, which has no place for most control characters. */
function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
