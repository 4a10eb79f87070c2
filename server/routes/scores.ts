/** Hold-out rows out, results in. The bodies are bytes; what they mean is decided in scoring/. */
import { gunzipSync } from 'node:zlib';
import { verifyResponse } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff } from '../../protocol/role.ts';
import type { AppContext, Deps } from '../context.ts';
import { scoreDesk } from '../score/path.ts';
import { interviewOf } from './material.ts';
import type { Register } from './register.ts';

export function scoreRoutes(on: Register, deps: Deps): void {
  const desk = scoreDesk(deps);
  const scoreId = (c: AppContext) => c.req.param('scoreId') ?? '';
  const token = (c: AppContext) => c.req.query('grant') ?? '';
  const bytes = async (c: AppContext) => new Uint8Array(await c.req.arrayBuffer());
  const upload = { maxBytes: LIMITS.scoreBytes };

  on(
    'GET /api/interviews/:id/scores/:scoreId/holdout',
    { summary: 'Hold-out rows as CSV, once for each grant' },
    async (c) => {
      const interview = await interviewOf(c, deps);
      const zipped = await desk.handOut(interview, scoreId(c), token(c), isStaff(c.get('session').role));
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
      await desk.result(await interviewOf(c, deps), scoreId(c), token(c), await bytes(c));
      return c.json({});
    },
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/verify',
    { summary: 'Begin a staff re-run of a score', response: verifyResponse },
    async (c) => c.json(await desk.verify(await interviewOf(c, deps), scoreId(c))),
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/verification',
    { summary: 'The result of a staff re-run', ...upload },
    async (c) => {
      await desk.verified(await interviewOf(c, deps), scoreId(c), token(c), await bytes(c));
      return c.json({});
    },
  );
}
