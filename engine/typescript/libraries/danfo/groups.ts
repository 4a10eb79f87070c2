/**
 * Groups and texts of danfojs, with what it would compute without a word and wrongly refused: it makes one text of the keys of a
 * row ("x-y" and "z" are for it what "x" and "y-z" are), adds texts end to end, and takes `null` for 0.
 */
import type * as danfojs from 'danfojs';
import * as base from './base.ts';

/** What is used here of danfojs' class, which it does not export. */
interface Groupby {
  colDict: Record<string, unknown>;
  groupMathLog(values: readonly unknown[], operation: string): unknown[];
  getGroup(keys: readonly unknown[]): danfojs.DataFrame;
}

const HELPER = 'Use groupBy or groupMean of holdout';
const { groupby } = base.DataFrame.prototype;
let guarded = false;

base.DataFrame.prototype.groupby = function checkedGroupby(this: danfojs.DataFrame, keys: string[]) {
  checkKeys(this, keys);
  const groups = groupby.call(this, keys);
  guard(Object.getPrototypeOf(groups) as Groupby);
  return groups;
};

/** @throws TypeError or RangeError where rows of different keys would be one group. */
function checkKeys(frame: danfojs.DataFrame, keys: unknown): void {
  const columns = frame.columns as string[];
  if (!Array.isArray(keys)) throw new TypeError(`groupby takes a list of columns: groupby([${JSON.stringify(keys)}]).`);
  const missing = keys.find((key) => !columns.includes(key));
  if (missing !== undefined || keys.length === 0) {
    throw new RangeError(
      `groupby: there is no column ${JSON.stringify(missing ?? '')}, so all rows would be one group. ` +
        `There are ${columns.join(', ')}.`,
    );
  }
  const at = keys.map((key) => columns.indexOf(key));
  const seen = new Map<string, string>();
  for (const row of frame.values as unknown[][]) {
    const values = at.map((i) => row[i]);
    const name = values.join('-');
    const exact = values.map((value) => `${typeof value} ${JSON.stringify(String(value))}`).join();
    const before = seen.get(name) ?? exact;
    if (before !== exact || name in Object.prototype) {
      throw new RangeError(
        `groupby: danfojs has one name for different keys, or cannot have this one: "${name}". ${HELPER}, or change the keys.`,
      );
    }
    seen.set(name, exact);
  }
}

/** Guards the class of the groups, once. */
function guard(prototype: Groupby): void {
  if (guarded) return;
  guarded = true;
  const { groupMathLog, getGroup } = prototype;
  prototype.groupMathLog = function checkedMath(this: Groupby, values, operation) {
    const at = operation === 'count' ? -1 : values.findIndex((v) => typeof v !== 'number' && typeof v !== 'boolean');
    if (at >= 0) {
      const wrong = values[at];
      throw new TypeError(
        `groupby: ${operation} of ${typeof wrong === 'string' ? `the text ${JSON.stringify(wrong)}` : String(wrong)}. ` +
          'Turn the column into numbers first, with NaN for what is missing.',
      );
    }
    return groupMathLog.call(this, values, operation);
  };
  prototype.getGroup = function checkedGetGroup(this: Groupby, keys) {
    if (!Object.hasOwn(this.colDict, keys.join('-'))) {
      const groups = Object.keys(this.colDict);
      throw new RangeError(
        `getGroup: there is no group ${JSON.stringify(keys)}. There are ${groups.slice(0, 20).join(', ')}.`,
      );
    }
    return getGroup.call(this, keys);
  };
}

const { concat } = base.Str.prototype;

base.Str.prototype.concat = function checkedConcat(this: danfojs.Str, other: string | string[], ...rest) {
  const { values } = this as unknown as { values: unknown[] };
  if (Array.isArray(other)) {
    if (other.length !== values.length) {
      throw new RangeError(`str.concat: ${other.length} texts for a series of ${values.length}. Give one a row.`);
    }
    const at = [values, other].map((texts) => texts.findIndex((text) => typeof text !== 'string')).find((i) => i >= 0);
    if (at !== undefined) {
      throw new TypeError(
        `str.concat: row ${at} has no text, and "NaN" would be joined. Fill the gap first, for example with fillNa("?").`,
      );
    }
  }
  return concat.call(this, other, ...rest);
} as typeof concat;
