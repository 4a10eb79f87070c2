/** Who somebody is in an interview. A role comes from the invite's row, never from what a client sends. */
import { z } from 'zod';

/** All roles. Interviewers conduct, observers watch, authors read scenarios, admins reach every interview. */
const ROLES = ['candidate', 'interviewer', 'observer', 'author', 'admin'] as const;
/** A role, as links and messages name it. */
export const role = z.enum(ROLES);
/** A parsed {@link role}. */
export type Role = z.infer<typeof role>;

/** True for every role but the candidate's: those may see what is secret about a variant and events with visibility `staff`. */
export const isStaff = (r: Role): boolean => r !== 'candidate';

/** The person behind an event, stamped by the server. */
export const actor = z.strictObject({
  participantId: z.string(),
  role: z.union([role, z.literal('server')]),
  name: z.string(),
});
/** A parsed {@link actor}. */
export type Actor = z.infer<typeof actor>;
