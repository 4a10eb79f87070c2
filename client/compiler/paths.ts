/** Where the candidate's files lie for the compiler; the names of models' URIs and of the compiler's files are the same. */
export const WORK_FOLDER = '/work/';

/** The path of a file of the work: `data.ts` is `/work/data.ts`. */
export const pathOf = (name: string): string => WORK_FOLDER + name;

/** The name of a file of the work, or null where the path is none. */
export const nameOf = (path: string): string | null =>
  path.startsWith(WORK_FOLDER) ? path.slice(WORK_FOLDER.length) : null;
