/** What an annotation is about. Text anchors are Yjs relative positions, so they follow the text, plus the quoted text as it was. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Characters of text around a quote that an anchor remembers. */
export const ANCHOR_CONTEXT = 200;

const position = z.string().max(2_000);

/** What a note is about: a range of a file, a run, a score, or the moment it was made at. */
export const anchor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    fileId: z.string().max(64),
    /** Base64 of encoded Y.RelativePosition. */
    start: position,
    end: position,
    /** 1-based lines and text as they were when the note was made. */
    startLine: z.number().int().positive(),
    endLine: z.number().int().positive(),
    quote: z.string().max(LIMITS.noteChars),
    /** Text directly before and after the quote as it was: tells equal quotes apart. Absent in older notes. */
    before: z.string().max(ANCHOR_CONTEXT).optional(),
    after: z.string().max(ANCHOR_CONTEXT).optional(),
  }),
  z.strictObject({ kind: z.literal('run'), runId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('score'), scoreId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('moment') }),
]);
/** A parsed {@link anchor}. */
export type Anchor = z.infer<typeof anchor>;
