/** Hold-out rows out, results in. The bodies are bytes; what they mean is decided in server/score and server/marking. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { scoreCodeResponse, verifyResponse } from '../../protocol/api.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { isStaff } from '../../protocol/role.ts';
import type { AppContext } from '../access/http.ts';
import { Limiter } from '../access/limiter.ts';
import type { Deps } from '../deps.ts';
import { codeOf } from '../score/code.ts';
import { type Granted, handOut, takeResult } from '../score/path.ts';
import { beginVerification, takeVerification } from '../score/verify.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';

const inflate = promisify(gunzip);

/** Adds the routes of a score's rows and results, and of its re-run by staff. */
export function scoreRoutes(on: Register, deps: Deps): void {
  const scoreId = (c: AppContext) => c.req.param('scoreId') ?? '';
  const granted = (c: AppContext): Granted => ({
    interview: interviewOf(c),
    scoreId: scoreId(c),
    token: c.req.query('grant') ?? '',
  });
  const parts = { ...deps, limits: deps.scoreLimits };
  const reruns = new Limiter(deps.clock, LIMITS.exportsPerMinute);
  const codes = new Limiter(deps.clock, LIMITS.exportsPerMinute);
  const upload = { maxBytes: LIMITS.scoreBytes, upload: true };

  on(
    'GET /api/interviews/:id/scores/:scoreId/holdout',
    { summary: 'Hold-out rows as CSV, a few times for each grant' },
    async (c) => {
      const zipped = await handOut(parts, granted(c), isStaff(c.get('session').role));
      const type = { 'content-type': 'text/csv; charset=utf-8' };
      if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
        return c.body(new Uint8Array(await inflate(zipped)), 200, type);
      return c.body(zipped as Uint8Array<ArrayBuffer>, 200, { ...type, 'content-encoding': 'gzip' });
    },
  );

  on(
    'GET /api/interviews/:id/scores/:scoreId/code',
    { summary: 'The candidate’s files as they were when a score was asked for', response: scoreCodeResponse },
    async (c) => {
      codes.require(c.get('session').participantId, 'codes of scores');
      return c.json(await codeOf(parts, interviewOf(c), scoreId(c)));
    },
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/result',
    { summary: 'The result of a score (protocol/upload.ts)', ...upload },
    async (c) => {
      await takeResult(parts, granted(c), c.get('receive'));
      return c.json({});
    },
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/verify',
    { summary: 'Begin a staff re-run of a score', response: verifyResponse },
    async (c) => {
      reruns.require(c.get('session').participantId, 're-runs');
      return c.json(await beginVerification(parts, interviewOf(c), scoreId(c)));
    },
  );

  on(
    'POST /api/interviews/:id/scores/:scoreId/verification',
    { summary: 'The result of a staff re-run', ...upload },
    async (c) => {
      await takeVerification(parts, granted(c), c.get('session').participantId, c.get('receive'));
      return c.json({});
    },
  );
}
