/** Selectors as far as d3 and Plot use them: tags, classes and ids, one inside another. */
import type { Element } from './element.ts';

type Test = (element: Element) => boolean;

/** The tests of a selector, one for each of its comma's sides. @throws Error where it has more than tags, classes and ids. */
export const matchers = (selector: string): Test[] => selector.split(',').map((s) => path(s.trim().split(/\s+/)));

/** The last step names the element itself, the ones before it something above. */
function path(steps: readonly string[]): Test {
  const [own = '*'] = steps.slice(-1);
  const test = step(own);
  if (steps.length < 2) return test;
  const above = path(steps.slice(0, -1));
  return (element) => {
    if (!test(element)) return false;
    for (let at = element.parentNode; at !== null; at = at.parentNode) if (above(at)) return true;
    return false;
  };
}

function step(selector: string): Test {
  const parts = /^(\*|[\w-]+)?((?:[.#][\w-]+)*)$/.exec(selector);
  if (parts === null) throw new Error(`The selector ${selector} is not known to plots.`);
  const [, tag = '*', rest = ''] = parts;
  const marks = rest.match(/[.#][\w-]+/g) ?? [];
  return (element) =>
    (tag === '*' || tag === element.tagName) &&
    marks.every((m) =>
      m.startsWith('.') ? element.classList.contains(m.slice(1)) : element.getAttribute('id') === m.slice(1),
    );
}
