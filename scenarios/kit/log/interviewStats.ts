/** What past interviews of a scenario say about it. Nothing in it names a person or an interview. */

import type { LogResponse } from '../../../protocol/api.ts';
import { isFinished, reachedBy } from '../../../protocol/scores.ts';
import { type TargetName, targetName } from '../../../protocol/target.ts';
import type { Scenario } from '../read/scenario.ts';
import { type Fix, fixesOf, plantedIn } from './fixes.ts';
import { type ReadLog, readLog } from './moments.ts';

/** Of some numbers; null where there is none. */
export interface Spread {
  count: number;
  least: number;
  median: number;
  most: number;
}

interface BugStats {
  bug: string;
  /** Interviews in which it was planted. */
  planted: number;
  /** Of these: fixed as the scenario fixes it; lines gone, but otherwise; still there at the end. */
  fixed: number;
  changed: number;
  open: number;
  /** Minutes of the interview's clock until its lines were gone, of those where they are. */
  minutes: Spread | null;
}

interface FormStats {
  form: string;
  language: string;
  interviews: number;
  /** Last public and final score. */
  public: Spread | null;
  final: Spread | null;
  /** Of the last scores with a target of that name, those that reached it. */
  targets: { name: TargetName; reached: number; of: number }[];
  /** Own reported metric minus the same metric on the hold-out, of the last score. */
  honestyGap: Spread | null;
  minutes: Spread | null;
}

export interface ScenarioStats {
  slug: string;
  /** Interviews that were counted: started, with a run or a score, and a scaffold that this version knows. */
  counted: number;
  /** Why others were not, and how many. */
  skipped: Record<string, number>;
  /** Version of the scenario -> interviews counted. */
  versions: Record<string, number>;
  bugs: BugStats[];
  forms: FormStats[];
}

interface Counted {
  read: ReadLog;
  version: string;
  form: string;
  fixes: Fix[];
}

/** Counts over logs as staff export them; those of other scenarios are passed over. */
export function interviewStats(scenario: Scenario, logs: Iterable<LogResponse>): ScenarioStats {
  const counted: Counted[] = [];
  const skipped: Record<string, number> = {};
  for (const log of logs) {
    const found = count(scenario, log);
    if (typeof found === 'string') skipped[found] = (skipped[found] ?? 0) + 1;
    else counted.push(found);
  }
  const versions: Record<string, number> = {};
  for (const { version } of counted) versions[version] = (versions[version] ?? 0) + 1;
  return {
    slug: scenario.slug,
    counted: counted.length,
    skipped,
    versions,
    bugs: scenario.spec.bugs.flatMap(({ id }) => {
      const fixes = counted.flatMap((interview) => interview.fixes.filter((fix) => fix.bug === id));
      return fixes.length === 0 ? [] : [bugStats(id, fixes)];
    }),
    forms: [...new Set(counted.map(groupOf))]
      .sort()
      .map((group) => formStats(counted.filter((interview) => groupOf(interview) === group))),
  };
}

const groupOf = ({ form, read }: Counted): string => `${form} ${read.language}`;

/** An interview, or in words why it does not count. */
function count(scenario: Scenario, log: LogResponse): Counted | string {
  const created = log.entries.flatMap((entry) =>
    entry.kind === 'event' && entry.event.type === 'interview.created' ? [entry.event.data] : [],
  )[0];
  if (created?.slug !== scenario.slug) return 'of another scenario';
  const read = readLog(log);
  if (read.minutes === null) return 'never started';
  if (read.state.runs.length === 0 && read.state.scores.length === 0) return 'nothing was run or scored';
  const planted = plantedIn(scenario, read);
  if (!planted) return 'made with a version whose scaffold is another';
  return {
    read,
    version: created.version,
    form: planted.form?.id ?? 'bugs of no form',
    fixes: fixesOf(scenario, planted, read),
  };
}

function bugStats(bug: string, fixes: readonly Fix[]): BugStats {
  const how = (wanted: Fix['how']) => fixes.filter((fix) => fix.how === wanted).length;
  return {
    bug,
    planted: fixes.length,
    fixed: how('fixed'),
    changed: how('changed'),
    open: how('open'),
    minutes: spreadOf(fixes.map((fix) => fix.minute)),
  };
}

function formStats(own: readonly Counted[]): FormStats {
  const last = own.map(({ read }) => read.state.scores.findLast(isFinished));
  const judged = last.map((score) => score?.private);
  const targets = judged.flatMap((score) => (score ? reachedBy(score) : []));
  const [first] = own as [Counted, ...Counted[]];
  return {
    form: first.form,
    language: first.read.language,
    interviews: own.length,
    public: spreadOf(last.map((score) => score?.public.metric.value)),
    final: spreadOf(judged.map((score) => score?.metric.value)),
    targets: targetName.options.flatMap((name) => {
      const those = targets.filter((target) => target.name === name);
      return those.length === 0
        ? []
        : [{ name, reached: those.filter(({ reached }) => reached).length, of: those.length }];
    }),
    honestyGap: spreadOf(judged.map((score) => score?.honestyGap)),
    minutes: spreadOf(own.map(({ read }) => read.minutes)),
  };
}

function spreadOf(given: readonly (number | null | undefined)[]): Spread | null {
  const values = given.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const [least, most] = [values[0], values.at(-1)];
  if (least === undefined || most === undefined) return null;
  const middle = values.length / 2;
  const median = ((values[Math.ceil(middle) - 1] as number) + (values[Math.floor(middle)] ?? most)) / 2;
  return { count: values.length, least, median, most };
}
