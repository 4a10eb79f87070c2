/** A person at one of our pages, in any engine: finds things by their role and name, as the tests in Chromium do. */
import type { EnginePage } from './engine.ts';
import { KEY } from './engine.ts';

/** Functions in the page. They see what a person sees: elements without a box are not there. */
const IN_PAGE = `(() => {
  const shown = (e) => e.getClientRects().length > 0;
  const name = (e) => (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '').trim();
  const all = (css) => [...document.querySelectorAll(css)].filter(shown);
  const find = (css, wanted) => all(css).find((e) => new RegExp(wanted).test(name(e)));
  const pages = {
    text: (css) => all(css).map((e) => e.innerText).join('\\n').replaceAll('\\u00a0', ' '),
    press(css, wanted) {
      const e = find(css, wanted);
      if (!e || e.getAttribute('aria-disabled') === 'true' || e.disabled) return false;
      e.click();
      return true;
    },
    fill(css, wanted, value) {
      const e = find(css, wanted);
      if (!e) return false;
      const proto = e instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
      Object.getOwnPropertyDescriptor(proto.prototype, 'value').set.call(e, value);
      e.dispatchEvent(new Event('input', { bubbles: true }));
      return true;
    },
    place(css) {
      const box = all(css)[0]?.getBoundingClientRect();
      return box ? { x: Math.round(box.left + 20), y: Math.round(box.top + box.height / 2) } : null;
    },
  };
  return pages;
})()`;

/** Seconds that anything may take on a busy machine: an end for what hangs. */
const PATIENCE = 120;

const quoted = (value: string | RegExp): string => JSON.stringify(value instanceof RegExp ? value.source : value);

export class Person {
  readonly page: EnginePage;

  constructor(page: EnginePage) {
    this.page = page;
  }

  /** The visible text of what the selector names. */
  text(css: string): Promise<string> {
    return this.page.evaluate(`${IN_PAGE}.text(${JSON.stringify(css)})`);
  }

  /** Waits for a text to be shown. @throws with what is shown instead. */
  async sees(css: string, wanted: RegExp, seconds = PATIENCE): Promise<string> {
    let text = '';
    await this.#until(
      async () => {
        text = await this.text(css);
        return wanted.test(text);
      },
      seconds,
      () => `${css} does not show ${wanted} after ${seconds} s but:\n${text.slice(0, 1_500)}`,
    );
    return text;
  }

  /** Presses a button as soon as it can be pressed. */
  async presses(name: RegExp, { css = 'button' } = {}): Promise<void> {
    await this.#until(
      () => this.page.evaluate<boolean>(`${IN_PAGE}.press(${JSON.stringify(css)}, ${quoted(name)})`),
      PATIENCE,
      () => `there is no ${css} ${name} that can be pressed`,
    );
  }

  async fills(name: RegExp, value: string): Promise<void> {
    await this.#until(
      () =>
        this.page.evaluate<boolean>(`${IN_PAGE}.fill('input, textarea', ${quoted(name)}, ${JSON.stringify(value)})`),
      PATIENCE,
      () => `there is no field ${name}`,
    );
  }

  /** Opens a link and joins; `region` is one of the room's that is waited for. */
  async joins(link: string, name: string, region: string): Promise<void> {
    await this.page.goto(link);
    await this.fills(/name/, name);
    await this.presses(/^Join/);
    await this.sees(`[aria-label="${region}"]`, /./);
  }

  /** Replaces the whole text of the open file, by mouse and keys. */
  async types(text: string): Promise<void> {
    const { x, y } = await this.#editor();
    await this.page.click(x, y);
    await this.page.press('a', KEY.control);
    await this.page.press(text);
    await this.page.press(KEY.escape);
  }

  /** Finds the first place of a text in the open file and types another over it. */
  async changes(find: string, put: string): Promise<void> {
    const { x, y } = await this.#editor();
    await this.page.click(x, y);
    await this.page.press('f', KEY.control);
    await this.sees('.find-widget.visible', /./);
    await this.page.press(find);
    await this.page.press(KEY.enter);
    await this.sees('.find-widget .matchesCount', /^\d+ of \d+/);
    await this.page.press(KEY.escape);
    await this.page.press(put);
  }

  /** A place in the first line of the editor, as soon as there is one. */
  async #editor(): Promise<{ x: number; y: number }> {
    let place: { x: number; y: number } | null = null;
    await this.#until(
      async () => {
        place = await this.page.evaluate(`${IN_PAGE}.place('.monaco-editor .view-line')`);
        return place !== null;
      },
      PATIENCE,
      () => 'there is no editor to type into',
    );
    return place as unknown as { x: number; y: number };
  }

  async #until(test: () => Promise<boolean>, seconds: number, fault: () => string): Promise<void> {
    const until = performance.now() + seconds * 1_000;
    while (!(await test())) {
      if (performance.now() > until) throw new Error(fault());
      await new Promise((again) => setTimeout(again, 200));
    }
  }
}
