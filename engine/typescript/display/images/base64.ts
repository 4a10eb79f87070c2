/** Base64 of bytes, in pieces that `String.fromCharCode` takes. */
const PIECE = 0x6000;

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += encode(bytes.subarray(at, at + PIECE));
  return text;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Written out because a `vm` context of Node has no `btoa`. `PIECE` is a multiple of 3, so only the last piece is padded. */
function encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const left = bytes.length - i;
    text += ALPHABET[a >> 2];
    text += ALPHABET[((a & 3) << 4) | (b >> 4)];
    text += left > 1 ? ALPHABET[((b & 15) << 2) | (c >> 6)] : '=';
    text += left > 2 ? ALPHABET[c & 63] : '=';
  }
  return text;
}
