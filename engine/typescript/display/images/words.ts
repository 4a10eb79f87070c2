/** A plot in words, for those who do not see it: titles, axis labels, marks, legend. */
import type { Element } from '../../libraries/plot/element.ts';

/** One sentence on what an element that Plot made shows. */
export function words(drawn: Element): string {
  const texts = (selector: string): string[] =>
    [drawn, ...drawn.querySelectorAll('*')].filter((e) => e.matches(selector)).map((e) => e.textContent.trim());
  const labelled = (label: string): string =>
    drawn
      .querySelectorAll('g')
      .filter((g) => g.getAttribute('aria-label') === label)
      .map((g) => g.textContent.trim())
      .join(', ');
  const axes = (['x', 'y', 'fx', 'fy'] as const)
    .map(
      (axis) =>
        [
          axis,
          labelled(`${axis}-axis label`)
            .replace(/[←→↑↓]/g, '')
            .trim(),
        ] as const,
    )
    .filter(([, label]) => label !== '');
  const marks = [...new Set(drawn.querySelectorAll('g').map((g) => g.getAttribute('aria-label') ?? ''))];
  const drawing = marks.filter((m) => m !== '' && !/axis|grid|frame|rule/.test(m));
  const swatches = drawn.querySelectorAll('*').filter((e) => /-swatch$/.test(e.getAttribute('class') ?? ''));
  const legend = [...new Set(swatches.map((e) => e.textContent.trim()))];
  const parts = [
    ...texts('h2, h3'),
    drawn.getAttribute('aria-label') ?? '',
    ...axes.map(([axis, label]) => `${axis}: ${label}`),
    drawing.length > 0 ? `marks: ${drawing.join(', ')}` : '',
    legend.length > 0 ? `legend: ${legend.join(', ')}` : '',
    ...texts('figcaption'),
  ].filter((p) => p !== '');
  return parts.length > 0 ? `Plot. ${parts.join('; ')}` : 'Plot without titles.';
}
