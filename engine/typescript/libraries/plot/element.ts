/** An element, with as much of the DOM as d3-selection and Observable Plot call. */
import type { PlotDocument } from './document.ts';
import { Node, Text } from './node.ts';
import { matchers } from './selector.ts';
import { Style } from './style.ts';

/** Width of a character as a share of the font size, for boxes that a browser would measure. */
const CHARACTER = 0.6;
const FONT_SIZE = 10;

export class Element extends Node {
  readonly nodeType = 1;
  readonly namespaceURI: string;
  readonly tagName: string;
  readonly attributes = new Map<string, string>();
  readonly childNodes: Node[] = [];
  readonly style: Style = new Style(this);
  /** Set by Plot on the figure: the scales. */
  value: unknown = undefined;
  /** Nothing here is ever on a page. */
  readonly isConnected = false;

  constructor(ownerDocument: PlotDocument, namespaceURI: string, tagName: string) {
    super(ownerDocument);
    this.namespaceURI = namespaceURI;
    this.tagName = tagName;
  }

  get localName(): string {
    return this.tagName;
  }

  get children(): Element[] {
    return this.childNodes.filter((n) => n instanceof Element);
  }

  get firstChild(): Node | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): Node | null {
    return this.childNodes.at(-1) ?? null;
  }

  get firstElementChild(): Element | null {
    return this.children[0] ?? null;
  }

  get ownerSVGElement(): Element | null {
    for (let at = this.parentNode; at !== null; at = at.parentNode) if (at.tagName === 'svg') return at;
    return null;
  }

  get textContent(): string {
    return this.childNodes.map((n) => n.textContent).join('');
  }

  set textContent(text: string) {
    for (const child of this.childNodes.splice(0)) child.parentNode = null;
    if (text !== '' && text !== null && text !== undefined) this.append(String(text));
  }

  get classList(): { contains(name: string): boolean } {
    const names = (this.getAttribute('class') ?? '').split(/\s+/);
    return { contains: (name) => names.includes(name) };
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }

  setAttributeNS(space: string | null, name: string, value: unknown): void {
    this.setAttribute(space === XLINK && !name.includes(':') ? `xlink:${name}` : name, value);
  }

  getAttributeNS(_space: string | null, name: string): string | null {
    return this.getAttribute(name);
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  removeAttributeNS(_space: string | null, name: string): void {
    this.removeAttribute(name);
  }

  insertBefore<T extends Node>(child: T, before: Node | null): T {
    child.remove();
    const at = before === null ? -1 : this.childNodes.indexOf(before);
    if (at < 0) this.childNodes.push(child);
    else this.childNodes.splice(at, 0, child);
    child.parentNode = this;
    return child;
  }

  appendChild<T extends Node>(child: T): T {
    return this.insertBefore(child, null);
  }

  append(...children: (Node | string)[]): void {
    for (const c of children) this.appendChild(c instanceof Node ? c : new Text(this.ownerDocument, String(c)));
  }

  prepend(...children: (Node | string)[]): void {
    const first = this.firstChild;
    for (const c of children) this.insertBefore(c instanceof Node ? c : new Text(this.ownerDocument, String(c)), first);
  }

  replaceWith(...others: Node[]): void {
    for (const other of others) this.parentNode?.insertBefore(other, this);
    this.remove();
  }

  removeChild<T extends Node>(child: T): T {
    const at = this.childNodes.indexOf(child);
    if (at >= 0) this.childNodes.splice(at, 1);
    child.parentNode = null;
    return child;
  }

  cloneNode(deep = false): Element {
    const copy = new Element(this.ownerDocument, this.namespaceURI, this.tagName);
    for (const [name, value] of this.attributes) copy.attributes.set(name, value);
    if (deep) for (const child of this.childNodes) copy.appendChild(child.cloneNode(true));
    return copy;
  }

  /** Elements below this one that a selector names, in order: `*`, `rect`, `.tick`, `#id`, `.tick line`, several by comma. */
  querySelectorAll(selector: string): Element[] {
    const tests = matchers(selector);
    const found: Element[] = [];
    const visit = (element: Element): void => {
      for (const child of element.children) {
        if (tests.some((test) => test(child))) found.push(child);
        visit(child);
      }
    };
    visit(this);
    return found;
  }

  querySelector(selector: string): Element | null {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  matches(selector: string): boolean {
    return matchers(selector).some((test) => test(this));
  }

  /** Plots are pictures here: nothing listens. */
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true;
  }

  /** An estimate: there is no font to measure. */
  getBBox(): { x: number; y: number; width: number; height: number } {
    const lines = this.querySelectorAll('tspan');
    const texts = lines.length > 0 ? lines.map((t) => t.textContent) : [this.textContent];
    const width = Math.max(...texts.map((t) => t.length)) * FONT_SIZE * CHARACTER;
    return { x: 0, y: 0, width, height: texts.length * FONT_SIZE };
  }

  /** See {@link PlotDocument.createElement} for the one element that draws. */
  getContext(): never {
    throw new Error(`<${this.tagName}> is no canvas.`);
  }
}

const XLINK = 'http://www.w3.org/1999/xlink';
