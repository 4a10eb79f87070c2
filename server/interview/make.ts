/** Making interviews: the interview itself, its links and the first rows of its log. */
import { offeredBy } from '../../protocol/language.ts';
import type { Role } from '../../protocol/role.ts';
import { type NewLink, newLink } from '../access/invites.ts';
import type { Clock } from '../clock.ts';
import { newToken, serverId } from '../ids.ts';
import type { Material, ScenarioPort, VariantInfo } from '../scenarios/port.ts';
import type { Interview, Store } from '../store/port.ts';
import { seedUpdate } from './document.ts';
import { type InterviewKey, keyOf, storeVariant } from './interview.ts';
import { storeMaterial } from './material.ts';
import { draftOf, editEntry, eventEntry, eventOf, SERVER_ACTOR } from './rows.ts';

/** What making an interview needs. */
export interface Maker {
  store: Store;
  clock: Clock;
  scenarios: ScenarioPort;
}

/** An interview that is asked for. */
interface NewInterview {
  title: string;
  key: InterviewKey;
  minutes: number;
  gated: boolean;
  /** Links that are made with it. */
  roles: readonly Role[];
}

/**
 * Writes the interview, its links and its first log rows, all or nothing.
 * @throws UnknownVariantError where the scenario, form or language is none
 */
export async function makeInterview(
  { store, clock, scenarios }: Maker,
  { title, key, minutes, gated, roles }: NewInterview,
): Promise<{ interview: Interview; links: NewLink[] }> {
  const variants: VariantInfo[] = [];
  const materials: Material[] = [];
  for (const language of offeredBy(key.language)) {
    variants.push(await scenarios.variant(keyOf(key, language)));
    materials.push(await scenarios.material(keyOf(key, language)));
  }
  const version = variants[0]?.version ?? '';
  if ([...variants, ...materials].some((part) => part.version !== version))
    throw new Error(`${key.slug} was changed while an interview was made from it`);
  const now = clock.now();
  const interview: Interview = {
    id: newToken(),
    title,
    ...key,
    version,
    minutes,
    gated,
    createdAt: now,
    progress: { phase: 'waiting', startedAt: null, endedAt: null, runs: 0, scores: 0, chosen: null },
  };
  const links = roles.map((role) => newLink(clock, interview.id, role));
  const created = draftOf('interview.created', { title, slug: key.slug, version, minutes });
  await store.createInterview(
    interview,
    links.map((link) => link.invite),
    [
      editEntry(seedUpdate(variants.flatMap(({ candidate }) => candidate.files)), serverId('seed'), now, SERVER_ACTOR),
      eventEntry(eventOf(created, serverId('created'), now, SERVER_ACTOR)),
    ],
  );
  for (const [i, variant] of variants.entries()) {
    await storeVariant(store, interview, variant, now);
    await storeMaterial({ store, clock }, interview, variant.candidate.language, materials[i] as Material);
  }
  return { interview, links };
}
