/** Which notes of the official path are facts for staff: the candidate is not told of them. */

const KINDS: readonly string[] = ['neighbours', 'growth'];

/** Answers that depend on the rows beside, and what grew while predicting; all else is advice for the candidate. */
export const isForStaff = ({ kind }: { kind: string }): boolean => KINDS.includes(kind);

/** Their sentences, each once: several fits say the same. */
export const factsOf = (notes: readonly { kind: string; message: string }[]): string[] => [
  ...new Set(notes.filter(isForStaff).map(({ message }) => message)),
];
