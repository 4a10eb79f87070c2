/** Hold-out rows out, results in. The bodies are bytes; what they mean is decided in server/score and server/marking. */
import { gunzipSync } from 'node:zlib';
import { verifyResponse } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff } from '../../protocol/role.ts';
import type { AppContext } from '../access/http.ts';
import type { Deps } from '../deps.ts';
import { type Granted, handOut, takeResult } from '../score/path.ts';
import { beginVerification, takeVerification } from '../score/verify.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';

/** Adds the routes of a score's rows and results, and of its re-run by staff. */
export function scoreRoutes(on: Register, deps: Deps): void {
  const scoreId = (c: AppContext) => c.req.param('scoreId') ?? '';
  const granted = async (c: AppContext): Promise<Granted> => ({
    interview: await interviewOf(c, deps),
    scoreId: scoreId(c),
    token: c.req.query('grant') ?? '',
  });
  const bytes = async (c: AppContext) => new Uint8Array(await c.req.arrayBuffer());
  const upload = { maxBytes: LIMITS.scoreBytes };

  on(
    'GET /api/interviews/:id/scores/:scoreId/holdout',
    { summary: 'Hold-out rows as CSV, once for each grant' },
    async (c) => {
      const zipped = await handOut(deps, await granted(c), isStaff(c.get('session').role));
      const type = { 'content-type': 'text/csv; charset=utf-8' };
      if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
        return c.body(new Uint8Array(gunzipSync(zipped)), 200, type);
      return c.body(zipped as Uint8Array<ArrayBuffer>, 200, { ...type, 'content-encoding': 'gzip' });
    },
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/result',
    { summary: 'The result of a score (protocol/upload.ts)', ...upload },
    async (c) => {
      await takeResult(deps, await granted(c), await bytes(c));
      return c.json({});
    },
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/verify',
    { summary: 'Begin a staff re-run of a score', response: verifyResponse },
    async (c) => c.json(await beginVerification(deps, await interviewOf(c, deps), scoreId(c))),
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/verification',
    { summary: 'The result of a staff re-run', ...upload },
    async (c) => {
      await takeVerification(deps, await granted(c), await bytes(c));
      return c.json({});
    },
  );
}
