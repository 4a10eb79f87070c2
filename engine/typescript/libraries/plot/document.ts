/** The document of plots: makes elements. It is handed to Observable Plot and is not a global. */
import { Canvas } from './canvas.ts';
import { Element } from './element.ts';
import { Text } from './node.ts';

export const SVG = 'http://www.w3.org/2000/svg';
const XHTML = 'http://www.w3.org/1999/xhtml';

export class PlotDocument {
  readonly nodeType = 9;
  readonly documentElement: Element = new Element(this, XHTML, 'html');
  /** Read by Plot when a pointer moves, which none does. */
  readonly defaultView = { Event: class {} };
  readonly #waiting = new WeakMap<Element, (() => void)[]>();

  createElement(name: string): Element {
    return name === 'canvas' ? new Canvas(this, XHTML, name) : new Element(this, XHTML, name);
  }

  createElementNS(space: string, name: string): Element {
    return new Element(this, space, name);
  }

  createTextNode(text: string): Text {
    return new Text(this, String(text));
  }

  /** What Plot does in the frame after drawing (the boxes of tips) is done when the plot is shown. */
  whenShown(svg: Element, finish: () => void): void {
    this.#waiting.set(svg, [...(this.#waiting.get(svg) ?? []), finish]);
  }

  /** Does what waits for a plot to be shown, once. */
  finish(svg: Element): void {
    const waiting = this.#waiting.get(svg) ?? [];
    this.#waiting.delete(svg);
    for (const each of waiting) each();
  }
}

/** The one document of a worker. */
export const plotDocument = new PlotDocument();
