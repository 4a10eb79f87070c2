/** What a score is measured against: the two targets of an interview, and what became of them. */
import { z } from 'zod';

/**
 * `sound`: what mending every planted bug gives. `strong`: near the reference. `only`: interviews that were made when there was one
 * target have that one.
 */
export const targetName = z.enum(['sound', 'strong', 'only']);
/** A parsed {@link targetName}. */
export type TargetName = z.infer<typeof targetName>;

/** A target in the unit of the metric, and in words. */
export const target = z.strictObject({ name: targetName, value: z.number(), text: z.string() });
/** A parsed {@link target}. */
export type Target = z.infer<typeof target>;
