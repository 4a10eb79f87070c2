/** A payload container as engine/python/src/holdout_official/payload.py writes it, around a pickle (by default of None). */
export function payloadOf(seed: number, pickle = Uint8Array.of(0x80, 5, 0x4e, 0x2e)): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify({ version: 1, seed, pickleBytes: pickle.length, buffers: [] }));
  const out = new Uint8Array(12 + head.length + pickle.length);
  out.set([0x48, 0x4c, 0x44, 0x4f, 0x55, 0x54, 0, 1]);
  new DataView(out.buffer).setUint32(8, head.length, true);
  out.set(head, 12);
  out.set(pickle, 12 + head.length);
  return out;
}
