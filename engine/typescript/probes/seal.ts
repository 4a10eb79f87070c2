/**
 * Tells whether the candidate's code has replaced what probes stand on: functions of the language that every realm has. What the probes
 * themselves are made of has no name that a candidate's file could reach.
 */

const OBJECTS: readonly (readonly [name: string, of: object])[] = [
  ['Math', Math],
  ['JSON', JSON],
  ['Object', Object],
  ['Object.prototype', Object.prototype],
  ['Function.prototype', Function.prototype],
  ['Array', Array],
  ['Array.prototype', Array.prototype],
  ['Map.prototype', Map.prototype],
  ['Set.prototype', Set.prototype],
  ['String.prototype', String.prototype],
  ['Number', Number],
  ['Number.prototype', Number.prototype],
  ['Promise', Promise],
  ['Promise.prototype', Promise.prototype],
  ['Reflect', Reflect],
  ['Float32Array.prototype', Float32Array.prototype],
  ['Float64Array.prototype', Float64Array.prototype],
  ['TypedArray.prototype', Object.getPrototypeOf(Float32Array.prototype)],
];

// Taken before any file of a candidate runs.
const { getOwnPropertyDescriptor, getOwnPropertyNames, is } = Object;

function partsOf(of: object): [key: string, value: unknown][] {
  // Random numbers are ours: they are seeded before every call.
  const keys = getOwnPropertyNames(of).filter((key) => of !== Math || key !== 'random');
  return keys.map((key) => {
    const { value, get } = getOwnPropertyDescriptor(of, key) ?? {};
    return [key, value ?? get];
  });
}

const BEFORE = OBJECTS.map(([name, of]) => ({ name, of, parts: partsOf(of) }));

/** The clock, wherever its parts are: on the object itself or above it. */
const clock = (): unknown[] => [globalThis.performance, globalThis.performance.now];
const CLOCK = clock();

/** What is replaced now, as `Math.max`; null where nothing is. */
export function brokenNow(): string | null {
  const [clockNow, now] = clock();
  if (clockNow !== CLOCK[0] || now !== CLOCK[1]) return 'performance.now';
  for (const { name, of, parts } of BEFORE) {
    const names = getOwnPropertyNames(of);
    // Something new on a prototype is an enhancement of the candidate's own; `toJSON` changes what is reported.
    for (let i = 0; i < names.length; i++) if (names[i] === 'toJSON' && of !== Date.prototype) return `${name}.toJSON`;
    for (let i = 0; i < parts.length; i++) {
      const [key, before] = parts[i] as [string, unknown];
      const { value, get } = getOwnPropertyDescriptor(of, key) ?? {};
      if (!is(value ?? get, before)) return `${name}.${key}`;
    }
  }
  return null;
}
