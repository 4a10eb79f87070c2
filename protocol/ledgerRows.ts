/**
 * Where a candidate stands, bug by bug, read off the ledger. *Mended* says that the behaviour of the bug is gone, never that it was
 * understood. What cannot be told replaces no word: it stands beside the last one, with its reason.
 */
import type { Ledger, LedgerBug, LedgerFacts, LedgerSnapshot, ProbeAnswer } from './ledger.ts';
import type { RegionState } from './regionState.ts';

/** What became of a planted bug. */
export type LedgerWord = 'untouched' | 'touched' | 'mended' | 'mended another way' | 'back again';
/** `elsewhere`: gone although its lines stand. `undone elsewhere`: there although its lines are the scenario's. `left out`: what it is about is not used any more. */
export type LedgerNote = 'elsewhere' | 'undone elsewhere' | 'left out';

/** A word with the moment from which on it holds. */
export interface LedgerMoment {
  word: LedgerWord;
  notes: readonly LedgerNote[];
  /** Position in the log, and server time, of the snapshot that says so. */
  position: number;
  at: number;
}

/** One planted bug. */
export interface LedgerRow {
  id: string;
  word: LedgerWord;
  notes: readonly LedgerNote[];
  /** False where no probe asks for this bug: its word goes by its lines alone. */
  measured: boolean;
  /** Since when the word holds; null while the bug is as it was handed out. */
  since: { position: number; at: number } | null;
  /** Server time of the last snapshot that gave a verdict; null before the first. */
  asOf: number | null;
  /** Why the newest snapshot gave none; null where it did, or its answers are still to come. */
  unknown: { reason: string; position: number; at: number } | null;
  /** Probes whose answers are still to come of the newest snapshot. */
  waiting: boolean;
  /** Every change of the word, in order. */
  moments: readonly LedgerMoment[];
}

/** An alarm that no planted bug explains: the candidate's own. */
export interface OwnFault {
  probe: string;
  title: string;
  message: string;
  position: number;
  at: number;
}

/** A reason why a silent probe says nothing. */
const NOT_REPEATED = 'scores do not repeat themselves';
/** Kinds that compare scores, which says nothing where the same call gives others. */
const COMPARE_SCORES: readonly string[] = ['mask', 'one-row', 'order'];

type Verdict = { kind: 'open' } | { kind: 'gone' } | { kind: 'unknown'; reason: string } | { kind: 'waiting' };

/** Answers of a key as they are read: silence of probes that compare scores is worth nothing where scores do not repeat themselves. */
function readAnswers(answers: readonly ProbeAnswer[], { probes }: LedgerFacts): Map<string, ProbeAnswer> {
  const kindOf = new Map(probes.map(({ id, kind }) => [id, kind]));
  const isUnsteady = answers.some(({ id, verdict }) => verdict === 'alarm' && kindOf.get(id) === 'twice');
  return new Map(
    answers.map((answer) => {
      const isWorthless =
        isUnsteady && answer.verdict === 'silent' && COMPARE_SCORES.includes(kindOf.get(answer.id) ?? '');
      return [answer.id, isWorthless ? { ...answer, verdict: 'cannot-tell', message: NOT_REPEATED } : answer];
    }),
  );
}

/** Alarms of a bug that count for it: those that another bug, which shows by itself, explains do not. */
function countedAlarms(bug: LedgerBug, { bugs }: LedgerFacts, raised: ReadonlySet<string>): string[] {
  const others = bugs.filter(({ id }) => id !== bug.id);
  const alone = bug.alarms.filter((alarm) => !others.some(({ alarms }) => alarms.includes(alarm)));
  // Where nothing is its alone, a shared alarm says both.
  if (alone.length === 0) return bug.alarms;
  return bug.alarms.filter(
    (alarm) => alone.includes(alarm) || !raised.has(alarm) || alone.some((own) => raised.has(own)),
  );
}

function verdictOf(
  bug: LedgerBug,
  facts: LedgerFacts,
  answers: ReadonlyMap<string, ProbeAnswer>,
  lines: RegionState,
): Verdict {
  const raised = new Set([...answers.values()].filter(({ verdict }) => verdict === 'alarm').map(({ id }) => id));
  // The scenario's own fix hides nothing: what such a probe sees then is something else.
  const counted = [...countedAlarms(bug, facts, raised), ...(lines === 'fixed' ? [] : bug.hidden)];
  if (counted.some((alarm) => raised.has(alarm))) return { kind: 'open' };
  const of = counted.map((alarm) => answers.get(alarm));
  if (of.some((answer) => answer === undefined)) return { kind: 'waiting' };
  const unknown = of.find((answer) => answer?.verdict === 'cannot-tell');
  return unknown ? { kind: 'unknown', reason: unknown.message } : { kind: 'gone' };
}

/** What is known of a bug after some snapshots. */
interface Known {
  word: LedgerWord;
  notes: readonly LedgerNote[];
  wasGone: boolean;
  isGone: boolean;
}

/** The word for a bug that shows, or of which nothing is known yet. */
function openWord({ wasGone }: Known, lines: RegionState, isSure: boolean): Pick<Known, 'word' | 'notes'> {
  const notes: LedgerNote[] = isSure && lines === 'fixed' ? ['undone elsewhere'] : [];
  if (wasGone) return { word: 'back again', notes };
  return { word: lines === 'buggy' ? 'untouched' : 'touched', notes };
}

