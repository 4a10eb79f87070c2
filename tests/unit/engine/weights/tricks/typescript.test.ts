/** Random bytes by every known way from training to predicting in TypeScript: 8 x weights + 3,072 is at least what arrives. */
import { beforeAll, describe, expect, it } from 'vitest';
import { BY_ARTEFACT } from './byArtefact.ts';
import { BY_TYPESCRIPT } from './byTypescript.ts';
import { held, randomBytes, SEED, titled } from './outcome.ts';
import { typescriptPath, withSource, withWay } from './typescriptPath.ts';

const data = randomBytes(SEED);
let carry: Awaited<ReturnType<typeof typescriptPath>>;
beforeAll(async () => {
  carry = await typescriptPath();
}, 120_000);

describe(`tricks in TypeScript, bytes of seed ${SEED}`, () => {
  it('[HN60] there are 40 at least that carry 40,000 bytes', () => {
    const endings = [...BY_ARTEFACT, ...BY_TYPESCRIPT].map(([, , , ending = {}]) => ending);
    const whole = endings.filter(({ bytes, lost, refused }) => bytes === undefined && !lost && refused === undefined);
    expect(whole.length).toBeGreaterThanOrEqual(40);
  });

  it.each(titled(BY_ARTEFACT))('[HN60] by the model: %s', async (_, [, put, take, ending]) => {
    held(await carry(withWay(put, take), data), ending);
  });

  it.each(titled(BY_TYPESCRIPT))('[HN61] by source: %s', async (_, [, text, take, ending]) => {
    held(await carry(withSource(text(data), take), data), ending);
  });
});
