/** Pictures as a column of text: base64 of their bytes, row by row, the channels of a pixel next to each other. */
import type { Picture } from './camera.ts';
import { type TextColumn, texts } from './table.ts';

/**
 * A text column of pictures. All have one size; state it in the dictionary ("24 x 16 x 3 bytes, base64").
 *
 * @throws Error naming column and row where a picture is of another size than the first, or has too few bytes
 *
 * @example
 * pixelsColumn('image', [{ height: 1, width: 2, channels: 1, bytes: Uint8Array.of(0, 255) }]).values; // ['AP8=']
 */
export function pixelsColumn(name: string, pictures: readonly Picture[]): TextColumn {
  const [first] = pictures;
  return texts(
    name,
    pictures.map((picture, row) => {
      const size = sizeOf(picture);
      if (first && size !== sizeOf(first))
        throw new Error(`column "${name}" row ${row} is ${size}, the first picture ${sizeOf(first)}`);
      const { height, width, channels, bytes } = picture;
      if (bytes.length !== height * width * channels)
        throw new Error(`column "${name}" row ${row} has ${bytes.length} bytes for ${size}`);
      return packPixels(bytes);
    }),
  );
}

/** Base64 of bytes (RFC 4648, with padding). */
export function packPixels(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** The bytes of {@link packPixels}. @throws Error where the text is no base64. */
export function unpackPixels(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (packPixels(bytes) !== text) throw new Error(`"${text.slice(0, 20)}…" is no base64`);
  return bytes;
}

function sizeOf({ height, width, channels }: Picture): string {
  return `${height} x ${width} x ${channels}`;
}
