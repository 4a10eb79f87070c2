/** A room of the tiny scenario in which scores are asked for. */
import type { Client } from '../client.ts';
import { type Links, type TestServer, testServer } from './host.ts';
import { hasFiles } from './room.ts';
import { tinyScenarios } from './scenario.ts';

/** Candidate and interviewer at an interview of the tiny scenario, on a server of their own; the caller closes it. */
export interface ScoringRoom {
  server: TestServer;
  id: string;
  links: Links;
  c: Client;
  i: Client;
}

/** A room in which scores are asked for. `now` is the server's clock. */
export async function scoringRoom(
  now: () => number = Date.now,
  options: Parameters<typeof tinyScenarios>[0] = {},
): Promise<ScoringRoom> {
  const server = await testServer({ scenarios: tinyScenarios(options), clock: { now } });
  const { id, links } = await server.interview();
  const c = await server.client(links.candidate, 'Cora');
  const i = await server.client(links.interviewer, 'Ivo');
  for (const x of [c, i]) await x.until(() => hasFiles(x), 'the work');
  return { server, id, links, c, i };
}
