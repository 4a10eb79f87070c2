/** The roles that have a link to an interview. */
export const ROLES_WITH_LINKS = ['candidate', 'interviewer', 'observer', 'author'] as const;
