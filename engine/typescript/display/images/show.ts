/** Plots as image items: SVG for `<img>`, where it can neither run scripts nor load anything. */
import { OUTPUT_CAPS } from '../../../../protocol/outputCaps.ts';
import { base64 } from '../../libraries/plot/base64.ts';
import type { Element } from '../../libraries/plot/element.ts';
import type { Economy } from '../../libraries/plot/serialize.ts';
import type { Sink } from '../sink.ts';
import { cut } from '../text.ts';
import { type Figure, figureOf, svgText } from './figure.ts';
import { words } from './words.ts';

const SVG_BYTES = Math.floor(OUTPUT_CAPS.imageChars / 4) * 3;
const MOST_PIXELS = 20_000;

/** What is given up, in order, for a picture that is too large. */
const ECONOMIES: readonly Economy[] = [
  {},
  { decimals: 1 },
  ...[2, 4, 8, 16, 32, 64].map((every) => ({ decimals: 1, every })),
];

/**
 * Appends the picture of what Plot drew. A crowded one is shown with fewer points and a notice; one that stays too large is
 * described instead of shown. Always true: the value has been handled.
 */
export function showPlot(drawn: Element, sink: Sink): true {
  drawn.ownerDocument.finish(drawn.tagName === 'svg' ? drawn : (drawn.querySelector('svg') ?? drawn));
  const alt = words(drawn);
  // Drawing moves the pieces; the candidate's element stays as it is.
  const figure = figureOf(drawn.cloneNode(true));
  if (Math.max(figure.width, figure.height) > MOST_PIXELS) {
    sink.item(tooLarge(`A picture of ${figure.width} x ${figure.height} pixels is not shown.`), true);
    return true;
  }
  showFigure(figure, alt, sink);
  return true;
}

/** Appends a picture with its words. */
export function showFigure(figure: Figure, alt: string, sink: Sink): void {
  for (const economy of ECONOMIES) {
    const bytes = new TextEncoder().encode(svgText(figure, economy));
    if (bytes.length > SVG_BYTES) continue;
    const { width, height } = figure;
    sink.item({
      type: 'image',
      mime: 'image/svg+xml',
      data: base64(bytes),
      width,
      height,
      alt: cut(alt, OUTPUT_CAPS.messageChars),
    });
    if (economy.every !== undefined) {
      sink.item(
        tooLarge(`The picture has too many points: one in ${economy.every} is drawn. Plot a sample or bins.`),
        true,
      );
    }
    return;
  }
  sink.item(tooLarge('A picture is larger than 512 KiB and is not shown. Plot a sample or bins.'), true);
}

const tooLarge = (text: string) => ({ type: 'notice', kind: 'truncated', text }) as const;
