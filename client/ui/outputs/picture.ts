/**
 * Whether a picture of the candidate's program can be drawn without holding up the page. A PNG may claim few bytes and billions of pixels;
 * an SVG of a few lines may stand for billions of shapes. What may be drawn is a list of what plots are made of; everything else is
 * described in words instead.
 */
import type { ImageItem } from '../../../protocol/output.ts';

/** Pixels of a PNG, and of all pictures inside an SVG. */
const PIXELS = 25_000_000;
/** Elements of an SVG, how deep they lie, and how many one marker or clip may hold, which is drawn at every point of a line. */
const ELEMENTS = 20_000;
const DEPTH = 64;
const DEFINED = 20;
/** Dashes shorter than this make millions of pieces out of one line. */
const LEAST_DASH = 0.5;

/** Why a picture is not drawn. */
export type PictureFault = 'pixels' | 'parts' | 'size';

const DRAWN = new Set(
  'svg g path line rect circle ellipse polyline polygon text tspan title desc style defs clipPath marker image linearGradient radialGradient stop a'.split(
    ' ',
  ),
);
const DEFINING = new Set(['clipPath', 'marker', 'linearGradient', 'radialGradient']);
/** Of styles and attributes: what costs more than it takes to write. */
const COSTLY = /(?:^|[\s;{"'-])(?:filter|mask|animation|transition)[\w-]*\s*[=:]|&#/i;
/** What hides or brings in such a thing inside a style. */
const STYLE_ONLY = /[@\\]/;

/** Width and height out of the header of a PNG; null where the bytes are none. */
function pngPixels(base64: string): number | null {
  let head: string;
  try {
    head = atob(base64.slice(0, 32));
  } catch {
    return null;
  }
  if (head.slice(12, 16) !== 'IHDR') return null;
  const number = (at: number) => [0, 1, 2, 3].reduce((sum, i) => sum * 256 + (head.charCodeAt(at + i) || 0), 0);
  return number(16) * number(20);
}

/** What stands in a tag: its name, whether it closes or is closed, and its attributes as text. Read only where no `<` is inside. */
const TAG = /^<(\/?)([A-Za-z][\w:.-]*)([^<>]*?)(\/?)>$/;

/** What every `stroke-dasharray` in the text says. */
const dashes = (text: string): string[] =>
  text
    .split('stroke-dasharray')
    .slice(1)
    .map((rest) => /^\s*[=:]\s*["']?([^"';}]*)/.exec(rest)?.[1] ?? '');

const drawable = (dash: string): boolean =>
  dash.split(/[\s,]+/).every((n) => n === '' || n === 'none' || Number.parseFloat(n) >= LEAST_DASH);

/** What an attribute list or a style sheet asks for that cannot be drawn; `inside`: of an element that is drawn many times. */
function attributesFault(attributes: string, inside: boolean): PictureFault | null {
  if (attributes.includes('style=') && STYLE_ONLY.test(attributes)) return 'parts';
  if (COSTLY.test(attributes) || (inside && attributes.includes('url('))) return 'parts';
  return dashes(attributes).every(drawable) ? null : 'parts';
}

/** Reads the tags of an SVG one after another, each once. */
class SvgReader {
  readonly #open: string[] = [];
  #elements = 0;
  #pixels = 0;
  /** Elements inside the definition that is open now. */
  #defined = 0;

  get #inside(): boolean {
    return this.#open.some((name) => DEFINING.has(name));
  }

  /** @returns why the tag cannot be drawn, or null. */
  take(tag: string): PictureFault | null {
    if (tag.startsWith('<!--')) return null;
    const found = tag.indexOf('<', 1) === -1 ? TAG.exec(tag) : null;
    if (!found) return 'parts';
    const [, closing, name = '', attributes = '', closed] = found;
    if (closing) {
      this.#open.pop();
      if (!this.#inside) this.#defined = 0;
      return null;
    }
    if (!DRAWN.has(name)) return 'parts';
    if (++this.#elements > ELEMENTS || this.#open.length >= DEPTH) return 'size';
    if (this.#inside && ++this.#defined > DEFINED) return 'size';
    if (name === 'image' && this.#image(attributes)) return 'pixels';
    const fault = attributesFault(attributes, this.#inside);
    if (!closed) this.#open.push(name);
    return fault;
  }

  #image(attributes: string): boolean {
    const data = /href\s*=\s*"data:image\/png;base64,([^"]{32})/.exec(attributes)?.[1];
    this.#pixels += (data && pngPixels(data)) || PIXELS + 1;
    return this.#pixels > PIXELS;
  }
}

function svgFault(text: string): PictureFault | null {
  if (!text.startsWith('<svg')) return 'parts';
  const reader = new SvgReader();
  let styles = '';
  for (let at = text.indexOf('<'); at !== -1; ) {
    const to = text.startsWith('<!--', at) ? text.indexOf('-->', at) + 2 : text.indexOf('>', at);
    if (to <= at) return 'parts';
    const tag = text.slice(at, to + 1);
    const fault = reader.take(tag);
    if (fault) return fault;
    const next = text.indexOf('<', to);
    if (tag.startsWith('<style')) styles += text.slice(to + 1, next === -1 ? undefined : next);
    at = next;
  }
  if (styles.length > 20_000) return 'size';
  return STYLE_ONLY.test(styles) ? 'parts' : attributesFault(styles, false);
}

/** Why the picture is not drawn; null where it can be. */
export function pictureFault({ mime, data }: Pick<ImageItem, 'mime' | 'data'>): PictureFault | null {
  if (mime === 'image/png') {
    const pixels = pngPixels(data);
    return pixels === null || pixels > PIXELS ? 'pixels' : null;
  }
  try {
    const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
    return svgFault(new TextDecoder().decode(bytes));
  } catch {
    return 'parts';
  }
}
