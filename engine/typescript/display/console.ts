/**
 * The console of the candidate's program. Everything goes to the sink in order; errors and warnings to `stderr`. A table or a
 * plot logged alone is shown as one.
 */

import { inspect } from './inspect.ts';
import { showObject, textOf } from './show.ts';
import type { Sink } from './sink.ts';
import { type TableSource, tableItem } from './tables/item.ts';
import { dtypeOf, isPlain, tableSource } from './tables/source.ts';

type Methods =
  | 'log'
  | 'info'
  | 'warn'
  | 'error'
  | 'debug'
  | 'table'
  | 'assert'
  | 'dir'
  | 'group'
  | 'groupCollapsed'
  | 'groupEnd'
  | 'time'
  | 'timeEnd'
  | 'timeLog'
  | 'count'
  | 'countReset'
  | 'trace';

/** A console that writes to a sink. */
export function createConsole(sink: Sink): Pick<Console, Methods> {
  let indent = '';
  const timers = new Map<string, number>();
  const counts = new Map<string, number>();

  const write = (name: 'stdout' | 'stderr', text: string): void => {
    sink.write(name, `${indent}${indent === '' ? text : text.replaceAll('\n', `\n${indent}`)}\n`);
  };
  const print = (name: 'stdout' | 'stderr', values: readonly unknown[]): void => {
    if (values.length === 1 && typeof values[0] === 'object' && !Array.isArray(values[0])) {
      if (showObject(values[0], sink)) return;
    }
    write(name, format(values));
  };
  const out = (...values: unknown[]): void => print('stdout', values);
  const err = (...values: unknown[]): void => print('stderr', values);
  const group = (...values: unknown[]): void => {
    if (values.length > 0) out(...values);
    indent += '  ';
  };
  const elapsed = (label: string, values: readonly unknown[]): void => {
    const start = timers.get(label);
    if (start === undefined) write('stderr', `There is no timer "${label}".`);
    else write('stdout', format([`${label}: ${(performance.now() - start).toFixed(2)} ms`, ...values]));
  };

  return {
    log: out,
    info: out,
    debug: out,
    warn: err,
    error: err,
    table(value?: unknown, columns?: readonly string[]): void {
      const source = tableOf(value, columns);
      if (source === null) out(value);
      else sink.item(tableItem(source));
    },
    assert(condition?: boolean, ...values: unknown[]): void {
      if (!condition) err(...(values.length > 0 ? ['Assertion failed:', ...values] : ['Assertion failed']));
    },
    dir: (value?: unknown): void => write('stdout', inspect(value)),
    group,
    groupCollapsed: group,
    groupEnd(): void {
      indent = indent.slice(2);
    },
    time: (label = 'default'): void => void timers.set(label, performance.now()),
    timeLog: (label = 'default', ...values: unknown[]): void => elapsed(label, values),
    timeEnd(label = 'default'): void {
      elapsed(label, []);
      timers.delete(label);
    },
    count(label = 'default'): void {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      write('stdout', `${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default'): void => void counts.delete(label),
    trace(...values: unknown[]): void {
      const stack = new Error().stack ?? '';
      write(
        'stderr',
        `Trace${values.length > 0 ? `: ${format(values)}` : ''}\n${stack.split('\n').slice(2).join('\n')}`,
      );
    },
  };
}

/** The values on one line, with the placeholders of a first text (`%s`, `%d`, `%i`, `%f`, `%j`, `%o`, `%O`, `%c`) filled in. */
function format(values: readonly unknown[]): string {
  const [first, ...others] = values;
  if (typeof first !== 'string' || others.length === 0) return values.map(plain).join(' ');
  const left = [...others];
  const filled = first.replace(/%([sdifjoOc%])/g, (all, kind: string) => {
    if (kind === '%') return '%';
    if (left.length === 0) return all;
    return placed(kind, left.shift());
  });
  return [filled, ...left.map(plain)].join(' ');
}

const plain = (value: unknown): string => textOf(value, { bare: true });

function placed(kind: string, value: unknown): string {
  switch (kind) {
    case 's':
      return plain(value);
    case 'd':
      return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : String(Number(value));
    case 'i':
      return String(typeof value === 'symbol' ? Number.NaN : Number.parseInt(String(value), 10));
    case 'f':
      return String(typeof value === 'symbol' ? Number.NaN : Number.parseFloat(String(value)));
    case 'j':
      return JSON.stringify(value) ?? 'undefined';
    case 'c':
      return '';
    default:
      return inspect(value, { depth: 4 });
  }
}

/** What `console.table` shows: tables, and arrays or objects of anything, by rows. */
function tableOf(value: unknown, wanted?: readonly string[]): TableSource | null {
  const source = tableSource(value) ?? looseTable(value);
  if (source === null || wanted === undefined) return source;
  return { ...source, columns: source.columns.filter((c) => wanted.includes(c.name)) };
}

/** A row for each entry: columns from the keys of entries that have some, and `Values` for those that have none. */
function looseTable(value: unknown): TableSource | null {
  if (value === null || typeof value !== 'object') return null;
  const entries: [unknown, unknown][] =
    value instanceof Map
      ? [...value]
      : value instanceof Set || ArrayBuffer.isView(value)
        ? [...(value as unknown as Iterable<unknown>)].map((v, i) => [i, v])
        : isPlain(value) || Array.isArray(value)
          ? Object.entries(value).map(([k, v]) => [Array.isArray(value) ? Number(k) : k, v])
          : [];
  if (entries.length === 0) return null;
  const keyed = (v: unknown): v is Record<string, unknown> => isPlain(v) || Array.isArray(v);
  const names = [...new Set(entries.flatMap(([, v]) => (keyed(v) ? Object.keys(v) : [])))];
  const rows = entries.length;
  const named = names.map((name) => ({
    name,
    at: (row: number): unknown => {
      const v = entries[row]?.[1];
      return keyed(v) && Object.hasOwn(v, name) ? v[name] : undefined;
    },
  }));
  const bare = {
    name: 'Values',
    at: (row: number): unknown => (keyed(entries[row]?.[1]) ? undefined : entries[row]?.[1]),
  };
  const columns = entries.some(([, v]) => !keyed(v)) ? [...named, bare] : named;
  const at = (row: number): unknown => entries[row]?.[0];
  return {
    kind: 'frame',
    rows,
    columns: columns.map((c) => ({ ...c, dtype: dtypeOf(rows, c.at) })),
    index: { name: '', dtype: dtypeOf(rows, at), at },
  };
}
