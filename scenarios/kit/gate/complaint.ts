/** What the gate has to say about a scenario: a rule that is broken, and where it can be mended. */
import { type AuthoringError, formatPlace, type Place } from '../manifest/error.ts';
import { RULES, type RuleName } from './ruleList.ts';

export interface Complaint {
  rule: RuleName;
  /** Only errors prevent publication of a scenario. */
  level: 'error' | 'warning';
  message: string;
  place: Place;
}

/** A complaint that prevents publication of a scenario. */
export function complain(rule: RuleName, place: Place, message: string): Complaint {
  return { rule, level: 'error', message, place };
}

/** The complaint that a mistake amounts to. */
export function complaintOf(rule: RuleName, { bare, place }: AuthoringError): Complaint {
  return complain(rule, place, bare);
}

/** `path:line:column: message [GA8 hints]`. */
export function formatComplaint({ rule, level, message, place }: Complaint): string {
  const mark = level === 'warning' ? 'warning: ' : '';
  return `${formatPlace(place)}: ${mark}${message} [${RULES[rule].id} ${rule}]`;
}
