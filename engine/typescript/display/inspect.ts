/** Values as text that a person reads: the manner of Node's `util.inspect`, bounded in depth, width and number. */
import { type Tensor, Variable } from '@tensorflow/tfjs';
import { isTensor } from '../libraries/tensorflow/leaks.ts';
import { list, rest } from './layout.ts';
import { cut } from './text.ts';

/** Limits of {@link inspect}. */
export interface InspectOptions {
  /** Levels of nesting that are written out (2). */
  depth?: number;
  /** Items of an array, set or map and keys of an object that are written out (100). */
  items?: number;
  /** Characters of a text inside another value (10,000); a bare text is cut by who shows it. */
  textChars?: number;
  /** Longer lists are broken into lines (76). */
  breakAt?: number;
  /** True for a text that is the whole value and is shown without quotes. */
  bare?: boolean;
}

interface Limits {
  depth: number;
  items: number;
  textChars: number;
  breakAt: number;
}

/** The text of any value. Getters are not called; exceptions of the value's code are caught. */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  const limits = { depth: 2, items: 100, textChars: 10_000, breakAt: 76, ...options };
  if (options.bare && typeof value === 'string') return value;
  return write(value, limits, 0, []);
}

function write(value: unknown, limits: Limits, level: number, path: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return quote(cut(value, limits.textChars));
    case 'bigint':
      return `${value}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'symbol':
      return value.toString();
    case 'function':
      return functionText(value);
    case 'object':
      if (value === null) return 'null';
      if (path.includes(value)) return '[Circular]';
      try {
        return object(value, limits, level, [...path, value]);
      } catch (error) {
        return `[${className(value)}: cannot be shown: ${cut(error instanceof Error ? error.message : '', 200)}]`;
      }
    default:
      return String(value);
  }
}

/** Single quotes unless the text holds some, as Node does; breaks and control characters escaped. */
function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : '`';
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === '"' ? inner.replaceAll('"', '\\"') : inner.replaceAll(mark, `\\${mark}`)) + mark;
}

function functionText(value: object): string {
  const name = nameOf(value);
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  return isClass ? `[class ${name || '(anonymous)'}]` : `[Function${name ? `: ${name}` : ' (anonymous)'}]`;
}

function nameOf(value: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' ? cut(name, 100) : '';
}

/** The name of the class that made an object; empty for plain ones. */
function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return '[Object: null prototype]';
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  return typeof maker === 'function' ? nameOf(maker) : '';
}

function object(value: object, limits: Limits, level: number, path: readonly object[]): string {
  if (isTensor(value)) return tensorText(value, level);
  if (value instanceof Error) return errorText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  const name = className(value);
  if (value instanceof Promise) return 'Promise { not awaited }';
  if (value instanceof WeakMap || value instanceof WeakSet) return `${name} { … }`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
  if (level > limits.depth) return Array.isArray(value) ? '[Array]' : `[${name || 'Object'}]`;
  const inner = (v: unknown): string => write(v, limits, level + 1, path);

  if (Array.isArray(value))
    return list('[', array(value, limits, inner), ']', prefix(name, 'Array', value.length), limits, level);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const typed = value as unknown as ArrayLike<number>;
    const shown = Array.from({ length: Math.min(typed.length, limits.items) }, (_, i) => inner(typed[i]));
    return list('[', rest(shown, typed.length), ']', `${name}(${typed.length}) `, limits, level);
  }
  if (value instanceof Map) {
    const shown = first(value, limits.items).map(([k, v]) => `${inner(k)} => ${inner(v)}`);
    return list('{', rest(shown, value.size), '}', `${name}(${value.size}) `, limits, level);
  }
  if (value instanceof Set) {
    return list(
      '{',
      rest(first(value, limits.items).map(inner), value.size),
      '}',
      `${name}(${value.size}) `,
      limits,
      level,
    );
  }
  return list('{', keys(value, limits, inner), '}', name === 'Object' || name === '' ? '' : `${name} `, limits, level);
}

const prefix = (name: string, usual: string, length: number): string => (name === usual ? '' : `${name}(${length}) `);

function first<T>(values: Iterable<T>, most: number): T[] {
  const found: T[] = [];
  for (const v of values) {
    if (found.length >= most) break;
    found.push(v);
  }
  return found;
}

function array(value: readonly unknown[], limits: Limits, inner: (v: unknown) => string): string[] {
  const shown: string[] = [];
  for (let i = 0; i < Math.min(value.length, limits.items); i++) shown.push(i in value ? inner(value[i]) : '<empty>');
  return rest(shown, value.length);
}

function keys(value: object, limits: Limits, inner: (v: unknown) => string): string[] {
  const names = Reflect.ownKeys(value).filter((k) => Object.prototype.propertyIsEnumerable.call(value, k));
  const shown = names.slice(0, limits.items).map((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const text = property?.get ? '[Getter]' : inner(property?.value);
    const label = typeof key === 'symbol' ? `[${key.toString()}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
    return `${label}: ${text}`;
  });
  return rest(shown, names.length);
}

function errorText(error: Error): string {
  const stack = typeof error.stack === 'string' && error.stack !== '' ? error.stack : `${error.name}: ${error.message}`;
  return error.cause === undefined ? stack : `${stack}\n  caused by ${inspect(error.cause)}`;
}

/** Elements up to which a tensor inside another value is written out. */
const INLINE = 8;

/** Shape, type and values of a tensor; tfjs abbreviates long axes itself. Nothing is left alive by it. */
function tensorText(tensor: Tensor, level: number): string {
  const kind = tensor instanceof Variable ? 'Variable' : 'Tensor';
  const head = `${kind} [${tensor.shape.join(', ')}] ${tensor.dtype}`;
  if (tensor.isDisposed) return `${head} (disposed)`;
  if (level > 0 && tensor.size > INLINE) return head;
  const values = tensor.toString().replace(/^Tensor\n/, '');
  return level > 0 ? `${head} ${values.trim().replace(/\s*\n\s*/g, ' ')}` : `${head}\n${values.replace(/^ {4}/gm, '')}`;
}
