/** Moments of rows: minutes since 1970-01-01 00:00, without a time zone, spread by weekday and hour. */
import { categorical } from './distributions.ts';
import type { Rng } from './rng.ts';

const DAY = 24 * 60;

/** Options of {@link timeline}; weights are on any scale. */
export interface TimelineOptions {
  /** First day, `YYYY-MM-DD`, included. */
  from: string;
  /** Day after the last, `YYYY-MM-DD`. */
  to: string;
  rows: number;
  /** 24 weights, midnight first. */
  hours: readonly number[];
  /** 7 weights, Sunday first. */
  weekdays: readonly number[];
}

/**
 * `rows` minutes between two days, ascending.
 *
 * @throws RangeError for a text that is no date, no day between the two, or weights without one above 0
 *
 * @example
 * const minutes = timeline(rng, {
 *   from: '2024-01-01', to: '2024-02-01', rows: 3, hours: Array(24).fill(1), weekdays: [0, 1, 1, 1, 1, 1, 0],
 * });
 * formatMinute(minutes[0]).slice(0, 7); // '2024-01'
 */
export function timeline(rng: Rng, { from, to, rows, hours, weekdays }: TimelineOptions): Int32Array {
  const first = dayOf(from);
  const days = dayOf(to) - first;
  if (days < 1) throw new RangeError(`timeline from ${from} to ${to} holds no day`);
  // 1970-01-01 was a Thursday.
  const pickDay = categorical(Array.from({ length: days }, (_, day) => weekdays[(first + day + 4) % 7] ?? 0));
  const pickHour = categorical(hours);
  const minutes = Int32Array.from({ length: rows }, () => {
    return (first + pickDay(rng)) * DAY + pickHour(rng) * 60 + rng.below(60);
  });
  return minutes.sort();
}

/** `YYYY-MM-DD HH:MM` of a minute. */
export function formatMinute(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

/**
 * The minute of `YYYY-MM-DD` (its midnight) or of `YYYY-MM-DD HH:MM`; the inverse of {@link formatMinute}.
 * @throws RangeError
 */
export function minuteOf(text: string): number {
  const whole = text.length === 10 ? `${text} 00:00` : text;
  const minute = Date.parse(`${whole.replace(' ', 'T')}Z`) / 60_000;
  // Formatting it again finds dates that Date.parse silently changes, such as the 31st of a short month.
  if (!Number.isInteger(minute) || formatMinute(minute) !== whole)
    throw new RangeError(`"${text}" is no moment of the form YYYY-MM-DD or YYYY-MM-DD HH:MM`);
  return minute;
}

/** Hour of the day, 0 to 23. */
export function hourOf(minute: number): number {
  return Math.floor((minute % DAY) / 60);
}

function dayOf(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time)) throw new RangeError(`"${date}" is not a date of the form YYYY-MM-DD`);
  return time / (DAY * 60_000);
}
