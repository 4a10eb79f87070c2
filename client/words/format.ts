/** Numbers, bytes and times as people read them. All take raw units and return text; none knows about the page. */
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** 12004 -> "12,004". */
export const count = (n: number): string => whole.format(n);

/** A count with its noun: (1, 'run', 'runs') -> "1 run", (2, …) -> "2 runs". */
export const countOf = (n: number, singular: string, plural: string): string =>
  `${count(n)} ${n === 1 ? singular : plural}`;

/** Bytes in powers of 1000: "840 B", "9 kB", "27 MB". */
export function bytes(n: number): string {
  if (n < 1000) return `${n} B`;
  if (n < 1e6) return `${whole.format(n / 1e3)} kB`;
  if (n < 1e7) return `${(n / 1e6).toFixed(1)} MB`;
  return n < 1e9 ? `${whole.format(n / 1e6)} MB` : `${(n / 1e9).toFixed(1)} GB`;
}

/** Ms of an interval: "840 ms", "4.2 s", "3 min 5 s". */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const s = Math.round(ms / 1000);
  return `${Math.floor(s / 60)} min ${s % 60} s`;
}

/** Ms as a clock face: "44:12", "1:04:12"; negative intervals carry a minus sign. */
export function clockFace(ms: number): string {
  const s = Math.floor(Math.abs(ms) / 1000);
  const pad = (n: number) => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const face =
    h > 0 ? `${h}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}` : `${pad(Math.floor(s / 60))}:${pad(s % 60)}`;
  return ms < 0 && s > 0 ? `−${face}` : face;
}

/** Ms since 1970 as the viewer's time of day: "14:02:11". */
export const timeOfDay = (ms: number): string => time.format(ms);

/** Ms since 1970 as the viewer's time of day to the minute: "14:02". */
export const minuteOfDay = (ms: number): string => minute.format(ms);

/** Ms since 1970 as the viewer's date and time. */
export const dateTime = (ms: number): string => day.format(ms);

/** Ms since 1970 in UTC, for titles. */
export const utc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** A number of which only the size matters, to four digits: "0.4123", "1.2e-7", "20000". */
export const figure = (n: number): string => String(Number(n.toPrecision(4)));

/** A metric with the number of digits that its scenario sets. */
export const metric = (value: number, digits: number): string =>
  Number.isFinite(value)
    ? new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
    : String(value);
