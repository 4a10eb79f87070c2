/** Bugs that were planted in an interview, and when each of them was gone. */

import type { FormSpec } from '../manifest/schema.ts';
import { formsOf } from '../read/scaffold.ts';
import { type Scenario, scaffoldsIn } from '../read/scenario.ts';
import { renderFiles } from '../render/files.ts';
import { stateOf } from '../render/regionState.ts';
import type { Moment, ReadLog } from './moments.ts';

/** What became of a planted bug, read off its regions at runs, scores and the end. */
export interface Fix {
  bug: string;
  /** `fixed`: as the scenario fixes it. `changed`: its lines are gone, and only a probe can find out whether that is right. `open`: still there. */
  how: 'fixed' | 'changed' | 'open';
  /** Minute of the first run, score or end from which on its lines were gone for good; null for `open`. */
  minute: number | null;
  /** Where that was seen. */
  seenAt: Moment['at'] | null;
}

/** A scaffold and the bugs that it was handed out with. */
export interface Planted {
  /** Name of the scaffold: `python`, `python-torch`. */
  scaffold: string;
  bugs: string[];
  /** The form with these bugs; null where none has them now. */
  form: FormSpec | null;
}

/**
 * What was planted, read off the scaffold that the log begins with. A scaffold of the language that renders to exactly these
 * files is meant; where none does, as with another version of the scenario, the one that knows most of their regions. Null
 * where no scaffold has all of its regions.
 */
export function plantedIn(scenario: Scenario, { language, moments }: ReadLog): Planted | null {
  const files = moments[0]?.files ?? {};
  const found = scaffoldsIn(scenario)
    .filter((scaffold) => scaffold.language === language)
    .flatMap((scaffold) => {
      const states = scenario.spec.bugs.flatMap(({ id }) => {
        const state = stateOf(id, scenario.scaffold[scaffold.name] ?? [], files);
        return state === null ? [] : [{ id, state }];
      });
      if (states.length === 0 || states.some(({ state }) => state === 'changed')) return [];
      const bugs = states.filter(({ state }) => state === 'buggy').map(({ id }) => id);
      const form = formsOf(scenario.spec, scaffold).find(({ bugs: drawn }) => sameSet(drawn, bugs));
      const exact = sameFiles(renderFiles(scenario, scaffold, new Set(bugs)), files);
      return [
        { scaffold: scaffold.name, bugs, form: form ?? null, fits: exact ? Number.POSITIVE_INFINITY : states.length },
      ];
    })
    .sort((a, b) => b.fits - a.fits)[0];
  return found ? { scaffold: found.scaffold, bugs: found.bugs, form: found.form } : null;
}

/** Fixes in the order in which they were made; open ones come last. */
export function fixesOf(scenario: Scenario, { scaffold, bugs }: Planted, { moments }: ReadLog): Fix[] {
  const templates = scenario.scaffold[scaffold] ?? [];
  const fixes = bugs.map((bug): Fix => {
    const states = moments.map(({ files }) => stateOf(bug, templates, files));
    const end = states.at(-1);
    // One that came back does not count as gone the first time.
    const from = states.lastIndexOf('buggy') + 1;
    const moment = moments[from];
    if (end === 'buggy' || !end || !moment) return { bug, how: 'open', minute: null, seenAt: null };
    return { bug, how: end, minute: Math.round(moment.minute * 10) / 10, seenAt: moment.at };
  });
  return fixes.sort((a, b) => (a.minute ?? Number.POSITIVE_INFINITY) - (b.minute ?? Number.POSITIVE_INFINITY));
}

/** Equal but for line ends and names that one side has alone. */
function sameFiles(rendered: Record<string, string>, files: Record<string, string>): boolean {
  return Object.entries(rendered).every(([name, text]) => files[name] === text.replace(/\r\n?/g, '\n'));
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