function goneWord(lines: RegionState, isLeftOut: boolean): Pick<Known, 'word' | 'notes'> {
  const leftOut: LedgerNote[] = isLeftOut ? ['left out'] : [];
  if (lines === 'fixed') return { word: 'mended', notes: leftOut };
  return { word: 'mended another way', notes: lines === 'buggy' ? ['elsewhere', ...leftOut] : leftOut };
}

function next(known: Known, verdict: Verdict, lines: RegionState, isLeftOut: boolean): Known {
  switch (verdict.kind) {
    case 'open':
      return { ...openWord(known, lines, true), wasGone: known.wasGone, isGone: false };
    case 'gone':
      return { ...goneWord(lines, isLeftOut), wasGone: true, isGone: true };
    default:
      // What is gone stays so until a probe says otherwise; what is not shows at least that its lines were touched.
      return known.isGone ? known : { ...known, ...openWord(known, lines, false) };
  }
}

/** A bug that no probe asks for: its lines are all there is. */
function byLines(lines: RegionState): Pick<Known, 'word' | 'notes'> {
  return { word: lines === 'buggy' ? 'untouched' : 'touched', notes: [] };
}

const sameNotes = (a: readonly LedgerNote[], b: readonly LedgerNote[]): boolean => a.join() === b.join();

/**
 * One row for each planted bug, in the scenario's order.
 * @param newest the code as it is shown now, where that is newer than the last snapshot
 */
export function ledgerRows(
  ledger: Pick<Ledger, 'snapshots' | 'answers'>,
  facts: LedgerFacts,
  newest: LedgerSnapshot | null = null,
): LedgerRow[] {
  const last = ledger.snapshots.at(-1);
  const isNewer = newest !== null && (!last || newest.position >= last.position) && newest.key !== last?.key;
  const snapshots = isNewer ? [...ledger.snapshots, newest] : ledger.snapshots;
  const answersOf = new Map(
    Object.entries(ledger.answers).map(([key, answers]) => [key, readAnswers(answers, facts)] as const),
  );
  return facts.bugs.map((bug) => rowOf(bug, facts, snapshots, answersOf));
}

const NO_ANSWERS: ReadonlyMap<string, ProbeAnswer> = new Map();

function rowOf(
  bug: LedgerBug,
  facts: LedgerFacts,
  snapshots: readonly LedgerSnapshot[],
  answersOf: ReadonlyMap<string, ReadonlyMap<string, ProbeAnswer>>,
): LedgerRow {
  const measured = bug.alarms.length > 0;
  let known: Known = { word: 'untouched', notes: [], wasGone: false, isGone: false };
  const moments: LedgerMoment[] = [];
  let asOf: number | null = null;
  let unknown: LedgerRow['unknown'] = null;
  let waiting = false;
  for (const { position, at, key, lines } of snapshots) {
    const side = lines[bug.id] ?? 'buggy';
    const answers = answersOf.get(key) ?? NO_ANSWERS;
    const verdict: Verdict = measured ? verdictOf(bug, facts, answers, side) : { kind: 'waiting' };
    const isLeftOut = bug.leftOut.some((id) => answers.get(id)?.verdict === 'alarm');
    const then = measured ? next(known, verdict, side, isLeftOut) : { ...known, ...byLines(side) };
    waiting = measured && verdict.kind === 'waiting';
    if (verdict.kind === 'open' || verdict.kind === 'gone') asOf = at;
    unknown = verdict.kind === 'unknown' ? { reason: verdict.reason, position, at } : waiting ? unknown : null;
    if (then.word !== known.word || !sameNotes(then.notes, known.notes))
      moments.push({ word: then.word, notes: then.notes, position, at });
    known = then;
  }
  const since = moments.findLast(({ word }, i) => word === known.word && moments[i - 1]?.word !== word) ?? null;
  const { word, notes } = known;
  return {
    id: bug.id,
    word,
    notes,
    measured,
    since: since && { position: since.position, at: since.at },
    asOf,
    unknown,
    waiting,
    moments,
  };
}

/** Faults of the newest snapshot with answers that no planted bug which is there explains. */
export function ownFaults(ledger: Pick<Ledger, 'snapshots' | 'answers'>, facts: LedgerFacts): OwnFault[] {
  const snapshot = ledger.snapshots.findLast(({ key }) => (ledger.answers[key]?.length ?? 0) > 0);
  if (!snapshot) return [];
  const answers = readAnswers(ledger.answers[snapshot.key] ?? [], facts);
  const explained = new Set(
    facts.bugs
      .filter((bug) => verdictOf(bug, facts, answers, snapshot.lines[bug.id] ?? 'buggy').kind === 'open')
      .flatMap(({ alarms, hidden }) => [...alarms, ...hidden])
      .concat(facts.bugs.flatMap(({ leftOut }) => leftOut)),
  );
  return [...answers.values()]
    .filter(({ id, verdict }) => verdict === 'alarm' && !explained.has(id))
    .map(({ id, message }) => ({
      probe: id,
      title: facts.probes.find((probe) => probe.id === id)?.title ?? id,
      message,
      position: snapshot.position,
      at: snapshot.at,
    }));
}
