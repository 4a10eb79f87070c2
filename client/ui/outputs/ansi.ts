/** Terminal colours, out of text. */
import Anser from 'anser';

export interface Span {
  text: string;
  className: string;
}

const STYLES: Record<string, string> = {
  bold: 'ansi-bold',
  italic: 'ansi-italic',
  underline: 'ansi-underline',
  dim: 'ansi-dim',
};

/** Colours of the base sixteen only: others would not be legible in both themes, so they fall back to plain text. */
const colour = (name: string | null, kind: 'fg' | 'bg'): string =>
  name && /^ansi-(bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.test(name) ? `${kind}-${name}` : '';

/**
 * Terminal text as lines of styled spans. A carriage return starts its line anew, as progress bars expect; other control characters
 * are dropped.
 */
export function ansiLines(text: string): Span[][] {
  const lines: Span[][] = [[]];
  for (const part of Anser.ansiToJson(text, { use_classes: true, remove_empty: true })) {
    const styles = (part.decorations ?? []).map((d) => STYLES[d] ?? '');
    const className = [colour(part.fg, 'fg'), colour(part.bg, 'bg'), ...styles].filter(Boolean).join(' ');
    part.content.split('\n').forEach((piece, i) => {
      if (i > 0) lines.push([]);
      append(lines.at(-1) ?? [], piece, className);
    });
  }
  for (const line of lines) {
    const last = line.at(-1);
    if (last?.text === '\r') line.pop();
  }
  return lines;
}

function append(line: Span[], piece: string, className: string): void {
  const atEnd = piece.endsWith('\r');
  const body = atEnd ? piece.slice(0, -1) : piece;
  const cut = body.lastIndexOf('\r');
  const pending = line.at(-1)?.text === '\r';
  if (cut !== -1 || (pending && body !== '')) line.length = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
  const clean = body.slice(cut + 1).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  if (clean !== '') line.push({ text: clean, className });
  if (atEnd) line.push({ text: '\r', className: '' });
}
