/**
 * A key press on its way to those who watch and to the disk: the whole server against a bare websocket relay, each in a process of its
 * own, in turn, with the same load client: 100 interviews, each with a candidate who types and two interviewers. Claims are ratios of
 * one run; where the load client itself is late (last row), absolute times are the machine's.
 */
import { pathToFileURL } from 'node:url';
import { Browser, parseLink } from '../tests/support/http.ts';
import { type Load, load, type Quantiles } from './collab/load.ts';
import { type Party, relayParty, serverParty } from './collab/party.ts';
import { KINDS, type Kind, startTarget } from './collab/target.ts';

/** Best round of each arm; `rounds`: every round as measured, the arms in the order of the columns. */
export interface CollabRow {
  what: string;
  relay: number | string;
  server: number | string;
  'in memory': number | string;
  /** server / relay */
  ratio?: number;
  goal?: string;
  met?: boolean;
  rounds: string;
}

const GOAL_RATIO = 2.5;
const GOAL_MS = 10;
const SAVED_P50_MS = 40;
const SAVED_P99_MS = 150;
const DROP_MS = 2_000;
/** Parties that join at the same time. */
const JOINING = 5;

const setting = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

async function arm(kind: Kind, interviews: number, ms: number): Promise<Load> {
  const target = await startTarget(kind);
  const parties: Party[] = [];
  try {
    const { url, staff } = target.said;
    let make = (index: number): Promise<Party> => relayParty(url, index);
    if (kind !== 'relay') {
      const browser = new Browser(url);
      const link = parseLink(staff ?? '');
      await browser.claim(link, 'Load');
      make = (index) => serverParty(browser, link.inviteId, index);
    }
    for (let index = 0; index < interviews; index += JOINING) {
      const group = Array.from({ length: Math.min(JOINING, interviews - index) }, (_, i) => make(index + i));
      parties.push(...(await Promise.all(group)));
    }
    return await load(target, parties, { dropMs: DROP_MS, ms });
  } finally {
    for (const party of parties) party.stop();
    await target.stop();
  }
}

/** `COLLAB_ROUNDS` (3), `COLLAB_INTERVIEWS` (100) and `COLLAB_SECONDS` (10) change the size; about 25 s an arm. */
export async function run(): Promise<{ name: string; rows: CollabRow[] }> {
  const rounds = setting('COLLAB_ROUNDS', 3);
  const interviews = setting('COLLAB_INTERVIEWS', 100);
  const ms = setting('COLLAB_SECONDS', 10) * 1000;
  const loads: Loads = { relay: [], server: [], 'in memory': [] };
  for (let i = 0; i < rounds; i += 1) {
    // The arm that goes first changes, so that a drift of the machine favours none.
    for (let k = 0; k < KINDS.length; k += 1) {
      const kind = KINDS[(i + k) % KINDS.length] as Kind;
      loads[kind].push(await arm(kind, interviews, ms));
    }
  }
  return { name: 'collab', rows: rowsOf(loads) };
}

type Loads = Record<Kind, Load[]>;

export function rowsOf(loads: Loads): CollabRow[] {
  const row = (
    what: string,
    of: (one: Load) => number | undefined,
    goal?: (r: number, s: number) => Goal,
  ): CollabRow => {
    const [relay, server, inMemory] = [loads.relay, loads.server, loads['in memory']].map((arm) => best(arm.map(of)));
    return {
      what,
      relay: relay ?? '',
      server: server ?? '',
      'in memory': inMemory ?? '',
      ...(relay && server !== undefined ? { ratio: Number((server / relay).toFixed(2)) } : {}),
      ...goal?.(relay ?? Number.NaN, server ?? Number.NaN),
      rounds: KINDS.map((kind) => loads[kind].map((one) => of(one) ?? '-').join(' ')).join(' / '),
    };
  };
  const watch = (q: keyof Quantiles) => (one: Load) => one.watch[q];
  const saved = (q: keyof Quantiles) => (one: Load) => one.saved?.[q];
  const below = (limit: number) => (_: number, s: number) => ({ goal: `<= ${limit} ms`, met: s <= limit });
  const wrong = (one: Load): number => one.lost + one.diverged;
  const most = (kind: Kind): number => Math.max(0, ...loads[kind].map(wrong));
  return [
    row('key to watcher, p50 ms', watch('p50')),
    row('key to watcher, p95 ms', watch('p95')),
    row('key to watcher, p99 ms', watch('p99'), (r, s) => ({
      goal: `<= ${GOAL_RATIO} x relay or <= ${GOAL_MS} ms`,
      met: s <= GOAL_RATIO * r || s <= GOAL_MS,
    })),
    row('key to "saved", p50 ms', saved('p50'), below(SAVED_P50_MS)),
    row('key to "saved", p95 ms', saved('p95')),
    row('key to "saved", p99 ms', saved('p99'), below(SAVED_P99_MS)),
    row('keys measured', (one) => one.keys),
    row('processor ms a key', (one) => Number(((one.usage.cpuSeconds * 1000) / one.keys).toFixed(3))),
    row('memory MB', (one) => Math.round(one.usage.rssMB)),
    row('event-loop delay, p99 ms', (one) => one.usage.loopP99),
    row("load client's event-loop delay, p99 ms", (one) => one.clientLoopP99),
    row('one flush of the disk before, p50 ms', (one) => one.flushP50),
    row('one flush of the disk before, p99 ms', (one) => one.flushP99),
    {
      ...row('keys lost, documents and logs that differ', wrong, () => ({
        goal: '0',
        met: KINDS.every((kind) => most(kind) === 0),
      })),
      relay: most('relay'),
      server: most('server'),
      'in memory': most('in memory'),
    },
  ];
}

interface Goal {
  goal: string;
  met: boolean;
}

function best(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.table((await run()).rows);
}
