/** Versions of the weight rule: a count is stored with the one that made it, and keeps its number for ever. */

/** 1 read attributes and literals; 2 counts bytes (docs/WEIGHTS.md). */
export const WEIGHT_RULE = 2;

/** Whether a count was made by an earlier rule; one without a version was made by the first. */
export const isOlderRule = ({ rule = 1 }: { rule?: number | undefined }): boolean => rule < WEIGHT_RULE;
