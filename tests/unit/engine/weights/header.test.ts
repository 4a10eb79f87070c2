/** What the header of a payload says beside sizes: it weighs nothing, so it must not cross. */
import { expect, it } from 'vitest';
import { forPredicting, parseContainer } from '../../../../engine/crossing/python/container.ts';
import { headerBytesOf, writeContainer } from '../../../../protocol/container.ts';
import { pythonKit } from '../../../support/pyodide.ts';

it('[HN35] the header of a payload is made anew for predict: a path in it does not cross', async () => {
  const kit = await pythonKit();
  const payload = kit.run<Uint8Array>(
    'import numpy as np\nfrom holdout_official.payload import pack\nresult = pack(np.zeros(3), 1)',
  );
  const { seed, pickle, buffers } = parseContainer(payload);
  const entries = buffers.map(({ entry }) => ({ ...entry, path: 'carried' }));
  const header = headerBytesOf({ version: 1, seed: 77, pickleBytes: pickle.length, buffers: entries });
  const forged = writeContainer(payload.slice(0, 8), header, [pickle, ...buffers.map(({ bytes }) => bytes)]);
  expect(forPredicting(forged, seed)).toEqual(forPredicting(payload, seed));
  expect(new TextDecoder().decode(forPredicting(forged, seed))).not.toContain('carried');
});
