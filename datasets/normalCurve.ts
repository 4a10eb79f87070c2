/** Density, distribution function and quantiles of the standard normal distribution. */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Density at `z`. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / ROOT_TWO_PI;
}

/** Chance of a value up to `z` (Hart, 1968, as given by West, 2005): to 1e-15, and to 8 digits below -7. */
export function normalShare(z: number): number {
  const x = Math.abs(z);
  if (Number.isNaN(x)) return Number.NaN;
  let tail = 0;
  if (x < 7.07106781186547) {
    const top = horner(HART_TOP, x);
    const below = horner(HART_BELOW, x);
    tail = (Math.exp(-0.5 * x * x) * top) / below;
  } else if (x < 38) {
    tail = normalDensity(x) / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65)))));
  }
  return z > 0 ? 1 - tail : tail;
}

/**
 * The quantile at `p`, from 0 to 1: -Infinity at 0, Infinity at 1 (Wichura, 1988, algorithm AS 241).
 * @throws RangeError
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`the normal has no quantile at ${p}, only from 0 to 1`);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(MIDDLE_TOP, r)) / horner(MIDDLE_BELOW, r);
  }
  const edge = q < 0 ? p : 1 - p;
  if (edge === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const root = Math.sqrt(-Math.log(edge));
  const z =
    root <= 5
      ? horner(NEAR_TOP, root - 1.6) / horner(NEAR_BELOW, root - 1.6)
      : horner(FAR_TOP, root - 5) / horner(FAR_BELOW, root - 5);
  return q < 0 ? -z : z;
}

/** A polynomial with its highest power first. */
function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

// biome-ignore format: the tables as published, one polynomial per block
const HART_TOP = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
// biome-ignore format: as above
const HART_BELOW = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];
// biome-ignore format: as above
const MIDDLE_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
// biome-ignore format: as above
const MIDDLE_BELOW = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
// biome-ignore format: as above
const NEAR_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
// biome-ignore format: as above
const NEAR_BELOW = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
];
// biome-ignore format: as above
const FAR_TOP = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
// biome-ignore format: as above
const FAR_BELOW = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];
