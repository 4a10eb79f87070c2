/** What a staff browser keeps the ledger with: the candidate's code at its position in the log, and the probes themselves. */
import { ledgerSnapshotResponse } from '../../protocol/api.ts';
import { language } from '../../protocol/language.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { Limiter } from '../access/limiter.ts';
import type { Deps } from '../deps.ts';
import { Folder } from '../files.ts';
import { notFound, Refusal } from '../refusal.ts';
import { interviewOf } from './interviewOf.ts';
import type { Register } from './register.ts';
import { sendFile, takesBrotli } from './sendFile.ts';

/** Adds the routes of the ledger. */
export function ledgerRoutes(on: Register, deps: Deps): void {
  const snapshots = new Limiter(deps.clock, LIMITS.ledgerPerMinute);
  const probes = new Folder(deps.config.probesDir);
  const programs = new Limiter(deps.clock, LIMITS.materialPerMinute);

  on(
    'GET /api/interviews/:id/ledger/snapshot',
    {
      summary: 'The candidate’s files now, and the position of the log at which they are so',
      response: ledgerSnapshotResponse,
    },
    async (c) => {
      const { role, participantId } = c.get('session');
      snapshots.require(participantId, 'looks at the code');
      const snapshot = await deps.rooms.with(interviewOf(c).id, async (room) => {
        const files = Object.fromEntries(room.filesFor(role).map(({ name, text }) => [name, text]));
        const { position } = room.history;
        const at = room.now();
        // A position that is not committed could come to hold something else.
        await room.history.settled();
        return { position, at, files };
      });
      if (!snapshot) throw notFound();
      return c.json(snapshot);
    },
  );

  on(
    'GET /api/probes/:language',
    { summary: 'The script of a worker that runs probes, for a staff browser' },
    async (c) => {
      programs.require(c.get('session').participantId, 'downloads of probes');
      const asked = language.safeParse(c.req.param('language'));
      if (!asked.success) throw notFound();
      const found = await probes.read(`${asked.data}.js`, takesBrotli(c));
      if (!found) throw new Refusal(503, 'not-built', 'The probes are not built. Run: node scripts/build.mjs');
      return sendFile(c, found, 'private, no-cache');
    },
  );
}
