import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseContainer } from '../../../engine/crossing/python/container.ts';
import { encodeArtefact } from '../../../engine/crossing/typescript/format.ts';
import { parseArtefact } from '../../../engine/crossing/typescript/parse.ts';
import { decodeSegment, encodeSegment } from '../../../engine/mount/bundle.ts';
import { headerBytesOf, openContainer, writeContainer } from '../../../protocol/container.ts';
import { decodeScoreUpload, encodeScoreUpload } from '../../../protocol/upload.ts';
import { ARTEFACT, SEGMENT, UPLOAD } from './containers/inputs.ts';

const stored = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`./containers/${name}.bin`, import.meta.url)));

describe('bytes on disk and on the wire', () => {
  it('[CT1] a score upload is written as before, byte for byte, and read', async () => {
    const bytes = await stored('upload');
    expect(encodeScoreUpload(UPLOAD)).toEqual(bytes);
    expect(decodeScoreUpload(bytes)).toEqual({ fits: UPLOAD, facts: [], onValidation: null });
  });

  it('[CT1] an artefact is written as before, byte for byte, and read', async () => {
    const bytes = await stored('artefact');
    expect(encodeArtefact(ARTEFACT)).toEqual(bytes);
    expect(parseArtefact(bytes)).toEqual(ARTEFACT);
  });

  it('[CT1] a package of the runtime is written as before, byte for byte, and read', async () => {
    const bytes = await stored('segment');
    expect(encodeSegment('pkg', '1.2', SEGMENT)).toEqual(bytes);
    const files = decodeSegment(bytes).files.map(({ path, bytes: held, lazy }) => ({ path, bytes: held, lazy }));
    const [core, init, late] = SEGMENT;
    expect(files).toEqual([{ ...init, lazy: false }, late, { ...core, lazy: false }]);
  });

  it('[CT1] a Python payload is read as before', async () => {
    const { seed, pickle, buffers } = parseContainer(await stored('payload'));
    expect(seed).toBe(11);
    expect([...pickle.subarray(0, 2)]).toEqual([0x80, 5]);
    expect(buffers.map(({ entry }) => entry.path)).toEqual(['model.coef_']);
    expect(buffers[0]?.bytes).toEqual(new Uint8Array(Float64Array.of(0.5, -2).buffer));
  });
});

const MAGIC = Uint8Array.of(1, 2);
const whole = writeContainer(MAGIC, headerBytesOf({ a: 1 }), [Uint8Array.of(9, 8), Uint8Array.of(7)]);

describe('faults', () => {
  it.each([
    ['another magic', Uint8Array.of(1, 3, ...whole.subarray(2)), 'magic'],
    ['nothing', new Uint8Array(0), 'magic'],
    ['an end within the header', whole.subarray(0, 8), 'header-cut'],
  ])('[CT2] %s is a fault, not an exception', (_, bytes, fault) => {
    expect(openContainer(MAGIC, bytes)).toMatchObject({ fault });
  });

  it('[CT2] a header longer than the reader takes is refused before it is read', () => {
    expect(openContainer(MAGIC, whole, 6)).toEqual({ fault: 'header-length', headerBytes: 7 });
  });

  it('[CT2] bodies are views from front to back, and one that is too long takes nothing', () => {
    const opened = openContainer(MAGIC, whole);
    if ('fault' in opened) throw new Error(opened.fault);
    const { bodies } = opened;
    expect(bodies.take(4)).toBeNull();
    expect(bodies.take(2)).toEqual(Uint8Array.of(9, 8));
    expect(bodies.left).toBe(1);
    expect(bodies.take(1)?.buffer).toBe(whole.buffer);
    expect(bodies.left).toBe(0);
  });
});
