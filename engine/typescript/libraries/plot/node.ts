/** The tree of the small document that plots are drawn into: elements and texts, nothing that a screen would need. */

import type { PlotDocument } from './document.ts';
import type { Element } from './element.ts';

/** A node of the tree. Child lists are arrays; d3-selection reads them by index and length. */
export abstract class Node {
  readonly ownerDocument: PlotDocument;
  parentNode: Element | null = null;

  constructor(ownerDocument: PlotDocument) {
    this.ownerDocument = ownerDocument;
  }

  abstract get textContent(): string;
  abstract set textContent(text: string);
  abstract cloneNode(deep?: boolean): Node;

  get nextSibling(): Node | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  get previousSibling(): Node | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) - 1] ?? null;
  }

  /** Takes the node out of its parent. */
  remove(): void {
    this.parentNode?.removeChild(this);
  }
}

/** A run of text. */
export class Text extends Node {
  readonly nodeType = 3;
  data: string;

  constructor(ownerDocument: PlotDocument, data: string) {
    super(ownerDocument);
    this.data = data;
  }

  get textContent(): string {
    return this.data;
  }

  set textContent(text: string) {
    this.data = String(text);
  }

  cloneNode(): Text {
    return new Text(this.ownerDocument, this.data);
  }
}
