/** `element.style`. */
import type { Element } from './element.ts';

/** Inline style, stored in the `style` attribute. */
export class Style {
  readonly #element: Element;

  constructor(element: Element) {
    this.#element = element;
  }

  #read(): Map<string, string> {
    const pairs = (this.#element.getAttribute('style') ?? '').split(';').flatMap((p) => {
      const at = p.indexOf(':');
      return at < 0 ? [] : [[p.slice(0, at).trim(), p.slice(at + 1).trim()] as const];
    });
    return new Map(pairs);
  }

  getPropertyValue(name: string): string {
    return this.#read().get(name) ?? '';
  }

  setProperty(name: string, value: unknown): void {
    const all = this.#read();
    if (value === null || value === undefined || value === '') all.delete(name);
    else all.set(name, String(value));
    if (all.size === 0) this.#element.removeAttribute('style');
    else this.#element.setAttribute('style', [...all].map(([n, v]) => `${n}: ${v}`).join('; '));
  }

  removeProperty(name: string): void {
    this.setProperty(name, null);
  }
}
