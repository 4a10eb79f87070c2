/** Base64 of bytes. */

/** `String.fromCharCode` takes a limited number of arguments. */
const PIECE = 0x8000;

/** The bytes in base64. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
