/** Random bytes by every known way from training to predicting in Python: 8 x weights + 3,072 is at least what arrives. */
import { beforeAll, describe, expect, it } from 'vitest';
import { BY_CODE, BY_FOOLING } from './byCode.ts';
import { BY_LIBRARY } from './byLibrary.ts';
import { BY_SOURCE } from './bySource.ts';
import { BY_VALUE } from './byValue.ts';
import { held, randomBytes, SEED, titled } from './outcome.ts';
import { pythonPath, withSource, withWay } from './pythonPath.ts';

const data = randomBytes(SEED);
let carry: Awaited<ReturnType<typeof pythonPath>>;
beforeAll(async () => {
  carry = await pythonPath();
}, 240_000);

describe(`tricks in Python, bytes of seed ${SEED}`, () => {
  it('[HN60] there are 60 at least that carry 40,000 bytes', () => {
    const endings = [...BY_CODE, ...BY_VALUE, ...BY_LIBRARY, ...BY_SOURCE].map(([, , , ending = {}]) => ending);
    const whole = endings.filter(({ bytes, lost, refused }) => bytes === undefined && !lost && refused === undefined);
    expect(whole.length).toBeGreaterThanOrEqual(60);
  });

  it.each(titled([...BY_CODE, ...BY_VALUE, ...BY_LIBRARY]))(
    '[HN60] by the model: %s',
    async (_, [, put, take, ending]) => {
      held(await carry(withWay(put, take), data), ending);
    },
  );

  it.each(titled(BY_SOURCE))('[HN61] by source: %s', async (_, [, text, take, ending]) => {
    held(await carry(withSource(text(data), take), data), ending);
  });

  // Last: they change the interpreter that trains.
  it.each(titled(BY_FOOLING))('[HN60] by fooling: %s', async (_, [, put, take, ending]) => {
    held(await carry(withWay(put, take), data), ending);
  });
});
