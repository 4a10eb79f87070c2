/** Seeds of new interviews. */
import { randomInt } from 'node:crypto';

/** A seed for a new interview, short enough to be read aloud. */
export const drawSeed = (): string => randomInt(2 ** 40).toString(36);
