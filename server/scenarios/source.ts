/** What the data of a new interview are drawn from. */
import { randomBytes, randomInt } from 'node:crypto';
import type { DataSource } from '../../scenarios/kit/index.ts';

/** 128 random bits, 32 digits of hex. */
const drawSecret = (): string => randomBytes(16).toString('hex');

/** A label for an interview that nobody gave one, short enough to be read aloud. */
const drawLabel = (): string => randomInt(2 ** 40).toString(36);

/** Two new secrets. What was typed is their label and tells nothing of them; one is drawn where `typed` is empty. */
export const drawSource = (typed: string): DataSource => ({
  kind: 'secrets',
  label: typed || drawLabel(),
  world: drawSecret(),
  holdout: drawSecret(),
});

/** The published pair of a label; one is drawn where `typed` is empty. */
export const publicSource = (typed: string): DataSource => ({ kind: 'published', label: typed || drawLabel() });

/** What of a source nobody may know who could guess at the hold-out: the text that its other secrets of the server are made of. */
export const holdoutSecret = (source: DataSource): string =>
  source.kind === 'secrets' ? source.holdout : source.label;
