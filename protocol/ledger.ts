/**
 * The ledger of an interview: what probes say of the candidate's code, snapshot by snapshot. A staff browser looks at the code as it was at
 * a position of the log and sends what it found; the fold puts that in the order of the positions, whenever it comes.
 */
import { z } from 'zod';
import { codeRegion, regionState } from './regionState.ts';

/** Names code: the same code under the same probes has the same key. SHA-256, hex. */
const key = z.string().regex(/^[0-9a-f]{64}$/);
/** Id of a bug, quirk or probe of a scenario. */
const name = z.string().min(1).max(80);

/** One answer of a probe. `message`: what was seen, or why nothing can be told; it may quote the candidate. */
export const probeAnswer = z.strictObject({
  id: name,
  verdict: z.enum(['silent', 'alarm', 'cannot-tell']),
  message: z.string().max(500),
});
/** A parsed {@link probeAnswer}. */
export type ProbeAnswer = z.infer<typeof probeAnswer>;

/** The code at a position of the log. */
export const ledgerSnapshot = z.strictObject({
  /** Rows of the log that it holds. */
  position: z.number().int().nonnegative(),
  /** Server time at which the code was so, in ms since 1970. */
  at: z.number().int().nonnegative(),
  key,
  /** Which side of its regions the code holds, by id of the planted bug. */
  lines: z.record(name, regionState).refine((lines) => Object.keys(lines).length <= 50, 'has more than 50 bugs'),
});
/** A parsed {@link ledgerSnapshot}. */
export type LedgerSnapshot = z.infer<typeof ledgerSnapshot>;

/** What probes said of a key; of each probe the first answer counts. */
export const ledgerAnswers = z.strictObject({
  key,
  answers: z.array(probeAnswer).min(1).max(60),
  /** Seconds that they took in the browser that asked. */
  seconds: z.number().nonnegative(),
});
/** A parsed {@link ledgerAnswers}. */
export type LedgerAnswers = z.infer<typeof ledgerAnswers>;

/** Whether the candidate has said aloud what is wrong; an interviewer's word. */
export const ledgerSaid = z.strictObject({ finding: name, said: z.boolean() });

/** What staff browsers need of a variant to keep its ledger; secret. */
export const ledgerFacts = z.strictObject({
  /** Probes for the scaffold, with all their parameters (engine/contract/probes/spec.ts). */
  probes: z.array(z.looseObject({ id: name, kind: z.string(), title: z.string() })),
  /** The author's code of probes of the kind `own`, by id. */
  own: z.record(name, z.string()),
  /** The planted bugs, in the scenario's order. */
  bugs: z.array(
    z.strictObject({
      id: name,
      /** Probes that it raises; none: what became of it cannot be asked. */
      alarms: z.array(name),
      /** Probes that alarm where an edit only hides it. */
      hidden: z.array(name),
      /** Probes that alarm where the candidate left out what the bug is about. */
      leftOut: z.array(name),
      regions: z.array(codeRegion),
    }),
  ),
});
/** A parsed {@link ledgerFacts}. */
export type LedgerFacts = z.infer<typeof ledgerFacts>;
/** A planted bug as the ledger knows it. */
export type LedgerBug = LedgerFacts['bugs'][number];

/** All that was sent of an interview's ledger. */
export interface Ledger {
  /** By position; one for each. */
  snapshots: readonly LedgerSnapshot[];
  /** By key. */
  answers: Readonly<Record<string, readonly ProbeAnswer[]>>;
  /** What was said, by id of bug or quirk. */
  said: Readonly<Record<string, { at: number; name: string }>>;
}

/** The ledger before anything was sent. */
export const EMPTY_LEDGER: Ledger = { snapshots: [], answers: {}, said: {} };

/** With one more snapshot; of a position the first counts. */
export function withSnapshot(ledger: Ledger, snapshot: LedgerSnapshot): Ledger {
  const { snapshots } = ledger;
  const at = snapshots.findLastIndex(({ position }) => position <= snapshot.position);
  if (snapshots[at]?.position === snapshot.position) return ledger;
  return { ...ledger, snapshots: [...snapshots.slice(0, at + 1), snapshot, ...snapshots.slice(at + 1)] };
}

/** With more answers; of a key and probe the first counts. */
export function withAnswers(ledger: Ledger, { key: of, answers }: LedgerAnswers): Ledger {
  const known = Object.hasOwn(ledger.answers, of) ? (ledger.answers[of] ?? []) : [];
  const ids = new Set(known.map(({ id }) => id));
  const more: ProbeAnswer[] = [];
  for (const answer of answers) {
    if (ids.has(answer.id)) continue;
    ids.add(answer.id);
    more.push(answer);
  }
  if (more.length === 0) return ledger;
  return { ...ledger, answers: { ...ledger.answers, [of]: [...known, ...more] } };
}

/** With what an interviewer ticked or took back. */
export function withSaid(
  ledger: Ledger,
  { finding, said }: z.infer<typeof ledgerSaid>,
  by: { at: number; name: string },
): Ledger {
  const { [finding]: before, ...others } = ledger.said;
  if (!said) return before ? { ...ledger, said: others } : ledger;
  return before ? ledger : { ...ledger, said: { ...ledger.said, [finding]: by } };
}
