/** Names of files that people take away: telling, and safe on every system. */
import { visiblePieces } from './visible.ts';

/** Bytes of a name in UTF-8, without its ending; file systems take 255, and a copy gets " (2)" behind it. */
const NAME_BYTES = 150;
/** Bytes of one person's or title's part of it. */
const PART_BYTES = 60;

const encoder = new TextEncoder();

/** Cut between characters to so many bytes. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let left = bytes;
  for (const character of text) {
    left -= encoder.encode(character).length;
    if (left < 0) break;
    kept += character;
  }
  return kept;
}

/** A name or title as a part of a file's name: nothing invisible, nothing that Windows or a path reads as something else. */
export function namePart(text: string): string {
  const seen = visiblePieces(text)
    .filter((piece) => !piece.mark)
    .map((piece) => piece.text)
    .join('')
    .replace(/[<>:"/\\|?*%;`$\n\r\t]+/g, ' ')
    .replace(/\s+/g, ' ');
  return cut(seen, PART_BYTES).replace(/^[ .~-]+|[ .]+$/g, '');
}

/** "Interview of Ada, bank-scam, 2026-11-30.md". Parts that are empty are left out. */
export function takeawayName(parts: readonly string[], ending: string): string {
  const name = cut(parts.filter((part) => part !== '').join(', '), NAME_BYTES).replace(/[ .,]+$/, '');
  return `${name || 'interview'}.${ending}`;
}

/** The header that hands out a file under this name: in ASCII for old readers, and as it is (RFC 6266). */
export function dispositionOf(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '')
    .replace(/ +/g, ' ')
    .trim();
  const fallback = /[A-Za-z0-9]/.test(ascii.slice(0, ascii.lastIndexOf('.')))
    ? ascii
    : `interview${ascii.slice(ascii.lastIndexOf('.'))}`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}

/** The name in such a header; null where it has none. */
export function nameOfDisposition(header: string): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  try {
    if (encoded) return decodeURIComponent(encoded);
  } catch {
    // Not encoded as it says: the plain one is left.
  }
  return /filename="([^"]+)"/.exec(header)?.[1] ?? null;
}
